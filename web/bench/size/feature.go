package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"playerstate/web/bench/weigh"
)

// feature is what a page can do without, with the parts that it is made of. The few
// lines by which the rest calls it are not among them.
type feature struct {
	name string
	cuts []cut
	// limit is the most that it may add to the download, in compressed bytes; 0 for any.
	limit int
}

// adoption is the feature with a limit: a page that has the vendor's client.
var adoption = func() feature {
	rows := []string{"attachForeign", "foreignIdle", "foreignSeen", "heard"}
	return feature{"a page that has the vendor's client", []cut{
		{file: "wasm/entries.go", rows: rows},
		{file: "wasm/client/setting.go", rows: rows},
		{file: "wasm/client/event.go", functions: []string{"emitForeignLogout"}},
		{file: "web/src/vendor.js"},
		{file: "web/src/adoption.js"},
	}, 4096}
}()

// features are those that make size tells.
var features = []feature{
	adoption,
	{"the 17 operations beside LOGOUT", []cut{
		{file: "wasm/servop/method.go", rows: []string{"playerState.*"}, except: []string{"playerState.logout"}},
	}, 0},
	{"logins", []cut{
		{file: "wasm/servop/method.go", rows: []string{"authenticate*"}},
		{file: "wasm/entries.go", rows: []string{"login"}},
	}, 0},
	{"logouts that are finished later", []cut{{file: "wasm/client/outbox.go"}, {file: "wasm/client/record.go"}}, 0},
	{"other tabs", []cut{{file: "wasm/client/tabs.go"}}, 0},
	{"a page that is left", []cut{
		{file: "wasm/client/close.go"},
		{file: "wasm/client/setting.go", rows: []string{"logoutOnClose", "logoutOnApplicationClose"}},
		{file: "wasm/entries.go", rows: []string{"logoutOnClose", "logoutOnApplicationClose"}},
	}, 0},
	{"heartbeats", []cut{{file: "wasm/client/heartbeat.go"}}, 0},
	{"a program that dies", []cut{{file: "wasm/client/retained.go"}}, 0},
	{"the calling conventions of other languages", []cut{{file: "web/src/conventions.js"}}, 0},
	{"checks of arguments", []cut{{file: "web/src/checks.js"}}, 0},
}

// sources are the files and folders that a build needs.
var sources = []string{"go.mod", "go.sum", "jsbridge", "wasm", "web/build", "web/src", "web/package.json"}

// without builds a copy of the module at root that lacks the feature, and returns the
// size of its download.
func (f feature) without(root string) (weigh.Size, error) {
	dir, err := os.MkdirTemp("", "without-")
	if err != nil {
		return weigh.Size{}, err
	}
	defer os.RemoveAll(dir)
	for _, name := range sources {
		if err := copyOf(filepath.Join(root, name), filepath.Join(dir, name)); err != nil {
			return weigh.Size{}, err
		}
	}
	for _, c := range f.cuts {
		if err := c.apply(dir); err != nil {
			return weigh.Size{}, err
		}
	}
	build := exec.Command("go", "run", "./web/build/cmd", "-plain")
	build.Dir = dir
	if said, err := build.CombinedOutput(); err != nil {
		return weigh.Size{}, fmt.Errorf("without %s it does not build: %w\n%s", f.name, err, said)
	}
	var whole weigh.Size
	for _, name := range []string{"playerstate.wasm", "playerstate.js"} {
		content, err := os.ReadFile(filepath.Join(dir, "web", "dist", name))
		if err != nil {
			return weigh.Size{}, err
		}
		size, err := weigh.SizeOf(content)
		if err != nil {
			return weigh.Size{}, err
		}
		whole.Plain += size.Plain
		whole.Brotli += size.Brotli
	}
	return whole, nil
}

// copyOf copies a file, or a folder without its tests.
func copyOf(from, to string) error {
	info, err := os.Stat(from)
	if err != nil {
		return err
	}
	if info.IsDir() {
		entries, err := os.ReadDir(from)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if e.Name() == "testdata" || strings.HasSuffix(e.Name(), "_test.go") {
				continue
			}
			if err := copyOf(filepath.Join(from, e.Name()), filepath.Join(to, e.Name())); err != nil {
				return err
			}
		}
		return nil
	}
	content, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.WriteFile(to, content, 0o644)
}

// adds returns how much larger the whole download is by the feature.
func (f feature) adds(root string, whole weigh.Size) (weigh.Size, error) {
	rest, err := f.without(root)
	return weigh.Size{Plain: whole.Plain - rest.Plain, Brotli: whole.Brotli - rest.Brotli}, err
}

// check returns an error if the feature adds more than it may.
func (f feature) check(added weigh.Size) error {
	if f.limit == 0 || added.Brotli <= f.limit {
		return nil
	}
	return fmt.Errorf("%s adds %d bytes to the download, %d at most", f.name, added.Brotli, f.limit)
}

// printFeatures prints what each feature adds to the whole download, and returns an error
// if one adds more than it may.
func printFeatures(out io.Writer, root string, whole weigh.Size, list []feature) error {
	fmt.Fprintln(out, "\nA feature adds what the download loses if its functions, rows and modules are cut out and the rest is built as always.")
	printHead(out, "feature", "brotli 11")
	for _, f := range list {
		added, err := f.adds(root, whole)
		if err != nil {
			return err
		}
		printLine(out, f.name, added)
		if err := f.check(added); err != nil {
			return err
		}
	}
	return nil
}
