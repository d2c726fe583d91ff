// Package preinit runs a program when it is built, up to where it waits for the page, and writes
// a module that begins there: a browser neither runs nor compiles what Go's runtime does at
// its start, nearly half of the functions that run until a page's first answer.
//
// The module's memory and global variables begin as that run has left them (WebAssembly core
// specification, 5.5.8, 5.5.9 and 5.5.14): with the heap, and with the main goroutine parked. So
// each page begins with the same state of the runtime's random numbers, which decides about the
// order of goroutines and, in a program that has them, the hashes of maps; and the times that the
// runtime has kept are a few ns, as if a page's clock had stood still for decades. What a page
// has of its own must come later: the run calls nothing of the page's.
package preinit

import (
	"context"

	"playerstate/web/build/wasmfile"
)

// Run runs a Go program (GOOS=js) until it waits, and returns the module that goes on from there,
// with all of its exports but "run", which would begin it again. An error says what the program
// has called of a page's, or printed, or that it has ended, or did not wait before ctx was done.
func Run(ctx context.Context, module []byte) ([]byte, error) {
	sections, err := wasmfile.Sections(module)
	if err != nil {
		return nil, err
	}
	kinds, err := globals(sections)
	if err != nil {
		return nil, err
	}
	begun, err := withGlobals(sections, len(kinds))
	if err != nil {
		return nil, err
	}
	left, err := run(ctx, wasmfile.Module(begun), len(kinds))
	if err != nil {
		return nil, err
	}
	return continued(sections, kinds, left)
}
