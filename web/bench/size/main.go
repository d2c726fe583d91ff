// Command size tells what the shipped files weigh, against the empty Go program, and
// which packages and functions weigh how much in the .wasm. With -check it tells
// only the first, and fails where it is more than the empty program.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"playerstate/web/bench/weigh"
	"playerstate/web/build"
)

func main() {
	root := flag.String("root", ".", "the module's top folder")
	functions := flag.Int("functions", 40, "how many functions to list")
	check := flag.Bool("check", false, "tell only the download, and fail where it is more than the empty program")
	flag.Parse()
	if err := run(*root, *functions, *check, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "size:", err)
		os.Exit(1)
	}
}

func run(root string, functions int, check bool, out io.Writer) error {
	dist, err := os.MkdirTemp("", "size-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dist)
	if err := build.Build(build.Options{Root: root, Dist: dist}); err != nil {
		return err
	}
	download, err := weigh.WeighDownload(dist)
	if err != nil {
		return err
	}
	printDownload(out, download)
	if check {
		if download.Ratio() > mostRatio {
			return fmt.Errorf("the download is %d bytes more than the empty program: make size tells what weighs how much",
				download.Program.Brotli+download.Script.Brotli-download.Empty.Brotli)
		}
		return nil
	}
	shipped, err := os.ReadFile(dist + "/playerstate.wasm")
	if err != nil {
		return err
	}
	module, err := named(root, shipped)
	if err != nil {
		return err
	}
	printParts(out, module, functions)
	return nil
}

// named is the shipped module with the names of a second build, whose functions have
// to be the same.
func named(root string, shipped []byte) (*weigh.Module, error) {
	module, err := weigh.Parse(shipped)
	if err != nil {
		return nil, fmt.Errorf("playerstate.wasm: %w", err)
	}
	file, err := weigh.Named(root)
	if err != nil {
		return nil, err
	}
	other, err := weigh.Parse(file)
	if err != nil {
		return nil, fmt.Errorf("the build with names: %w", err)
	}
	if len(other.Functions) != len(module.Functions) {
		return nil, errDiffers
	}
	for i, f := range other.Functions {
		module.Functions[i].Name = f.Name
	}
	return module, nil
}

var errDiffers = errors.New("the build with names has other functions than what is shipped: web/bench/weigh/programs.go does not build as web/build/build.go does any more")
