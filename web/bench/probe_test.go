package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWriteProbe(t *testing.T) {
	probed, err := writeProbe("../..", t.TempDir())
	require.NoError(t, err)
	require.Len(t, probed, 1)
	for added, file := range probed {
		assert.True(t, filepath.IsAbs(added))
		assert.NoFileExists(t, added, "the go command alone sees it")
		assert.FileExists(t, filepath.Join(filepath.Dir(added), "main.go"), "beside the program")
		content, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, probe, content)
	}
}
