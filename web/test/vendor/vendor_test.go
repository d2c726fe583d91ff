package vendor

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestBundleWithoutNPM(t *testing.T) {
	t.Setenv("PATH", "")
	dir := t.TempDir()
	_, err := Bundle(dir, "--minify")
	assert.ErrorContains(t, err, "install Node.js")

	require.NoError(t, os.WriteFile(filepath.Join(dir, Package+"--minify.js"), []byte("bundle"), 0o644))
	script, err := Bundle(dir, "--minify")
	require.NoError(t, err)
	assert.Equal(t, "bundle", string(script), "what was bundled before needs no npm")
	_, err = Bundle(dir)
	assert.Error(t, err, "that is another bundle")
}
