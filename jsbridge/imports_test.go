//go:build !js

package jsbridge_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// sources are the files that match a pattern, as one text.
func sources(t *testing.T, pattern string) string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var all strings.Builder
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		all.Write(text)
	}
	return all.String()
}

// named are the names that an expression's group finds in a text, each once.
func named(t *testing.T, expression, text string) (names []string) {
	t.Helper()
	for _, m := range regexp.MustCompile(expression).FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	require.NotEmpty(t, names, expression)
	slices.Sort(names)
	return slices.Compact(names)
}

func TestTheHelpersAreThoseThatAreUsed(t *testing.T) {
	_, object, found := strings.Cut(sources(t, "bridge.js"), "\n  return {\n")
	require.True(t, found)
	helpers := named(t, `(?m)^    (?:async )?(\w+)[(:,]`, object)
	bound := named(t, `(?m)^//go:wasmimport jsbridge (\w+)$`, sources(t, "imports.go"))
	for _, name := range bound {
		assert.True(t, slices.Contains(helpers, name), "bridge.js has no helper %q, which imports.go imports", name)
	}
	byScripts := named(t, `\bbridge\.(\w+)[(.[]`, sources(t, "../web/src/*.js"))
	for _, name := range byScripts {
		assert.True(t, slices.Contains(helpers, name), "bridge.js has no helper %q, which web/src uses", name)
	}
	for _, name := range helpers {
		assert.True(t, slices.Contains(bound, name) || slices.Contains(byScripts, name), "bridge.js has the helper %q, which neither imports.go imports nor web/src uses", name)
	}
}

func TestTheExportsAreThoseThatAreEntered(t *testing.T) {
	program := sources(t, "*.go")
	exports := named(t, `(?m)^//go:wasmexport (\w+)$`, program)
	entered := named(t, `\benter\("(\w+)"`, sources(t, "bridge.js"))
	entered = append(entered, named(t, `(?m)^const continued = .*\.exports\.(\w+)\(`, sources(t, "../web/build/goruntime.go"))...)
	for _, name := range entered {
		assert.True(t, slices.Contains(exports, name), "bridge.js or its runtime enters %q, which no Go file exports", name)
	}
	for _, name := range exports {
		assert.True(t, slices.Contains(entered, name), "a Go file exports %q, which neither bridge.js nor its runtime enters", name)
	}
}
