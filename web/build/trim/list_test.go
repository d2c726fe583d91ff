package trim

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParseList(t *testing.T) {
	groups, err := parseList("# a comment\n\n== one: why\nunlinked a/b.\nruntime func f(a, b int) bool\nruntime func g() int = 100\nruntime func (x *y) h() = { throw(\"no\") }\n== two: why not\nruntime var v.field\nruntime const c = 8\nruntime prints a.go b.go\nruntime inlines a.go\nruntime inlines b.go but F G\nruntime func k() int drops n = 1\nruntime func k() int never n > 1\nruntime/c.go func init()\n")
	require.NoError(t, err)
	assert.Equal(t, []group{
		{name: "one", reason: "why", unlinked: []string{"a/b."}, functions: []function{
			{"runtime", "", "func f(a, b int) bool", ""},
			{"runtime", "", "func g() int", "{ return 100 }"},
			{"runtime", "", "func (x *y) h()", `{ throw("no") }`},
		}},
		{
			name: "two", reason: "why not", functions: []function{{"runtime", "c.go", "func init()", ""}},
			variables: []variable{{"runtime", "v", "field"}}, constants: []constant{{"runtime", "c", "8"}},
			silences: []silence{{"runtime", []string{"a.go", "b.go"}}},
			inlined:  []inlining{{"runtime", "a.go", []string{}}, {"runtime", "b.go", []string{"F", "G"}}},
			drops:    []drop{{"runtime", "func k() int", "n = 1"}},
			nevers:   []never{{"runtime", "func k() int", "n > 1"}},
		},
	}, groups)
	for text, message := range map[string]string{
		"== one":                       "line 1 of the list: a group without a reason",
		"runtime func f()":             "line 1 of the list: an entry of no group",
		"== one: why\nruntime":         "line 2 of the list is no entry: runtime",
		"== one: why\nruntime var v":   "line 2 of the list is no entry: runtime var v",
		"== one: why\nruntime const c": "line 2 of the list is no entry: runtime const c",
		"== one: why\n\nruntime fun f": "line 3 of the list is no entry: runtime fun f",
	} {
		_, err := parseList(text)
		assert.EqualError(t, err, message)
	}
}

// TestList checks that each group of the list has something to leave out, once.
func TestList(t *testing.T) {
	groups, err := parseList(listText)
	require.NoError(t, err)
	listed := map[string]bool{}
	for _, g := range groups {
		assert.NotEmpty(t, len(g.functions)+len(g.variables)+len(g.constants)+len(g.silences)+len(g.inlined)+len(g.drops)+len(g.nevers), g.name)
		for _, f := range g.functions {
			name := f.path + "/" + f.file + f.signature
			assert.False(t, listed[name], name)
			listed[name] = true
		}
	}
	for line := range strings.Lines(listText) {
		if line != "\n" && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "unlinked ") {
			assert.False(t, listed[line], line)
			listed[line] = true
		}
	}
}

// TestProgramPanicsWithNoValueOfItsOwn holds what the group "panics with numbers" rests on.
func TestProgramPanicsWithNoValueOfItsOwn(t *testing.T) {
	panics := regexp.MustCompile(`\bpanic\(`)
	read := 0
	for _, dir := range []string{"wasm", "jsbridge"} {
		require.NoError(t, filepath.WalkDir(filepath.Join("..", "..", "..", dir), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "test"+string(filepath.Separator)) {
				return err
			}
			text, err := os.ReadFile(path)
			if bytes.Contains(text, []byte("&& dietest")) {
				return err // it is not shipped, and panics with texts
			}
			read++
			assert.False(t, panics.Match(text), path)
			return err
		}))
	}
	assert.NotZero(t, read)
}
