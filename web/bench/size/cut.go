package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// cut is a part of a source file that a feature is made of. With neither rows nor
// functions it is the whole file, of which the names stay: its functions do nothing.
type cut struct {
	file string
	// rows are the elements of the file's tables that have one of these names. A name
	// with a star at its end is for all that begin so.
	rows []string
	// except are rows that stay.
	except []string
	// functions are the functions that do nothing.
	functions []string
}

// apply cuts the part out of the module at root.
func (c cut) apply(root string) error {
	name := filepath.Join(root, filepath.FromSlash(c.file))
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	without := ""
	if path.Ext(c.file) == ".js" {
		without = withoutExports(string(text))
	} else if without, err = c.withoutGo(string(text)); err != nil {
		return fmt.Errorf("%s: %w", c.file, err)
	}
	return os.WriteFile(name, []byte(without), 0o644)
}

// exported finds what a module exports.
var exported = regexp.MustCompile(`(?m)^export (?:async )?(?:function|const) (\w+)`)

// withoutExports is a module that exports the same names, of functions that do nothing.
func withoutExports(text string) string {
	var b strings.Builder
	for _, m := range exported.FindAllStringSubmatch(text, -1) {
		fmt.Fprintf(&b, "export const %s = () => {};\n", m[1])
	}
	return b.String()
}

// edit replaces the bytes from start to end.
type edit struct {
	start, end int
	text       string
}

// withoutGo is a Go file without the part.
func (c cut) withoutGo(text string) (string, error) {
	files := token.NewFileSet()
	parsed, err := parser.ParseFile(files, "", text, parser.SkipObjectResolution)
	if err != nil {
		return "", err
	}
	at := func(p token.Pos) int { return files.Position(p).Offset }
	var edits []edit
	ast.Inspect(parsed, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if len(c.rows) == 0 && (len(c.functions) == 0 || slices.Contains(c.functions, n.Name.Name)) {
				edits = append(edits, edit{at(n.Body.Pos()), at(n.Body.End()), "{ panic(0) }"})
				return false
			}
		case *ast.CompositeLit:
			if name := rowName(n); name != "" && c.isRow(name) {
				end := at(n.End())
				end += strings.Index(text[end:], ",") + 1
				edits = append(edits, edit{at(n.Pos()), end, ""})
				return false
			}
		}
		return true
	})
	if len(edits) == 0 {
		return "", fmt.Errorf("nothing of it is there: %v", c)
	}
	for _, e := range slices.Backward(edits) {
		text = text[:e.start] + e.text + text[e.end:]
	}
	return withUsedImports(text)
}

// isRow says whether a row is cut out.
func (c cut) isRow(name string) bool {
	return !slices.Contains(c.except, name) && slices.ContainsFunc(c.rows, func(row string) bool {
		start, many := strings.CutSuffix(row, "*")
		return row == name || many && strings.HasPrefix(name, start)
	})
}

// rowName is the name of a table's row, its first text; "" if it has none.
func rowName(row *ast.CompositeLit) string {
	if len(row.Elts) == 0 {
		return ""
	}
	first := row.Elts[0]
	if pair, ok := first.(*ast.KeyValueExpr); ok {
		first = pair.Value
	}
	literal, ok := first.(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return ""
	}
	name, err := strconv.Unquote(literal.Value)
	if err != nil {
		return ""
	}
	return name
}

// withUsedImports is a Go file whose imports that are not used any more have no name.
func withUsedImports(text string) (string, error) {
	files := token.NewFileSet()
	parsed, err := parser.ParseFile(files, "", text, parser.SkipObjectResolution)
	if err != nil {
		return "", err
	}
	used := map[string]bool{}
	ast.Inspect(parsed, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok {
				used[x.Name] = true
			}
		}
		return true
	})
	for _, i := range slices.Backward(parsed.Imports) {
		imported, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			return "", err
		}
		if !used[path.Base(imported)] {
			start := files.Position(i.Pos()).Offset
			text = text[:start] + "_ " + text[start:]
		}
	}
	return text, nil
}
