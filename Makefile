SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PORT ?= 8080
# Flags for every 'go test', such as -v.
TESTFLAGS ?=

# The GOOS=js tests run in a real browser. The tool itself is native.
IN_BROWSER := env -u GOOS -u GOARCH go tool wasmbrowsertest

.PHONY: help
help: ## say what there is to make
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

.PHONY: build
build: ## write what is shipped to web/dist
	@go run ./web/build/cmd

.PHONY: run
run: build ## serve the demo page with an embedded dispatcher (PORT=8080)
	@PORT=$(PORT) go run ./web/server

.PHONY: test
test: chromium cc ## run all tests
	go test -race $(TESTFLAGS) ./wasm/... ./jsbridge/... ./web/build/... ./web/server/...
	GOOS=js GOARCH=wasm go test $(TESTFLAGS) -exec="$(IN_BROWSER)" ./jsbridge/
	go test -race -count=1 $(TESTFLAGS) ./web/e2e/

.PHONY: lint
lint: ## gofmt, vet and staticcheck, native and js
	@unformatted=$$(gofmt -l .); test -z "$$unformatted" || { echo "gofmt: $$unformatted"; exit 1; }
	go vet ./...
	GOOS=js GOARCH=wasm go vet ./wasm/... ./jsbridge/...
	go tool staticcheck ./...
	GOOS=js GOARCH=wasm $$(go tool -n staticcheck) ./wasm/... ./jsbridge/...

.PHONY: clean
clean: ## remove what was built
	rm -rf web/dist

# What the tests need beside Go: installed where apt can, named where not.
.PHONY: chromium cc
chromium:
	@for name in headless_shell chromium chromium-browser google-chrome google-chrome-stable chrome; do \
	  if command -v $$name >/dev/null; then exit 0; fi; \
	done; $(call install,chromium,a Chrome or Chromium browser)
cc:
	@command -v $${CC:-gcc} >/dev/null || { $(call install,gcc libc6-dev,a C compiler for the race detector); }

# install PACKAGES,WHAT: with apt, or else say what is missing.
define install
sudo=; test "$$(id -u)" = 0 || sudo="sudo -n"; \
{ command -v apt-get >/dev/null && $$sudo apt-get update -qq && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(1) >/dev/null; } 2>/dev/null \
|| { echo "Install $(2) (Debian: apt-get install $(1)) and run this again."; exit 1; }
endef
