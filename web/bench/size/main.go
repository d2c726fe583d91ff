// Command size prints the sizes of the shipped files and of the empty Go program, what each
// feature adds to them, and the sizes of the packages and functions in the .wasm. With
// -check it prints only the first, and what the feature with a limit adds, and fails if the
// download is a larger part of the empty program's than it may be, or the feature than its
// limit. It is run in the module's top folder.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"playerstate/web/bench/weigh"
	"playerstate/web/build"
)

func main() {
	check := flag.Bool("check", false, "print only the download, and fail if it is larger than it may be, or a feature than its limit")
	flag.Parse()
	if err := run(".", *check, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "size:", err)
		os.Exit(1)
	}
}

// run builds the module at root and prints the sizes.
func run(root string, check bool, out io.Writer) error {
	dist, err := os.MkdirTemp("", "size-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dist)
	if err := build.Build(build.Options{Root: root, Dist: dist}); err != nil {
		return err
	}
	empty, err := weigh.Empty()
	if err != nil {
		return err
	}
	if err := weigh.WriteFile(filepath.Join(dist, weigh.EmptyName), empty); err != nil {
		return err
	}
	download, err := weigh.SizeOfDownload(dist)
	if err != nil {
		return err
	}
	printDownload(out, download)
	if check {
		if err := checkDownload(download); err != nil {
			return err
		}
		return printFeatures(out, root, download.Total(), []feature{adoption})
	}
	if err := printFeatures(out, root, download.Total(), features); err != nil {
		return err
	}
	shipped, err := os.ReadFile(filepath.Join(dist, "playerstate.wasm"))
	if err != nil {
		return err
	}
	named, err := weigh.WithNames(root)
	if err != nil {
		return err
	}
	module, err := parse(shipped, named)
	if err != nil {
		return err
	}
	return printParts(out, module)
}

// checkDownload returns an error if the download is larger than it may be.
func checkDownload(d weigh.Download) error {
	if d.Ratio() <= maxRatio {
		return nil
	}
	return fmt.Errorf("the download is %.4f of the empty program, and may be %.2f: make size prints the size of each part", d.Ratio(), maxRatio)
}

// errDiffers is the error for a build with names that is another program.
var errDiffers = errors.New("the build with names has other functions than the shipped one: weigh.WithNames no longer builds as build.Build does")

// parse parses the shipped module, and takes the names of its functions from the build
// with names, which has to have the same functions.
func parse(shipped, named []byte) (*weigh.Module, error) {
	module, err := weigh.Parse(shipped)
	if err != nil {
		return nil, fmt.Errorf("playerstate.wasm: %w", err)
	}
	other, err := weigh.Parse(named)
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
