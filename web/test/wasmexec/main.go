// Command wasmexec is 'go test', with its arguments, for packages of GOOS=js: the tests run in
// Chromium, on Go's own packages without what the shipped program leaves out, as far as package
// testing has no use for it. With FULL=1 they run on all of them.
package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"playerstate/web/build"
	"playerstate/web/build/pack"
	"playerstate/web/build/trim"
	"playerstate/web/test/browser"
)

// asRunner is the first argument by which 'go test' calls this command again, to run a program.
const asRunner = "runner"

func main() {
	do, args := test, os.Args[1:]
	if len(args) > 1 && args[0] == asRunner {
		do, args = run, args[1:]
	}
	code, err := do(args)
	if err != nil {
		fmt.Fprintln(os.Stderr, "wasmexec:", err)
		code = 1
	}
	os.Exit(code)
}

// test calls 'go test' with its arguments, and returns its exit code.
func test(args []string) (code int, err error) {
	dir, err := os.MkdirTemp("", "wasmexec")
	if err != nil {
		return 0, err
	}
	defer func() { _ = os.RemoveAll(dir) }() // it is the system's to clean where it stays
	self, err := os.Executable()
	if err != nil {
		return 0, err
	}
	flags := []string{"test", "-exec=" + self + " " + asRunner}
	env := build.Env
	if !build.IsFull() {
		if env, err = trim.Environment(dir, env); err != nil {
			return 0, err
		}
		replaced, err := trim.WriteForTests(dir, env)
		if err != nil {
			return 0, err
		}
		overlay, err := trim.WriteOverlay(dir, replaced)
		if err != nil {
			return 0, err
		}
		flags = append(flags, "-overlay="+overlay)
	}
	cmd := exec.Command("go", append(flags, args...)...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if err := cmd.Run(); cmd.ProcessState == nil {
		return 0, err
	}
	return cmd.ProcessState.ExitCode(), nil
}

// packed is a program as the build packs it, unless it is the full one.
func packed(path string) ([]byte, error) {
	linked, err := os.ReadFile(path)
	if err != nil || build.IsFull() {
		return linked, err
	}
	// Package testing links what the list takes for unlinked: it is used if a flag asks for a
	// trace or a profile.
	return pack.Pack(linked, func([]string) error { return nil })
}

// page is what starts the program, with its arguments, once it is asked to.
//
//go:embed page.html
var page string

// run runs a program with its arguments in Chromium, and returns its exit code.
func run(args []string) (code int, err error) {
	program, err := packed(args[0])
	if err != nil {
		return 0, err
	}
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return 0, fmt.Errorf("go env GOROOT: %w", err)
	}
	site := http.NewServeMux()
	site.HandleFunc("/wasm_exec.js", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFile(w, r, filepath.Join(strings.TrimSpace(string(goroot)), "lib", "wasm", "wasm_exec.js"))
	})
	site.HandleFunc("/program.wasm", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/wasm")
		w.Write(program)
	})
	site.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, page) })
	server := httptest.NewServer(site)
	defer server.Close()

	chromium, err := browser.StartChromium()
	if err != nil {
		return 0, err
	}
	defer chromium.Quit()
	ctx := context.Background() // the program has a time limit of its own
	storage, err := chromium.NewStorage(ctx)
	if err != nil {
		return 0, err
	}
	tab, err := storage.NewPage(ctx, browser.Listener{
		Printed: func(_, text string) { fmt.Println(text) },
		Thrown:  func(text string) { fmt.Println(text) },
	})
	if err != nil {
		return 0, err
	}
	if err := tab.Visit(ctx, server.URL); err != nil {
		return 0, err
	}
	argv, err := json.Marshal(args)
	if err != nil {
		return 0, err
	}
	raw, err := tab.Eval(ctx, fmt.Sprintf(`run(%s)`, argv))
	if err != nil {
		return 0, err
	}
	return code, json.Unmarshal(raw, &code)
}
