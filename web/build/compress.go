package build

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"

	"github.com/andybalholm/brotli"
)

// windowBits is the largest window of the format: a program is longer than the
// default one.
const windowBits = 24

// compress writes name.br and name.gz beside the file, as small as they get. One
// that holds the same content already is left as it is, as brotli takes its time.
func compress(name string) error {
	content, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	for _, coding := range []struct {
		suffix string
		pack   func(io.Writer) io.WriteCloser
		unpack func(io.Reader) (io.Reader, error)
	}{
		{
			".br",
			func(w io.Writer) io.WriteCloser {
				return brotli.NewWriterOptions(w, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: windowBits})
			},
			func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
		},
		{
			".gz",
			func(w io.Writer) io.WriteCloser {
				z, _ := gzip.NewWriterLevel(w, gzip.BestCompression) // the level is one there is
				return z
			},
			func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
		},
	} {
		if packed, err := os.ReadFile(name + coding.suffix); err == nil {
			if r, err := coding.unpack(bytes.NewReader(packed)); err == nil {
				if old, err := io.ReadAll(r); err == nil && bytes.Equal(old, content) {
					continue
				}
			}
		}
		var packed bytes.Buffer
		w := coding.pack(&packed)
		if _, err := w.Write(content); err != nil {
			return err
		}
		if err := w.Close(); err != nil {
			return err
		}
		if err := os.WriteFile(name+coding.suffix, packed.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}
