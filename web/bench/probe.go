package main

import (
	_ "embed"
	"os"
	"path/filepath"
)

// probe is one more source file for the program, which the benchmark alone has: it
// tells the page how much Go's heap holds.
//
//go:embed probe.go.txt
var probe []byte

// writeProbe writes the probe into folder, and returns its path by the one that it takes
// among the files of the program of the module at root.
func writeProbe(root, folder string) (map[string]string, error) {
	file := filepath.Join(folder, "probe.go")
	if err := os.WriteFile(file, probe, 0o644); err != nil {
		return nil, err
	}
	program, err := filepath.Abs(filepath.Join(root, "wasm", "benchprobe.go"))
	return map[string]string{program: file}, err
}
