package trim

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	replaced, err := Write(dir, env)
	require.NoError(t, err)
	assert.NotEmpty(t, replaced)
	path, err := WriteOverlay(dir, replaced)
	require.NoError(t, err)
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	var overlay struct{ Replace map[string]string }
	require.NoError(t, json.Unmarshal(text, &overlay))
	assert.Equal(t, replaced, overlay.Replace)
	for original, replacement := range overlay.Replace {
		assert.FileExists(t, original)
		assert.Equal(t, dir, filepath.Dir(replacement))
	}
}

// TestOverlayOfAFetchedToolchain has the toolchain lie in the module cache.
func TestOverlayOfAFetchedToolchain(t *testing.T) {
	root, err := goOutput(nil, "env", "GOROOT")
	require.NoError(t, err)
	t.Setenv("GOMODCACHE", filepath.Dir(strings.TrimSpace(root)))
	listed := func(env []string) error {
		dir := t.TempDir()
		replaced, err := Write(dir, env)
		require.NoError(t, err)
		overlay, err := WriteOverlay(dir, replaced)
		require.NoError(t, err)
		_, err = goOutput(env, "list", "-overlay="+overlay, "runtime")
		return err
	}
	require.ErrorContains(t, listed(env), "must not be replaced")
	linked, err := Environment(t.TempDir(), env)
	require.NoError(t, err)
	assert.NoError(t, listed(linked))

	t.Setenv("GOMODCACHE", t.TempDir())
	same, err := Environment(t.TempDir(), env)
	require.NoError(t, err)
	assert.Equal(t, env, same, "it lies elsewhere")
}

func TestWriteOfWhatTheToolchainHasNot(t *testing.T) {
	groups, err := parseList("== one: why\nruntime func gone()")
	require.NoError(t, err)
	_, err = write(t.TempDir(), env, groups)
	assert.EqualError(t, err, `web/build/trim/list.txt, group "one": package runtime has no func gone()`)
	groups, err = parseList("== one: why\nruntime/gone func gone()")
	require.NoError(t, err)
	_, err = write(t.TempDir(), env, groups)
	assert.ErrorContains(t, err, "go list runtime/gone: ")
	assert.ErrorContains(t, err, "package runtime/gone is not in std", "it says why")
}

func TestCheckLinked(t *testing.T) {
	assert.NoError(t, CheckLinked([]string{"main.main", "runtime.main", ""}))
	assert.ErrorContains(t, CheckLinked([]string{"main.main", "runtime/trace.Start"}), `group "tracer": the program links runtime/trace.Start`)
}

func TestCheckVersion(t *testing.T) {
	for _, goVersion := range []string{"go1.26", "go1.26.8", "go1.26rc1"} {
		assert.NoError(t, checkVersion(goVersion))
	}
	for _, goVersion := range []string{"go1.27.4", "go1.25.9", "go1.2", "go2.0", ""} {
		assert.EqualError(t, checkVersion(goVersion),
			"web/build/trim/list.txt is for go1.26, and this is "+goVersion+": use make, or set GOTOOLCHAIN to the toolchain that go.mod names")
	}
}

// putGo puts a go command before the real one that says it is of that version.
func putGo(t *testing.T, goVersion string) {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go"), []byte("#!/bin/sh\necho "+goVersion+"\n"), 0o755))
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
}

func TestWriteWithAnotherGo(t *testing.T) {
	putGo(t, "go1.27.1")
	for _, writeFor := range []func(string, []string) (map[string]string, error){Write, WriteForTests} {
		_, err := writeFor(t.TempDir(), env)
		assert.ErrorContains(t, err, "list.txt is for go1.26, and this is go1.27.1")
	}
}

// TestToolchainOfTheList has make fetch the toolchain that go.mod names, which the list is for,
// unless Go is of that version.
func TestToolchainOfTheList(t *testing.T) {
	root := filepath.Join("..", "..", "..")
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	require.NoError(t, err)
	toolchain := regexp.MustCompile(`(?m)^toolchain (.*)$`).FindSubmatch(mod)
	require.NotNil(t, toolchain)
	assert.NoError(t, checkVersion(string(toolchain[1])))
	for goVersion, isFetched := range map[string]bool{"go1.26.0": false, "go1.26.12": false, "go1.27.1": true, "go1.25.9": true, "": true} {
		t.Run(goVersion, func(t *testing.T) {
			putGo(t, goVersion)
			printed, err := exec.Command("make", "-C", root, "-np", "help").Output()
			require.NoError(t, err)
			assert.Equal(t, isFetched, strings.Contains(string(printed), "\nGOTOOLCHAIN := "+string(toolchain[1])+"\n"))
		})
	}
}
