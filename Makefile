SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# The build edits Go's own packages, those of one version: another Go fetches that.
ifeq ($(filter go1.26.%,$(shell go env GOVERSION 2>/dev/null)),)
export GOTOOLCHAIN := $(shell sed -n 's/^toolchain //p' go.mod)
endif

PORT ?= 8080
# Flags for every 'go test', such as -v.
TESTFLAGS ?=
# FULL=1 builds and tests the program with all of Go's own packages.
export FULL ?=
# A package has an hour: no test is there to find out that the machine is slow.
LIMITED = -timeout=60m $(TESTFLAGS)
GOTEST = go test $(LIMITED)

.PHONY: help
help: ## say what there is to make
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

.PHONY: build
build: ## write what is shipped to web/dist
	@echo "building web/dist …"
	@go run ./web/build/cmd

.PHONY: run
run: ## serve the demo page with an embedded dispatcher (PORT=8080)
	@echo "building web/dist …"
	@go run ./web/build/cmd -plain
	@PORT=$(PORT) go run ./web/server

.PHONY: watch
watch: ## the same, built again and loaded anew on each change of wasm, jsbridge and web/src
	@PORT=$(PORT) go run ./web/server -watch

.PHONY: test
test: chromium cc node build ## run all tests
	$(GOTEST) -race ./wasm/... ./jsbridge/... ./web/build/... ./web/src/ ./web/server/... ./web/bench/... ./web/demo/... ./web/test/browser/
	go run ./web/test/wasmexec $(LIMITED) ./jsbridge/
	$(GOTEST) -count=1 -parallel=4 ./web/test/e2e/

# The shell's spinners end with it, however it ends.
.PHONY: stress
stress: chromium cc node build ## run all tests three times while four processes spin
	@trap 'kill $$(jobs -p) 2>/dev/null || :' EXIT; trap 'exit 130' INT TERM; \
	for _ in 1 2 3 4; do while kill -0 $$$$ 2>/dev/null; do for ((i = 0; i < 100000; i++)); do :; done; done & done; \
	for _ in 1 2 3; do $(MAKE) --no-print-directory test TESTFLAGS='$(TESTFLAGS) -count=1'; done

.PHONY: test-firefox
test-firefox: firefox build ## run the end-to-end tests in Firefox
	$(GOTEST) -count=1 -tags=firefox -parallel=5 ./web/test/e2e/

.PHONY: test-webkit
test-webkit: webkit build ## run the end-to-end tests in WebKit
	$(GOTEST) -count=1 -tags=webkit -parallel=5 ./web/test/e2e/

.PHONY: types
types: chromium node build ## hold playerstate.d.ts and the npm package against the program
	$(GOTEST) -count=1 ./web/test/types/ ./web/test/npm/ ./web/test/oldest/ ./web/test/vendor/

.PHONY: bundlers
bundlers: chromium node build ## bundle a game with npm's package in every way, and play it
	$(GOTEST) -count=1 ./web/test/bundlers/

.PHONY: interop
interop: chromium node build ## hold the client against the vendor's own, from npm
	$(GOTEST) -count=1 ./web/test/interop/

.PHONY: soak
soak: chromium build ## 10,000 logins and logouts under random faults, 200 tab closes and navigations
	PLAYERSTATE_SOAK=10000 PLAYERSTATE_CLOSES=200 $(GOTEST) -count=1 -v -run '^Test(Soak|TabClose|NavigationAway)$$' ./web/test/e2e/

.PHONY: memory
memory: chromium ## hold what 10,000 logins and logouts leave in a page's memory
	PLAYERSTATE_CYCLES=10000 $(GOTEST) -count=1 -run '^TestMemory$$' ./web/bench/

.PHONY: bench
bench: chromium ## measure beside a bare fetch, the empty program and the vendor's client
	go run ./web/bench

# CHECK=-check fails where the download is larger than it may be beside an empty Go program's, or a feature than its limit.
.PHONY: size
size: ## what each feature adds to the download, and which packages and functions weigh how much
	go run ./web/bench/size $(CHECK)

.PHONY: lint
lint: lint-js ## gofmt, vet and staticcheck, native and js; oxlint for the JavaScript
	@unformatted=$$(gofmt -l .); test -z "$$unformatted" || { echo "gofmt: $$unformatted"; exit 1; }
	go vet ./...
	GOOS=js GOARCH=wasm go vet ./wasm/... ./jsbridge/...
	go tool staticcheck ./...
	for tag in firefox webkit; do go vet -tags=$$tag ./web/test/e2e/; go tool staticcheck -tags=$$tag ./web/test/e2e/; done
	GOOS=js GOARCH=wasm $$(go tool -n staticcheck) ./wasm/... ./jsbridge/...

.PHONY: lint-js
lint-js: node
	go test -count=1 ./web/test/lint/

.PHONY: clean
clean: ## remove what was built
	rm -rf web/dist

# What the tests need beside Go: installed where apt can, named where not.
.PHONY: chromium firefox webkit cc node
chromium:
	@for name in headless_shell chromium chromium-browser google-chrome google-chrome-stable chrome; do \
	  if command -v $$name >/dev/null; then exit 0; fi; \
	done; $(call install,chromium,a Chrome or Chromium browser)
firefox:
	@command -v firefox-esr >/dev/null || command -v firefox >/dev/null || { $(call install,firefox-esr,Firefox); }
webkit:
	@command -v WebKitWebDriver >/dev/null && command -v Xvfb >/dev/null || { $(call install,webkit2gtk-driver xvfb,WebKit with its WebDriver and Xvfb); }
cc:
	@command -v $${CC:-gcc} >/dev/null || { $(call install,gcc libc6-dev,a C compiler for the race detector); }

node:
	@command -v node >/dev/null && command -v npm >/dev/null || { $(call install,nodejs npm,Node.js 20.19 or later with npm); }

# install PACKAGES,WHAT: with apt, or else say what is missing.
define install
echo "installing $(1) …"; \
sudo=; test "$$(id -u)" = 0 || sudo="sudo -n"; \
{ command -v apt-get >/dev/null && $$sudo apt-get update -qq && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(1) >/dev/null; } 2>/dev/null \
|| { echo "Install $(2) (Debian: apt-get install $(1)) and run this again."; exit 1; }
endef
