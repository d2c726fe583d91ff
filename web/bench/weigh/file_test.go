package weigh

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWriteFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	content := []byte(strings.Repeat("content ", 1000))
	require.NoError(t, WriteFile(path, content))
	plain, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, content, plain)
	compressed, err := os.ReadFile(path + ".br")
	require.NoError(t, err)
	unpacked, err := io.ReadAll(brotli.NewReader(bytes.NewReader(compressed)))
	require.NoError(t, err)
	assert.Equal(t, content, unpacked)

	size, err := SizeOf(content)
	require.NoError(t, err)
	assert.Equal(t, Size{len(content), len(compressed)}, size)
	assert.Less(t, size.Brotli, size.Plain/100)
	written, err := sizeOfFile(path)
	require.NoError(t, err)
	assert.Equal(t, size, written)

	require.NoError(t, os.Remove(path+".br"))
	_, err = sizeOfFile(path)
	assert.ErrorIs(t, err, os.ErrNotExist)
}
