// Package build makes what is shipped: the program, and the script that loads it.
package build

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Options say what is built, and where to.
type Options struct {
	Root string // the module's top folder
	Dist string // where the files go
	Tags string // build tags of the program, comma-separated; none in what is shipped
}

// scripts are what the page's script is joined from, in this order, within one
// function scope. None of it leaks to the page but what script.js publishes.
var scripts = []string{
	"jsbridge/bridge.js",
	"web/arguments.js",
	"web/conventions.js",
	"web/calls.js",
	"web/program.js",
	"web/client.js",
	"web/script.js",
}

// Build builds the program and the script.
func Build(o Options) error {
	if err := os.MkdirAll(o.Dist, 0o755); err != nil {
		return err
	}
	version, err := Version(o.Root)
	if err != nil {
		return err
	}
	if err := program(o, version); err != nil {
		return err
	}
	script, err := script(o.Root, version)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(o.Dist, "playerstate.js"), script, 0o644); err != nil {
		return err
	}
	for _, name := range []string{"playerstate.js", "playerstate.wasm"} {
		if err := compress(filepath.Join(o.Dist, name)); err != nil {
			return err
		}
	}
	return nil
}

// Version is the product's version: the package's, and so everybody's.
func Version(root string) (string, error) {
	text, err := os.ReadFile(filepath.Join(root, "web", "package.json"))
	if err != nil {
		return "", err
	}
	var manifest struct{ Version string }
	if err := json.Unmarshal(text, &manifest); err != nil {
		return "", fmt.Errorf("web/package.json: %w", err)
	}
	if manifest.Version == "" {
		return "", fmt.Errorf("web/package.json: no version")
	}
	return manifest.Version, nil
}

// program compiles the .wasm. Without inlining it is smaller to download.
func program(o Options, version string) error {
	out, err := filepath.Abs(filepath.Join(o.Dist, "playerstate.wasm")) // the compiler runs in another folder
	if err != nil {
		return err
	}
	cmd := exec.Command("go", "build", "-trimpath", "-tags="+o.Tags,
		"-ldflags=-s -w -X playerstate/wasm/client.Version="+version, "-gcflags=all=-l",
		"-o", out, "./wasm")
	cmd.Dir = o.Root
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go build: %w\n%s", err, said)
	}
	return nil
}

// script joins playerstate.js.
func script(root, version string) ([]byte, error) {
	runtime, err := goRuntime()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "/*! playerState %s */\n(() => {\n\"use strict\";\nconst VERSION = %q;\n", version, version)
	b.Write(runtime)
	for _, name := range scripts {
		text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil {
			return nil, err
		}
		b.Write(text)
	}
	b.WriteString("})();\n")
	return b.Bytes(), nil
}

// goRuntime is the toolchain's own wasm_exec.js as a function that makes its Go
// class. It sees a global object that is handed to it, so that the page's own gets
// no Go, fs, path or process from it.
func goRuntime() ([]byte, error) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("go env GOROOT: %w", err)
	}
	text, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(nil, "/** @param {any} globalThis @param {any} fs */\nfunction goRuntime(globalThis, fs) {\n%s\nreturn globalThis.Go;\n}\n", text), nil
}
