//go:build !js

package jsbridge_test

import (
	"go/build/constraint"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const root = ".."

// goFiles are the module's Go files, by their paths from its top.
func goFiles(t *testing.T) (files []string) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == "dist" || path != root && strings.HasPrefix(entry.Name(), ".")):
			return fs.SkipDir
		case strings.HasSuffix(path, ".go"):
			file, err := filepath.Rel(root, path)
			files = append(files, filepath.ToSlash(file))
			return err
		}
		return nil
	}))
	require.NotEmpty(t, files)
	return files
}

func imports(t *testing.T, file string) (paths []string) {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, file), nil, parser.ImportsOnly)
	require.NoError(t, err)
	for _, spec := range parsed.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		require.NoError(t, err)
		paths = append(paths, path)
	}
	return paths
}

// TestOnlyTheBridgeKnowsTheBrowser checks that nobody else crosses: by syscall/js, which only
// tests have a use for, or by a function that is imported from the page or exported to it.
// A program that only the build's tests have runs in no page.
func TestOnlyTheBridgeKnowsTheBrowser(t *testing.T) {
	crossings := 0
	for _, file := range goFiles(t) {
		isBridge := strings.HasPrefix(file, "jsbridge/")
		if !isBridge || !strings.HasSuffix(file, "_test.go") {
			assert.NotContains(t, imports(t, file), "syscall/js", file)
		}
		text, err := os.ReadFile(filepath.Join(root, file))
		require.NoError(t, err)
		if directives := strings.Count(string(text), "\n//go:wasm"); directives > 0 && !strings.Contains(file, "/testdata/") {
			crossings += directives
			assert.True(t, isBridge, "%s has a function that crosses", file)
		}
	}
	assert.NotZero(t, crossings)
}

func TestTheBridgeDoesNotKnowWhatItCarries(t *testing.T) {
	for _, file := range goFiles(t) {
		if !strings.HasPrefix(file, "jsbridge/") || strings.HasSuffix(file, "_test.go") {
			continue
		}
		for _, path := range imports(t, file) {
			assert.False(t, strings.HasPrefix(path, "playerstate/") && path != "playerstate/jsbridge/jsonvalue", "%s imports %s", file, path)
		}
		text, err := os.ReadFile(filepath.Join(root, file))
		require.NoError(t, err)
		holdsNone(t, file, string(text))
	}
	scripts, err := filepath.Glob("*.js")
	require.NoError(t, err)
	require.NotEmpty(t, scripts)
	for _, name := range scripts {
		script, err := os.ReadFile(name)
		require.NoError(t, err)
		holdsNone(t, "jsbridge/"+name, string(script))
	}
}

// holdsNone checks that a text has no word of the product or of the game.
func holdsNone(t *testing.T, file, text string) {
	t.Helper()
	text = strings.ReplaceAll(text, `"playerstate/jsbridge/jsonvalue"`, "") // an import
	for _, word := range []string{"logout", "login", "player", "packet", "session", "braincloud", "servop"} {
		assert.False(t, strings.Contains(strings.ToLower(text), word), "%s has the word %q", file, word)
	}
}

func TestFilesOfTheBridgeCarryTheTag(t *testing.T) {
	for _, file := range goFiles(t) {
		if path.Dir(file) != "jsbridge" || file == "jsbridge/doc.go" {
			continue
		}
		text, err := os.ReadFile(filepath.Join(root, file))
		require.NoError(t, err)
		line, _, _ := strings.Cut(string(text), "\n")
		expression, err := constraint.Parse(line)
		require.NoError(t, err, file)
		if native := strings.HasSuffix(file, "_test.go") && expression.String() == "!js"; !native {
			assert.Equal(t, "js && wasm", expression.String(), file)
		}
	}
}

// dependencies are the packages that a package is built from.
func dependencies(t *testing.T, pkg string, env ...string) []string {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", pkg)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.Output()
	require.NoError(t, err)
	return strings.Fields(string(out))
}

func TestClientAndProtocolRunWithoutABrowser(t *testing.T) {
	for _, env := range [][]string{nil, {"GOOS=js", "GOARCH=wasm"}} {
		for _, pkg := range []string{"./wasm/client", "./wasm/servop", "./jsbridge/jsonvalue"} {
			deps := dependencies(t, pkg, env...)
			assert.NotContains(t, deps, "syscall/js", pkg)
			assert.NotContains(t, deps, "playerstate/jsbridge", pkg)
		}
	}
}

func TestShippedProgramLinksNothingHeavy(t *testing.T) {
	deps := dependencies(t, "./wasm", "GOOS=js", "GOARCH=wasm")
	assert.Contains(t, deps, "playerstate/jsbridge")
	for _, heavy := range []string{"syscall/js", "sync", "net/http", "encoding/json", "fmt", "context", "time", "crypto/md5", "strconv", "strings", "errors", "reflect"} {
		assert.NotContains(t, deps, heavy)
	}
}

func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir(root)
	require.NoError(t, err)
	var names []string
	for _, entry := range entries {
		if !strings.HasPrefix(entry.Name(), ".") {
			names = append(names, entry.Name())
		}
	}
	assert.ElementsMatch(t, []string{"Makefile", "README.md", "go.mod", "go.sum", "jsbridge", "wasm", "web"}, names)
}
