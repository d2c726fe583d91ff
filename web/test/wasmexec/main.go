// Command wasmexec runs a test program of GOOS=js in Chromium, for 'go test -exec'.
package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"playerstate/web/test/browser"
)

func main() {
	code, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "wasmexec:", err)
		code = 1
	}
	os.Exit(code)
}

// page is what starts the program, with its arguments, once it is asked to.
//
//go:embed page.html
var page string

// run runs a program with its arguments, and returns its exit code.
func run(args []string) (code int, err error) {
	if len(args) == 0 {
		return 0, errors.New("which program?")
	}
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return 0, fmt.Errorf("go env GOROOT: %w", err)
	}
	site := http.NewServeMux()
	for path, name := range map[string]string{
		"/wasm_exec.js": filepath.Join(strings.TrimSpace(string(goroot)), "lib", "wasm", "wasm_exec.js"),
		"/program.wasm": args[0],
	} {
		site.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, name) })
	}
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
