package watch

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// patience is how long a change may take to be told before a test gives up.
const patience = 2 * time.Minute

// write writes a file whose folder is there.
func write(t *testing.T, name, content string) {
	t.Helper()
	require.NoError(t, os.WriteFile(name, []byte(content), 0o644))
}

// watched is a folder with the folders of sources, and what gets a value after each change.
func watched(t *testing.T) (root string, changed <-chan struct{}) {
	t.Helper()
	root = t.TempDir()
	for _, folder := range append(folders, "wasm/client") {
		require.NoError(t, os.MkdirAll(filepath.Join(root, folder), 0o755))
	}
	w, err := New(root)
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	told, ended := make(chan struct{}), make(chan error)
	go func() {
		ended <- w.Run(ctx, func() {
			select {
			case told <- struct{}{}:
			case <-ctx.Done():
			}
		})
	}()
	t.Cleanup(func() {
		cancel()
		assert.NoError(t, <-ended)
	})
	return root, told
}

// await waits for a change.
func await(t *testing.T, changed <-chan struct{}, why string) {
	t.Helper()
	select {
	case <-changed:
	case <-time.After(patience):
		require.Fail(t, "no change was told", why)
	}
}

func TestChangesAreTold(t *testing.T) {
	root, changed := watched(t)
	for _, name := range []string{"wasm/main.go", "wasm/client/client.go", "jsbridge/bridge.js", "web/src/tag.js"} {
		path := filepath.Join(root, name)
		write(t, path, "new")
		await(t, changed, name+" is new")
		write(t, path, "other")
		await(t, changed, name+" is written")
		require.NoError(t, os.Rename(path, path+".old"))
		await(t, changed, name+" is renamed")
		require.NoError(t, os.Rename(path+".old", path))
		await(t, changed, name+" is back")
		require.NoError(t, os.Remove(path))
		await(t, changed, name+" is removed")
	}
}

func TestNewFoldersAreWatched(t *testing.T) {
	root, changed := watched(t)
	folder := filepath.Join(root, "wasm/a/b")
	require.NoError(t, os.MkdirAll(folder, 0o755))
	await(t, changed, "there is a folder")
	write(t, filepath.Join(folder, "c.go"), "new")
	await(t, changed, "there is a file in it")
}

func TestNoFolder(t *testing.T) {
	_, err := New(t.TempDir())
	assert.ErrorIs(t, err, os.ErrNotExist)
}

func TestSources(t *testing.T) {
	for name, is := range map[string]bool{
		"wasm/main.go": true, "web/src/tag.js": true,
		"wasm/main_test.go": false, "wasm/client/testdata/close.txt": false, "web/src/tag.js~": false, "web/src/.tag.js.swp": false, "wasm": false,
	} {
		assert.Equal(t, is, isSource(name), name)
	}
}
