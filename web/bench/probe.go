package main

import (
	_ "embed"
	"encoding/json"
	"os"
	"path/filepath"
)

// probe is one more source file for the program, which the benchmark alone has: it
// tells the page how much Go's heap holds.
//
//go:embed probe.go.txt
var probe []byte

// writeOverlay writes the probe into folder, and an overlay file that adds it to the
// program of the module at root. It returns the overlay's path.
func writeOverlay(root, folder string) (string, error) {
	file := filepath.Join(folder, "probe.go")
	if err := os.WriteFile(file, probe, 0o644); err != nil {
		return "", err
	}
	program, err := filepath.Abs(filepath.Join(root, "wasm", "benchprobe.go"))
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(map[string]any{"Replace": map[string]string{program: file}})
	if err != nil {
		return "", err
	}
	overlay := filepath.Join(folder, "overlay.json")
	return overlay, os.WriteFile(overlay, text, 0o644)
}
