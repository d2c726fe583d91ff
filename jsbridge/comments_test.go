//go:build !js

package jsbridge_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestDocCommentsBeginWithTheName checks the comment above each function, method, type,
// constant, variable, field and interface method, in all files whatever their tags. A
// comment above a group documents no single name.
func TestDocCommentsBeginWithTheName(t *testing.T) {
	for _, file := range goFiles(t) {
		set := token.NewFileSet()
		parsed, err := parser.ParseFile(set, filepath.Join(root, file), nil, parser.ParseComments|parser.SkipObjectResolution)
		require.NoError(t, err)
		begins := func(doc *ast.CommentGroup, name string) {
			text := doc.Text() // without directives
			word, _, _ := strings.Cut(strings.ReplaceAll(text, "\n", " "), " ")
			if text != "" && strings.TrimRight(word, ":,") != name {
				assert.Fail(t, "a doc comment does not begin with the name", "%s:%d: %s: %q", file, set.Position(doc.Pos()).Line, name, word)
			}
		}
		for _, decl := range parsed.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok {
				begins(f.Doc, f.Name.Name)
				continue
			}
			group := decl.(*ast.GenDecl)
			ast.Inspect(group, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.TypeSpec:
					begins(docOf(n.Doc, group), n.Name.Name)
				case *ast.ValueSpec:
					begins(docOf(n.Doc, group), n.Names[0].Name)
				case *ast.Field:
					begins(n.Doc, fieldName(n))
				case *ast.FuncLit:
					return false // the comments in it are no doc comments
				}
				return true
			})
		}
	}
}

// docOf is the comment above a name's own line, or above a declaration that is no group.
func docOf(own *ast.CommentGroup, group *ast.GenDecl) *ast.CommentGroup {
	if group.Lparen == token.NoPos {
		return group.Doc
	}
	return own
}

// fieldName is the first name of a field, its type's if it is embedded.
func fieldName(f *ast.Field) string {
	if len(f.Names) > 0 {
		return f.Names[0].Name
	}
	for embedded := f.Type; ; {
		switch e := embedded.(type) {
		case *ast.StarExpr:
			embedded = e.X
		case *ast.SelectorExpr:
			return e.Sel.Name
		case *ast.Ident:
			return e.Name
		default:
			return ""
		}
	}
}
