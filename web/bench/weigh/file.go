// Package weigh measures sizes: of the files that a page downloads, and of the parts of
// the program.
package weigh

import (
	"os"

	"playerstate/web/build"
)

// Size is the size of some bytes, plain and compressed by brotli, in bytes.
type Size struct{ Plain, Brotli int }

// SizeOf compresses data and returns its size.
func SizeOf(data []byte) (Size, error) {
	compressed, err := build.Brotli(data)
	return Size{len(data), len(compressed)}, err
}

// WriteFile writes a file and, beside it, its compressed .br.
func WriteFile(path string, content []byte) error {
	compressed, err := build.Brotli(content)
	if err != nil {
		return err
	}
	if err := os.WriteFile(path, content, 0o644); err != nil {
		return err
	}
	return os.WriteFile(path+".br", compressed, 0o644)
}

// sizeOfFile returns the size of a file that has its .br beside it.
func sizeOfFile(path string) (Size, error) {
	plain, err := os.Stat(path)
	if err != nil {
		return Size{}, err
	}
	compressed, err := os.Stat(path + ".br")
	if err != nil {
		return Size{}, err
	}
	return Size{int(plain.Size()), int(compressed.Size())}, nil
}
