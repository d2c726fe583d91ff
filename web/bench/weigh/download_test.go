package weigh

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSizeOfDownload(t *testing.T) {
	dist := t.TempDir()
	for name, length := range map[string]int{
		"playerstate.wasm": 900, "playerstate.wasm.br": 90, "playerstate.js": 20, "playerstate.js.br": 9, EmptyName: 800, EmptyName + ".br": 110,
	} {
		_, err := SizeOfDownload(dist)
		require.ErrorIs(t, err, os.ErrNotExist)
		require.NoError(t, os.WriteFile(filepath.Join(dist, name), make([]byte, length), 0o644))
	}
	d, err := SizeOfDownload(dist)
	require.NoError(t, err)
	assert.Equal(t, Download{Program: Size{900, 90}, Script: Size{20, 9}, Empty: Size{800, 110}}, d)
	assert.Equal(t, Size{920, 99}, d.Total())
	assert.InDelta(t, 0.9, d.Ratio(), 1e-9)
}
