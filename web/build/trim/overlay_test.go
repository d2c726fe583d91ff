package trim

import (
	"encoding/json"
	"os"
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
	listed := func(more []string) error {
		dir := t.TempDir()
		replaced, err := Write(dir, append(more, env...))
		require.NoError(t, err)
		overlay, err := WriteOverlay(dir, replaced)
		require.NoError(t, err)
		_, err = goOutput(append(more, env...), "list", "-overlay="+overlay, "runtime")
		return err
	}
	require.ErrorContains(t, listed(nil), "must not be replaced")
	more, err := Environment(t.TempDir())
	require.NoError(t, err)
	assert.NoError(t, listed(more))

	t.Setenv("GOMODCACHE", t.TempDir())
	more, err = Environment(t.TempDir())
	require.NoError(t, err)
	assert.Empty(t, more, "it lies elsewhere")
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

// TestToolchainOfTheList has go.mod name a toolchain that the list is for.
func TestToolchainOfTheList(t *testing.T) {
	mod, err := os.ReadFile(filepath.Join("..", "..", "..", "go.mod"))
	require.NoError(t, err)
	toolchain := regexp.MustCompile(`(?m)^toolchain (.*)$`).FindSubmatch(mod)
	require.NotNil(t, toolchain, "the Makefile fetches it")
	assert.NoError(t, checkVersion(string(toolchain[1])))
}
