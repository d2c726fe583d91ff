package build

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/build/wasmfile"
)

// quick are writers of the codings that take no time, unlike the ones of the build.
var quick = map[string]func(io.Writer) io.WriteCloser{
	".br": func(w io.Writer) io.WriteCloser { return brotli.NewWriterLevel(w, brotli.BestSpeed) },
	".gz": func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) },
}

// put writes a file below a folder.
func put(t *testing.T, dir, name, content string) {
	t.Helper()
	path := filepath.Join(dir, name)
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
}

// get is a file's content.
func get(t *testing.T, dir, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(dir, name))
	require.NoError(t, err)
	return string(content)
}

// putPacked writes the quickly compressed files of a content beside one, and returns them
// by their suffixes.
func putPacked(t *testing.T, dir, name, content string) map[string]string {
	t.Helper()
	files := map[string]string{}
	for suffix, writer := range quick {
		small, err := packed([]byte(content), writer)
		require.NoError(t, err)
		put(t, dir, name+suffix, string(small))
		files[suffix] = string(small)
	}
	return files
}

// names are the names of a folder's files.
func names(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

func TestBuild(t *testing.T) {
	version, err := Version(root)
	require.NoError(t, err)
	var plain, compressed []string
	for _, base := range []string{"playerstate", "playerstate-" + version} {
		for _, suffix := range []string{".js", ".mjs", ".inline.js", ".inline.mjs", ".wasm"} {
			plain = append(plain, base+suffix)
			compressed = append(compressed, base+suffix+".br", base+suffix+".gz")
			if suffix != ".wasm" {
				plain = append(plain, base+suffix+".map")
			}
		}
	}
	plain = append(plain, "integrity.json")

	dist := filepath.Join(t.TempDir(), "dist")
	putPacked(t, dist, "playerstate.wasm", "an earlier program")
	require.NoError(t, Build(Options{Root: root, Dist: dist, Plain: true}))
	assert.ElementsMatch(t, plain, names(t, dist), "what packs another content is removed")
	program := get(t, dist, "playerstate.wasm")
	assert.True(t, strings.HasPrefix(program, wasmfile.Header))
	assert.True(t, strings.Contains(program, version), "it knows its version")
	assert.True(t, program == get(t, dist, "playerstate-"+version+".wasm"), "it is the same under both names")
	for _, base := range []string{"playerstate", "playerstate-" + version} {
		assert.True(t, strings.Contains(get(t, dist, base+".mjs"), `"./`+base+`.wasm"`), "%s loads the program of its own kind of name", base)
	}

	// To compress the program takes its time, so the build finds it compressed.
	small := putPacked(t, dist, "playerstate.wasm", program)
	require.NoError(t, Build(Options{Root: root, Dist: dist}))
	assert.ElementsMatch(t, append(plain, compressed...), names(t, dist))
	for suffix, content := range small {
		assert.True(t, content == get(t, dist, "playerstate-"+version+".wasm"+suffix), "what packs this content is taken over")
	}
	require.NoError(t, Build(Options{Root: root, Dist: dist, Plain: true}))
	assert.ElementsMatch(t, append(plain, compressed...), names(t, dist), "what packs this content stays")
}

func TestBuildOfNoProgram(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "web/package.json", `{"version":"1.2.3"}`)
	put(t, dir, "go.mod", "module playerstate\n")
	put(t, dir, "wasm/main.go", "package main\n\nfunc main() { missing() }\n")
	dist := filepath.Join(dir, "dist")
	err := Build(Options{Root: dir, Dist: dist, Plain: true})
	assert.ErrorContains(t, err, "undefined: missing")
	assert.Empty(t, names(t, dist))
}

func TestVersion(t *testing.T) {
	dir := t.TempDir()
	_, err := Version(dir)
	require.ErrorIs(t, err, os.ErrNotExist)
	put(t, dir, "web/package.json", `{"version":"1.2.3"}`)
	version, err := Version(dir)
	require.NoError(t, err)
	assert.Equal(t, "1.2.3", version)
	for _, text := range []string{`{`, `{}`} {
		put(t, dir, "web/package.json", text)
		_, err = Version(dir)
		assert.ErrorContains(t, err, "web/package.json: ", text)
	}
}

func TestTrimFlags(t *testing.T) {
	added := map[string]string{"/a.go": "/b.go"}
	for full, isTrimmed := range map[string]bool{"": true, "0": true, "1": false} {
		t.Setenv("FULL", full)
		dir := t.TempDir()
		flags, env, err := TrimFlags(dir, added)
		require.NoError(t, err)
		assert.Equal(t, append([]string{"-overlay=" + filepath.Join(dir, "overlay.json")}, Flags...), flags)
		assert.Subset(t, env, Env)
		overlay := get(t, dir, "overlay.json")
		assert.Contains(t, overlay, `"/a.go":"/b.go"`)
		assert.Equal(t, isTrimmed, strings.Contains(overlay, "runtime"), "FULL=%s", full)
	}
}
