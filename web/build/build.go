// Package build makes the files that are shipped: the program, and the scripts that load it.
package build

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"playerstate/web/build/pack"
	"playerstate/web/build/preinit"
	"playerstate/web/build/trim"
	"playerstate/web/build/wasmfile"
)

// Options say what is built, and where to.
type Options struct {
	Root string // the module's top folder
	Dist string // where the files go
	Tags string // build tags of the program, comma-separated; none in what is shipped

	// Plain leaves out the compressed files, which take their time. One that is there and
	// packs another content is removed, as a server would prefer it.
	Plain bool

	// Added are paths of files that the program is built with beside its own, by those that
	// they take.
	Added map[string]string
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
	content, err := compile(o, version)
	if err != nil {
		return err
	}
	text, err := packText(content)
	if err != nil {
		return err
	}
	imports, err := wasmfile.Imports(content, "gojs")
	if err != nil {
		return err
	}
	// Each file is there under its plain name, and under one with its version, which a
	// host may serve as immutable. A script loads the program of its own kind of name.
	files := map[string][]byte{}
	maps := map[string][]byte{}
	bases := []string{"playerstate", "playerstate-" + version}
	for _, base := range bases {
		for _, s := range scripts {
			name := base + s.suffix
			if files[name], maps[name+".map"], err = s.bundle(o.Root, version, name, program{base + ".wasm", text, imports}); err != nil {
				return err
			}
		}
		files[base+".wasm"] = content
	}
	for name, content := range maps {
		if err := write(filepath.Join(o.Dist, name), content); err != nil {
			return err
		}
	}
	for name, content := range files {
		path := filepath.Join(o.Dist, name)
		if err := write(path, content); err != nil {
			return err
		}
		switch {
		case o.Plain:
			err = removeStale(content, path)
		case strings.HasSuffix(name, "js"):
			err = compress(content, path)
		}
		if err != nil {
			return err
		}
	}
	if !o.Plain {
		if err := compress(content, filepath.Join(o.Dist, bases[0]+".wasm"), filepath.Join(o.Dist, bases[1]+".wasm")); err != nil {
			return err
		}
	}
	return writeIntegrity(filepath.Join(o.Dist, "integrity.json"), files)
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
// size' shows what it comes to. A browser compiles each function when it is first called, so
// that fewer of them start sooner. What is inlined within the runtime costs 27 KB and takes a
// tenth off a page's first answer; in the packages below it and in the bridge it costs next
// to nothing. In the program's own packages nothing else is inlined, so that a traceback has
// their lines, nor in the rest of Go's. The garbage collector is the one before Go
// 1.26's, which is less code, and the heap here fits in a few pages.
//
// What cannot run in a page is left out of Go's own packages, as the list of package trim
// says, and pack leaves out the tables that only that needs. Package preinit has the program
// begin where it waits for the page.
var (
	Env   = []string{"GOOS=js", "GOARCH=wasm", "GOEXPERIMENT=nogreenteagc"}
	Flags = []string{"-gcflags=all=-l", "-gcflags=runtime=-l=0", "-gcflags=internal/...=-l=0", "-gcflags=playerstate/jsbridge=-l=0"}
)

// IsFull says whether the environment asks for the program with all of Go's own packages:
// FULL=1.
func IsFull() bool { return os.Getenv("FULL") == "1" }

// TrimFlags are Flags and the one that has the program built with added files, by the paths
// that they take, and without what can not run in a page of Go's own packages, unless the
// environment asks for the full program; env is Env and what that flag needs. What both name is
// written to dir.
func TrimFlags(dir string, added map[string]string) (flags, env []string, err error) {
	replaced, env := map[string]string{}, Env
	if !IsFull() {
		if env, err = trim.Environment(dir, Env); err != nil {
			return nil, nil, err
		}
		if replaced, err = trim.Write(dir, env); err != nil {
			return nil, nil, err
		}
	}
	maps.Copy(replaced, added)
	overlay, err := trim.WriteOverlay(dir, replaced)
	return append([]string{"-overlay=" + overlay}, Flags...), env, err
}

// longestStart is how long the program may run when it is built: it takes a fraction of a second.
const longestStart = time.Minute

// compile compiles the program.
func compile(o Options, version string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "playerstate")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }() // it is the system's to clean where it stays
	flags, env, err := TrimFlags(dir, o.Added)
	if err != nil {
		return nil, err
	}
	out := filepath.Join(dir, "playerstate.wasm")
	cmd := exec.Command("go", append(append([]string{"build", "-trimpath", "-buildvcs=false", "-tags=" + o.Tags,
		"-ldflags=-s -w -buildid= -X playerstate/wasm/client.Version=" + version}, flags...), "-o", out, "./wasm")...)
	cmd.Dir = o.Root
	cmd.Env = append(os.Environ(), env...)
	if said, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build: %w\n%s", err, said)
	}
	linked, err := os.ReadFile(out)
	if err != nil {
		return nil, err
	}
	check := trim.CheckLinked
	if IsFull() {
		check = nil
	}
	packed, err := pack.Pack(linked, check)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), longestStart)
	defer cancel()
	return preinit.Run(ctx, packed)
}
