package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const source = `package p

import (
	"os"
	"strings"
)

var rows = []row{
	{"a.one", 1},
	{Name: "a.two", N: []int{2}}, // kept with a comment
	{"b", 3},
}

func f() string { return strings.ToUpper("f") }

func g() { os.Exit(1) }
`

func TestCuts(t *testing.T) {
	cutOut := func(c cut) string {
		t.Helper()
		text, err := c.withoutGo(source)
		require.NoError(t, err)
		return text
	}
	text := cutOut(cut{rows: []string{"a.*"}, except: []string{"a.two"}})
	assert.NotContains(t, text, `"a.one"`)
	assert.Contains(t, text, `{Name: "a.two", N: []int{2}}, // kept`)
	assert.Contains(t, text, "os.Exit(1)")
	text = cutOut(cut{rows: []string{"a.two", "b"}})
	assert.Contains(t, text, `{"a.one", 1},`)
	assert.NotContains(t, text, `"a.two"`)
	assert.NotContains(t, text, `"b"`)

	text = cutOut(cut{functions: []string{"g"}})
	assert.Contains(t, text, "func g() { panic(0) }")
	assert.Contains(t, text, `_ "os"`)
	assert.Contains(t, text, `	"strings"`)
	assert.Contains(t, text, "strings.ToUpper")
	text = cutOut(cut{})
	assert.Contains(t, text, "func f() string { panic(0) }")
	assert.Contains(t, text, `_ "strings"`)

	_, err := cut{rows: []string{"c"}}.withoutGo(source)
	assert.ErrorContains(t, err, "nothing of it is there")
	_, err = cut{}.withoutGo("no Go")
	assert.Error(t, err)
}

func TestCutModuleExportsTheSameNames(t *testing.T) {
	root := t.TempDir()
	name := filepath.Join(root, "m.js")
	require.NoError(t, os.WriteFile(name, []byte("export function f(a) {\n  return a;\n}\nexport const g = 1;\nexport async function h() {}\nconst own = 2;\n"), 0o644))
	require.NoError(t, cut{file: "m.js"}.apply(root))
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	assert.Equal(t, "export const f = () => {};\nexport const g = () => {};\nexport const h = () => {};\n", string(text))
	assert.ErrorIs(t, cut{file: "missing.js"}.apply(root), os.ErrNotExist)
}
