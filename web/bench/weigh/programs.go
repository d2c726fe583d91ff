package weigh

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"

	"playerstate/web/build"
)

// empty is the smallest Go program that a page can call.
const empty = `package main

import js "syscall/js"

func main() {
	js.Global().Set("f", js.FuncOf(func(js.Value, []js.Value) any { return nil }))
	select {}
}
`

// Empty builds the empty program plainly, and returns its .wasm.
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
	// Without the flags of whoever calls: plainly.
	return compile(dir, ".", append(os.Environ(), "GOFLAGS="), "-ldflags=-s -w")
}

// Named builds the program of the module at root with the names of its functions,
// which is what is shipped but for them.
func Named(root string) ([]byte, error) {
	version, err := build.Version(root)
	if err != nil {
		return nil, err
	}
	return compile(root, "./wasm", append(os.Environ(), build.Env...),
		append([]string{"-ldflags=-buildid= -X playerstate/wasm/client.Version=" + version}, build.Flags...)...)
}

// compile builds for the browser.
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
	cmd.Env = append(env, "GOOS=js", "GOARCH=wasm")
	if text, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", cmd, err, text)
	}
	return os.ReadFile(out.Name())
}

// Download is what a page downloads, in bytes.
type Download struct {
	Program, Script, Empty Weight
}

// Weight is a file's size, and what a server sends of it.
type Weight struct{ Plain, Brotli int }

// Ratio is the download against the empty program.
func (d Download) Ratio() float64 {
	return float64(d.Program.Brotli+d.Script.Brotli) / float64(d.Empty.Brotli)
}

// WeighDownload weighs what is in the folder dist.
func WeighDownload(dist string) (d Download, err error) {
	var files [3][]byte
	if files[0], err = os.ReadFile(filepath.Join(dist, "playerstate.wasm")); err != nil {
		return d, err
	}
	if files[1], err = os.ReadFile(filepath.Join(dist, "playerstate.js")); err != nil {
		return d, err
	}
	if files[2], err = Empty(); err != nil {
		return d, err
	}
	var all sync.WaitGroup
	for i, weight := range []*Weight{&d.Program, &d.Script, &d.Empty} {
		all.Go(func() { *weight = Weight{len(files[i]), Brotli(files[i])} })
	}
	all.Wait()
	return d, nil
}
