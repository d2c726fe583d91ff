// Package weigh tells what the program weighs: to download, and which of its parts
// how much.
package weigh

import (
	"bytes"

	"github.com/andybalholm/brotli"
)

// Brotli is how many bytes data has once a server has compressed it as well as it
// can.
func Brotli(data []byte) int {
	var b bytes.Buffer
	w := brotli.NewWriterOptions(&b, brotli.WriterOptions{Quality: 11, LGWin: 24})
	// Neither fails: it writes to memory.
	w.Write(data)
	w.Close()
	return b.Len()
}
