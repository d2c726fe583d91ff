package build

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestWriteIntegrity takes the hash of "abc" from FIPS 180's examples.
func TestWriteIntegrity(t *testing.T) {
	sum, err := hex.DecodeString("cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7")
	require.NoError(t, err)
	dir := t.TempDir()
	require.NoError(t, writeIntegrity(filepath.Join(dir, "integrity.json"), map[string][]byte{"a.js": []byte("abc"), "b.wasm": []byte("abc")}))
	var hashes map[string]string
	require.NoError(t, json.Unmarshal([]byte(get(t, dir, "integrity.json")), &hashes))
	hash := "sha384-" + base64.StdEncoding.EncodeToString(sum)
	assert.Equal(t, map[string]string{"a.js": hash, "b.wasm": hash}, hashes)
}
