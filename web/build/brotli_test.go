package build

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestBrotliSeesTheWholeProgram packs a block that comes again after more than the default
// window of 4 MiB.
func TestBrotliSeesTheWholeProgram(t *testing.T) {
	block := make([]byte, 1<<14)
	random := rand.NewChaCha8([32]byte{})
	_, err := random.Read(block)
	require.NoError(t, err)
	content := bytes.Join([][]byte{block, make([]byte, 5<<20), block}, nil)
	small, err := Brotli(content)
	require.NoError(t, err)
	assert.Less(t, len(small), len(block)*3/2, "the second one costs nothing")
	again, err := io.ReadAll(brotli.NewReader(bytes.NewReader(small)))
	require.NoError(t, err)
	assert.True(t, bytes.Equal(content, again))
}

// failing is a writer that fails when it is written to or when it is closed.
type failing struct{ write, close error }

func (f failing) Write(p []byte) (int, error) { return len(p), f.write }

func (f failing) Close() error { return f.close }

func TestPackedFails(t *testing.T) {
	cause := errors.New("no")
	for _, f := range []failing{{write: cause}, {close: cause}} {
		_, err := packed(nil, func(io.Writer) io.WriteCloser { return f })
		assert.ErrorIs(t, err, cause)
	}
}
