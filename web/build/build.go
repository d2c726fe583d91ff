// Package build makes what is shipped: the program, and the scripts that load it.
package build

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Options say what is built, and where to.
type Options struct {
	Root string // the module's top folder
	Dist string // where the files go
	Tags string // build tags of the program, comma-separated; none in what is shipped

	// Plain leaves out the compressed files, which take their time; for tests.
	Plain bool
}

// parts are what each script is joined from, in this order, within one function
// scope. None of it leaks to the page but what the last file publishes.
var parts = []string{
	"jsbridge/bridge.js",
	"web/src/reasons.js",
	"web/src/arguments.js",
	"web/src/conventions.js",
	"web/src/calls.js",
	"web/src/program.js",
	"web/src/client.js",
}

// Build builds the program and the scripts.
func Build(o Options) error {
	if err := os.MkdirAll(o.Dist, 0o755); err != nil {
		return err
	}
	version, err := Version(o.Root)
	if err != nil {
		return err
	}
	program, err := compile(o, version)
	if err != nil {
		return err
	}
	// Each file is there under its plain name, and under one with its version, which a
	// host may serve as immutable. A script finds the program of its own kind of name.
	files := map[string][]byte{}
	bases := []string{"playerstate", "playerstate-" + version}
	for _, base := range bases {
		if files[base+".js"], err = classicScript(o.Root, version, base+".wasm"); err != nil {
			return err
		}
		if files[base+".mjs"], err = moduleScript(o.Root, version, base+".wasm"); err != nil {
			return err
		}
		files[base+".wasm"] = program
	}
	for name, content := range files {
		if err := write(filepath.Join(o.Dist, name), content); err != nil {
			return err
		}
		if strings.HasSuffix(name, "js") && !o.Plain {
			if err := compress(content, filepath.Join(o.Dist, name)); err != nil {
				return err
			}
		}
	}
	if err := writeIntegrity(filepath.Join(o.Dist, "integrity.json"), files); err != nil {
		return err
	}
	if o.Plain {
		return nil
	}
	return compress(program, filepath.Join(o.Dist, bases[0]+".wasm"), filepath.Join(o.Dist, bases[1]+".wasm"))
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

// Env and Flags are what makes the program small to download and quick to start; 'make
// size' shows what it comes to. Nothing is inlined but within the runtime: a browser
// compiles each function when it is first called, and what that costs there, 27 KB,
// takes a tenth off a page's first answer. The garbage collector is the one before Go
// 1.26's, which is less code, and the heap here fits in a few pages.
var (
	Env   = []string{"GOOS=js", "GOARCH=wasm", "GOEXPERIMENT=nogreenteagc"}
	Flags = []string{"-gcflags=all=-l", "-gcflags=runtime=-l=0"}
)

// compile compiles the program.
func compile(o Options, version string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "playerstate")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }() // it is the system's to clean where it stays
	out := filepath.Join(dir, "playerstate.wasm")
	cmd := exec.Command("go", append(append([]string{"build", "-trimpath", "-buildvcs=false", "-tags=" + o.Tags,
		"-ldflags=-s -w -buildid= -X playerstate/wasm/client.Version=" + version}, Flags...), "-o", out, "./wasm")...)
	cmd.Dir = o.Root
	cmd.Env = append(os.Environ(), Env...)
	if said, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build: %w\n%s", err, said)
	}
	linked, err := os.ReadFile(out)
	if err != nil {
		return nil, err
	}
	return pack(linked)
}

// classicScript joins playerstate.js, which loads the program of that name from
// beside itself.
func classicScript(root, version, program string) ([]byte, error) {
	return join(root, version, "(() => {\n\"use strict\";\n", fmt.Sprintf("%q", program), "web/src/script.js", "})();\n")
}

// moduleScript joins playerstate.mjs. The program's URL is written out in the form
// that bundlers know.
func moduleScript(root, version, program string) ([]byte, error) {
	return join(root, version, "", fmt.Sprintf("new URL(%q, import.meta.url)", "./"+program), "web/src/module.js",
		"export { createClient, _bc, playerState, reasonCodes, version };\n")
}

// join joins a script: the parts and a last one, between a head and a tail.
func join(root, version, head, program, last, tail string) ([]byte, error) {
	runtime, err := goRuntime()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "/*! playerState %s */\n%sconst VERSION = %q, WASM = %s;\n", version, head, version, program)
	b.Write(runtime)
	for _, name := range append(slices.Clone(parts), last) {
		text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil {
			return nil, err
		}
		b.Write(text)
	}
	b.WriteString(tail)
	return margins.ReplaceAll(comments.ReplaceAll(b.Bytes(), nil), nil), nil
}

// comments are what readers of the sources need and players do not: blocks that
// begin with two stars, as all of ours do, and whole lines. The file's header stays.
//
// margins are indentation and empty lines. No text of ours runs over lines.
var (
	comments = regexp.MustCompile(`(?s:(?m:^[ \t]*)?/\*\*.*?\*/\s?)|(?m:^[ \t]*//.*\n)`)
	margins  = regexp.MustCompile(`(?m:^[ \t\n]+)`)
)

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
