package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestOfficialWithoutNPM(t *testing.T) {
	t.Setenv("PATH", "")
	kept := t.TempDir()
	_, err := installOfficial(kept)
	assert.ErrorIs(t, err, errNoNPM)

	require.NoError(t, os.WriteFile(filepath.Join(kept, officialPackage+".min.js"), []byte("bundle"), 0o644))
	script, err := installOfficial(kept)
	require.NoError(t, err)
	assert.Equal(t, "bundle", string(script), "what was installed before needs no npm")
}
