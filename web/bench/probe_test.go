package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWriteOverlay(t *testing.T) {
	folder := t.TempDir()
	path, err := writeOverlay("../..", folder)
	require.NoError(t, err)
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	var overlay struct{ Replace map[string]string }
	require.NoError(t, json.Unmarshal(text, &overlay))
	require.Len(t, overlay.Replace, 1)
	for added, file := range overlay.Replace {
		assert.True(t, filepath.IsAbs(added))
		assert.NoFileExists(t, added, "the go command alone sees it")
		assert.FileExists(t, filepath.Join(filepath.Dir(added), "main.go"), "beside the program")
		content, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, probe, content)
	}
}
