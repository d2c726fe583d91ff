package weigh

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"playerstate/web/build"
)

// empty is the source of the empty program: the smallest Go program that a page can
// call.
const empty = `package main

import js "syscall/js"

func main() {
	js.Global().Set("f", js.FuncOf(func(js.Value, []js.Value) any { return nil }))
	select {}
}
`

// Empty builds the empty program without the flags of the shipped one, and returns its
// .wasm.
func Empty() ([]byte, error) {
	dir, err := os.MkdirTemp("", "empty-program-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	for name, text := range map[string]string{"main.go": empty, "go.mod": "module empty\n\ngo 1.26\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			return nil, err
		}
	}
	return compile(dir, ".", []string{"GOOS=js", "GOARCH=wasm", "GOFLAGS="}, "-ldflags=-s -w")
}

// WithNames builds the program of the module at root with the functions of the shipped
// one, but keeps their names, and returns its .wasm.
func WithNames(root string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "overlay-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	flags, env, err := build.TrimFlags(dir, nil)
	if err != nil {
		return nil, err
	}
	// The linker puts a build id among the functions, which the shipped program lacks.
	return compile(root, "./wasm", env, append([]string{"-ldflags=-buildid="}, flags...)...)
}

// compile compiles a program of the module at dir with additional environment variables
// and flags.
func compile(dir, program string, env []string, flags ...string) ([]byte, error) {
	out, err := os.CreateTemp("", "*.wasm")
	if err != nil {
		return nil, err
	}
	defer os.Remove(out.Name())
	if err := out.Close(); err != nil {
		return nil, err
	}
	cmd := exec.Command("go", append(append([]string{"build", "-trimpath"}, flags...), "-o", out.Name(), program)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	if text, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", cmd, err, text)
	}
	return os.ReadFile(out.Name())
}
