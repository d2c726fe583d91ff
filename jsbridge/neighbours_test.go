//go:build !js

package jsbridge_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// untested are the files, and the folders, that need no test beside them, and why.
var untested = map[string]string{
	"wasm/main.go":          "wiring: each test in a browser goes through it",
	"wasm/browser.go":       "wiring: each method calls one function of jsbridge",
	"wasm/die.go":           "a part of the tests: it lets the program die",
	"web/build/cmd/main.go": "wiring: it calls build.Build",

	"jsbridge/jsonvalue/jsonvaluetest/value.go": "a part of the tests: it stands in for the browser",
	"web/test/":                   "parts of the tests",
	"web/build/preinit/testdata/": "parts of the tests",
	"web/build/trim/testdata/":    "parts of the tests",
}

// hasBody says whether a file has a function with a body.
func hasBody(t *testing.T, file string) bool {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, file), nil, parser.SkipObjectResolution)
	require.NoError(t, err)
	for _, decl := range parsed.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok && f.Body != nil {
			return true
		}
	}
	return false
}

// needsNone says whether the table has a file, or a folder that it is in.
func needsNone(file string) bool {
	for path := range untested {
		if file == path || strings.HasSuffix(path, "/") && strings.HasPrefix(file, path) {
			return true
		}
	}
	return false
}

func TestEachFileHasItsTestBesideIt(t *testing.T) {
	for _, file := range goFiles(t) {
		if strings.HasSuffix(file, "_test.go") || needsNone(file) || !hasBody(t, file) {
			continue
		}
		assert.FileExists(t, filepath.Join(root, strings.TrimSuffix(file, ".go")+"_test.go"), "%s has functions and no test beside it", file)
	}
	for path := range untested {
		_, err := os.Stat(filepath.Join(root, path))
		assert.NoError(t, err, "the table has %s, which is not there", path)
	}
}
