//go:build !js

package main_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/wasm/client"
	"playerstate/wasm/servop"
	"playerstate/web/build"
)

// entryNames are the names in the list of entries.go.
func entryNames(t *testing.T) (names []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "entries.go", nil, 0)
	require.NoError(t, err)
	ast.Inspect(file, func(n ast.Node) bool {
		entry, ok := n.(*ast.CompositeLit)
		if !ok || len(entry.Elts) != 2 {
			return true
		}
		if literal, ok := entry.Elts[0].(*ast.BasicLit); ok {
			name, err := strconv.Unquote(literal.Value)
			require.NoError(t, err)
			names = append(names, name)
		}
		return false
	})
	require.NotEmpty(t, names)
	return names
}

// enteredByName are the names with which a script enters the program by itself.
func enteredByName(t *testing.T) (names []string) {
	t.Helper()
	scripts, err := filepath.Glob("../web/src/*.js")
	require.NoError(t, err)
	for _, script := range scripts {
		text, err := os.ReadFile(script)
		require.NoError(t, err)
		for _, m := range regexp.MustCompile(`\benter(?:ed)?(?:\?\.)?\(\s*"(\w+)"`).FindAllStringSubmatch(string(text), -1) {
			names = append(names, m[1])
		}
	}
	require.NotEmpty(t, names)
	return names
}

func TestEntriesAreThoseThatThePageCalls(t *testing.T) {
	called := enteredByName(t)
	for _, m := range servop.Methods {
		called = append(called, build.Entry(m))
	}
	for _, s := range client.Settings {
		called = append(called, s.Name)
	}
	for _, g := range client.Getters {
		called = append(called, g.Name)
	}
	slices.Sort(called)
	called = slices.Compact(called)

	entries := entryNames(t)
	for _, name := range called {
		assert.True(t, slices.Contains(entries, name), "wasm/entries.go has no entry %q, which the page calls", name)
	}
	for _, name := range entries {
		assert.True(t, slices.Contains(called, name), "wasm/entries.go has the entry %q, which the page never calls", name)
	}
	assert.Len(t, slices.Compact(slices.Sorted(slices.Values(entries))), len(entries), "an entry is there twice")
}
