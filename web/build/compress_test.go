package build

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// unpacked is the content of a compressed file.
func unpacked(t *testing.T, dir, name string) string {
	t.Helper()
	for _, coding := range codings {
		if strings.HasSuffix(name, coding.suffix) {
			r, err := coding.unpack(bytes.NewReader([]byte(get(t, dir, name))))
			require.NoError(t, err)
			content, err := io.ReadAll(r)
			require.NoError(t, err)
			return string(content)
		}
	}
	require.Fail(t, "no coding", name)
	return ""
}

func TestCompress(t *testing.T) {
	dir := t.TempDir()
	content := strings.Repeat("one and the same ", 1000)
	putPacked(t, dir, "a", "something else")
	put(t, dir, "b.br", "rubbish")
	one, other := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	require.NoError(t, compress([]byte(content), one, other))
	assert.ElementsMatch(t, []string{"a.br", "a.gz", "b.br", "b.gz"}, names(t, dir))
	for _, name := range names(t, dir) {
		assert.Equal(t, content, unpacked(t, dir, name), name)
		assert.Less(t, len(get(t, dir, name)), len(content)/10, name)
	}

	small := putPacked(t, dir, "a", content)
	require.NoError(t, compress([]byte(content), one, other))
	for suffix, packed := range small {
		assert.Equal(t, packed, get(t, dir, "a"+suffix), "it is taken over")
		assert.Equal(t, packed, get(t, dir, "b"+suffix), "it is taken over")
	}
}

func TestRemoveStale(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a")
	require.NoError(t, removeStale([]byte("new"), name), "there is none")
	putPacked(t, dir, "a", "new")
	require.NoError(t, removeStale([]byte("new"), name))
	assert.ElementsMatch(t, []string{"a.br", "a.gz"}, names(t, dir))
	putPacked(t, dir, "a", "old")
	putPacked(t, dir, "another", "old")
	require.NoError(t, removeStale([]byte("new"), name))
	assert.ElementsMatch(t, []string{"another.br", "another.gz"}, names(t, dir))
	put(t, dir, "a.br", "rubbish")
	require.NoError(t, removeStale([]byte("new"), name))
	assert.ElementsMatch(t, []string{"another.br", "another.gz"}, names(t, dir))
}

func TestWriteLeavesAFileAlone(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a")
	before := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	put(t, dir, "a", "old")
	for _, content := range []string{"old", "new"} {
		require.NoError(t, os.Chtimes(name, before, before))
		require.NoError(t, write(name, []byte(content)))
		assert.Equal(t, content, get(t, dir, "a"))
		info, err := os.Stat(name)
		require.NoError(t, err)
		assert.Equal(t, content == "old", info.ModTime().Equal(before), content)
	}
}
