package build

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/andybalholm/brotli"
)

// codings are the ones that a browser takes, by the suffix of their files.
var codings = []struct {
	suffix string
	pack   func(io.Writer) io.WriteCloser
	unpack func(io.Reader) (io.Reader, error)
}{
	{
		".br",
		newBrotli,
		func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
	},
	{
		".gz",
		newGzip,
		func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
	},
}

// newGzip is gzip's writer.
func newGzip(w io.Writer) io.WriteCloser {
	z, _ := gzip.NewWriterLevel(w, gzip.BestCompression) // the level is one there is
	return z
}

// compress writes a .br and a .gz beside files of one content, as small as they get.
// If the first one has them already they are taken over, as brotli takes its time.
func compress(content []byte, names ...string) error {
	for _, coding := range codings {
		small, err := os.ReadFile(names[0] + coding.suffix)
		if err != nil || !holds(small, content, coding.unpack) {
			if small, err = packed(content, coding.pack); err != nil {
				return err
			}
		}
		for _, name := range names {
			if err := write(name+coding.suffix, small); err != nil {
				return err
			}
		}
	}
	return nil
}

// removeStale removes the compressed files beside one, unless they hold its content.
func removeStale(content []byte, name string) error {
	for _, coding := range codings {
		small, err := os.ReadFile(name + coding.suffix)
		if errors.Is(err, fs.ErrNotExist) || holds(small, content, coding.unpack) {
			continue
		}
		if err := os.Remove(name + coding.suffix); err != nil {
			return err
		}
	}
	return nil
}

// holds says whether that is the content, packed.
func holds(packed, content []byte, unpack func(io.Reader) (io.Reader, error)) bool {
	r, err := unpack(bytes.NewReader(packed))
	if err != nil {
		return false
	}
	unpacked, err := io.ReadAll(r)
	return err == nil && bytes.Equal(unpacked, content)
}

// write writes a file, but leaves one alone that has the content already: a server
// may be reading it.
func write(name string, content []byte) error {
	if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, content) {
		return nil
	}
	return os.WriteFile(name, content, 0o644)
}
