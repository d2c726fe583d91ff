// Package demo_test holds the demo's modules against its page and against each other.
package demo_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	// entry finds the module that the page runs.
	entry = regexp.MustCompile(`<script src="([^"]+)" type="module">`)
	// imported finds the modules that a module imports. Types are imported in comments.
	imported = regexp.MustCompile(`(?m)^import\b[^"]*"\./([^"]+)";$`)
	// given finds the ids that the page has.
	given = regexp.MustCompile(` id="([^"]+)"`)
	// called and selected find the ids that a module looks for.
	called   = regexp.MustCompile("\\b(?:byId|button|form|input|select|template|sayIn|getElementById)\\([\"`]([^\"`]+)")
	selected = regexp.MustCompile(`["\s]#([\w-]+)`)
)

// TestImports checks that each module that is imported exists, that none imports itself by
// way of others, and that the page runs every one.
func TestImports(t *testing.T) {
	texts := modules(t)
	done := map[string]bool{}
	var visit func(name string, path []string)
	visit = func(name string, path []string) {
		text, exists := texts[name]
		require.True(t, exists, "%s is no module of the demo: %v", name, path)
		require.NotContains(t, path, name, "a circle")
		if done[name] {
			return
		}
		imports := found(imported, text)
		require.Len(t, imports, strings.Count("\n"+text, "\nimport"), "%s has an import that is not understood", name)
		for _, other := range imports {
			visit(other, append(slices.Clone(path), name))
		}
		done[name] = true
	}
	entries := found(entry, read(t, "index.html"))
	require.Len(t, entries, 1)
	visit(entries[0], nil)
	assert.ElementsMatch(t, slices.Collect(maps.Keys(texts)), slices.Collect(maps.Keys(done)))
}

// TestIDs checks that the page has every id that a module looks for, and each once.
func TestIDs(t *testing.T) {
	ids := slices.Sorted(slices.Values(found(given, read(t, "index.html"))))
	assert.Equal(t, slices.Compact(slices.Clone(ids)), ids)
	var sought int
	for name, text := range modules(t) {
		for _, id := range slices.Concat(found(called, text), found(selected, text)) {
			sought++
			start, _, open := strings.Cut(id, "${")
			has := func(given string) bool { return given == id || open && strings.HasPrefix(given, start) }
			assert.True(t, slices.ContainsFunc(ids, has), "%s looks for #%s", name, id)
		}
	}
	assert.NotZero(t, sought)
}

// modules returns the texts of the demo's modules.
func modules(t *testing.T) map[string]string {
	t.Helper()
	names, err := filepath.Glob("*.js")
	require.NoError(t, err)
	texts := map[string]string{}
	for _, name := range names {
		texts[name] = read(t, name)
	}
	return texts
}

// read returns the text of a file.
func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(text)
}

// found returns what a pattern's group matches in a text, each time.
func found(pattern *regexp.Regexp, text string) (all []string) {
	for _, match := range pattern.FindAllStringSubmatch(text, -1) {
		all = append(all, match[1])
	}
	return all
}
