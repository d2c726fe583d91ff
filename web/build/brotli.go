package build

import (
	"bytes"
	"io"

	"github.com/andybalholm/brotli"
)

// brotliWindow is the largest window of the format, in bits: a program is longer than
// the default one.
const brotliWindow = 24

// Brotli is the content, packed as small as it gets (brotli 11).
func Brotli(content []byte) ([]byte, error) { return packed(content, newBrotli) }

// newBrotli is brotli's writer.
func newBrotli(w io.Writer) io.WriteCloser {
	return brotli.NewWriterOptions(w, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: brotliWindow})
}

// packed is the content, packed by a writer.
func packed(content []byte, writer func(io.Writer) io.WriteCloser) ([]byte, error) {
	var b bytes.Buffer
	w := writer(&b)
	if _, err := w.Write(content); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
