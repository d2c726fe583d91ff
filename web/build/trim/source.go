package trim

import (
	"bytes"
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

// source is a file of a package, and the edits that are to be made in it.
type source struct {
	name  string
	text  []byte
	set   *token.FileSet
	tree  *ast.File
	edits []edit
}

// edit replaces the bytes between two places. All others stay as they are: a compiler's
// directive is a comment at its own place.
type edit struct {
	from, to token.Pos
	text     string
}

// parse parses a file.
func parse(name string, text []byte) (*source, error) {
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, name, text, parser.ParseComments)
	return &source{name: name, text: text, set: set, tree: tree}, err
}

// replace has the bytes between two places replaced.
func (s *source) replace(from, to token.Pos, text string) {
	s.edits = append(s.edits, edit{from, to, text})
}

// signature is how a function is declared, on one line.
func signature(f *ast.FuncDecl) string {
	receiver := ""
	if f.Recv != nil {
		field := f.Recv.List[0]
		receiver = types.ExprString(field.Type)
		if len(field.Names) > 0 {
			receiver = field.Names[0].Name + " " + receiver
		}
		receiver = "(" + receiver + ") "
	}
	return "func " + receiver + f.Name.Name + strings.TrimPrefix(types.ExprString(f.Type), "func")
}

// functions are the file's functions that have bodies, by their signatures; without those, such
// as init, that are declared several times.
func (s *source) functions() map[string]*ast.FuncDecl {
	all, times := map[string]*ast.FuncDecl{}, map[string]int{}
	for _, d := range s.tree.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
			name := signature(f)
			all[name] = f
			times[name]++
		}
	}
	maps.DeleteFunc(all, func(name string, _ *ast.FuncDecl) bool { return times[name] > 1 })
	return all
}

// replaceBody has a function's body replaced; "" returns zero results.
func (s *source) replaceBody(f *ast.FuncDecl, body string) {
	if body == "" {
		body = "{ return }"
		if results := f.Type.Results; results != nil && results.List[0].Names == nil {
			s.nameResults(results)
		}
	}
	s.replace(f.Body.Pos(), f.Body.End(), body)
}

// nameResults names results, so that a bare return returns their zero values.
func (s *source) nameResults(results *ast.FieldList) {
	first, last := "_ ", ""
	if !results.Opening.IsValid() {
		first, last = "(_ ", ")"
	}
	for _, r := range results.List {
		s.replace(r.Pos(), r.Pos(), first)
		first = "_ "
	}
	s.replace(results.End(), results.End(), last)
}

// variableType is the type of a variable that the file declares, nil if it does not.
func (s *source) variableType(name string) ast.Expr {
	for _, d := range s.tree.Decls {
		declaration, ok := d.(*ast.GenDecl)
		if !ok || declaration.Tok != token.VAR {
			continue
		}
		for _, spec := range declaration.Specs {
			if v := spec.(*ast.ValueSpec); v.Names[0].Name == name {
				return v.Type
			}
		}
	}
	return nil
}

// replaceConstant has a constant's value replaced, and says whether the file declares it.
func (s *source) replaceConstant(name, value string) bool {
	for _, d := range s.tree.Decls {
		declaration, ok := d.(*ast.GenDecl)
		if !ok || declaration.Tok != token.CONST {
			continue
		}
		for _, spec := range declaration.Specs {
			if c := spec.(*ast.ValueSpec); c.Names[0].Name == name && len(c.Values) == 1 {
				s.replace(c.Values[0].Pos(), c.Values[0].End(), value)
				return true
			}
		}
	}
	return false
}

// fieldType is the type of a field of a struct, which is a type or the name of one that the
// file declares; nil if it has none.
func (s *source) fieldType(structure ast.Expr, field string) ast.Expr {
	if name, ok := structure.(*ast.Ident); ok {
		ast.Inspect(s.tree, func(n ast.Node) bool {
			if t, ok := n.(*ast.TypeSpec); ok && t.Name.Name == name.Name {
				structure = t.Type
			}
			return true
		})
	}
	fields, ok := structure.(*ast.StructType)
	if !ok {
		return nil
	}
	for _, f := range fields.Fields.List {
		for _, name := range f.Names {
			if name.Name == field {
				return f.Type
			}
		}
	}
	return nil
}

// zeroReads has each read of a variable's field replaced by its type's zero value, and returns
// how many there are. A field of package sync/atomic's kind is read by its method Load.
func (s *source) zeroReads(name, field string, kind ast.Expr) (times int) {
	isAtomic := strings.HasPrefix(types.ExprString(kind), "atomic.")
	zero := types.ExprString(kind) + "(0)"
	switch {
	case isAtomic:
		zero = strings.ToLower(strings.TrimPrefix(zero, "atomic."))
	case zero == "bool(0)":
		zero = "false"
	}
	kept := map[ast.Node]bool{} // not read
	ast.Inspect(s.tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.UnaryExpr:
			kept[n.X] = n.Op == token.AND
		case *ast.AssignStmt:
			for _, left := range n.Lhs {
				kept[left] = true
			}
		case *ast.IncDecStmt:
			kept[n.X] = true
		case *ast.CallExpr:
			if method, ok := n.Fun.(*ast.SelectorExpr); ok && isAtomic && method.Sel.Name == "Load" && isField(method.X, name, field) {
				s.replace(n.Pos(), n.End(), zero)
				times++
				return false
			}
		case *ast.SelectorExpr:
			if !isAtomic && !kept[n] && isField(n, name, field) {
				s.replace(n.Pos(), n.End(), zero)
				times++
			}
		}
		return true
	})
	return times
}

// isField says whether an expression is the field of a variable of the package.
func isField(e ast.Expr, name, field string) bool {
	selector, ok := e.(*ast.SelectorExpr)
	if !ok || selector.Sel.Name != field {
		return false
	}
	variable, ok := selector.X.(*ast.Ident)
	return ok && variable.Name == name
}

// dropPrints has what the file prints left out. What would be printed is still evaluated: it
// may be a call that does more.
func (s *source) dropPrints() {
	ast.Inspect(s.tree, func(n ast.Node) bool {
		statement, ok := n.(*ast.ExprStmt)
		if !ok {
			return true
		}
		call, ok := statement.X.(*ast.CallExpr)
		if !ok {
			return true
		}
		if name, ok := call.Fun.(*ast.Ident); !ok || name.Name != "print" && name.Name != "println" {
			return true
		}
		var blanks, evaluated []string
		for _, a := range call.Args {
			if _, isLiteral := a.(*ast.BasicLit); !isLiteral {
				blanks, evaluated = append(blanks, "_"), append(evaluated, s.at(a))
			}
		}
		text := strings.Join(blanks, ", ") + " = " + strings.Join(evaluated, ", ")
		if len(blanks) == 0 {
			text = ""
		}
		s.replace(statement.Pos(), statement.End(), text)
		return false
	})
}

// dropStatement has a statement of the functions that are declared so left out, and says how
// often it is there.
func (s *source) dropStatement(declared, statement string) (times int) {
	s.inspect(declared, func(n ast.Node) {
		if _, ok := n.(ast.Stmt); ok && s.at(n) == statement {
			s.replace(n.Pos(), n.End(), "")
			times++
		}
	})
	return times
}

// falsify has a condition of ifs and fors of the functions that are declared so be false, and
// says how often it is there. What it names stays in use.
func (s *source) falsify(declared, condition string) (times int) {
	s.inspect(declared, func(n ast.Node) {
		var c ast.Expr
		switch n := n.(type) {
		case *ast.IfStmt:
			c = n.Cond
		case *ast.ForStmt:
			c = n.Cond
		}
		if c != nil && s.at(c) == condition {
			s.replace(c.Pos(), c.End(), "false && ("+condition+")")
			times++
		}
	})
	return times
}

// inspect visits what is in the functions that are declared so.
func (s *source) inspect(declared string, visit func(ast.Node)) {
	for _, d := range s.tree.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil && signature(f) == declared {
			ast.Inspect(f.Body, func(n ast.Node) bool {
				visit(n)
				return true
			})
		}
	}
}

// dropNoinline has the functions inlined that are marked as not to be, but those of these
// names, and says whether there are any, and all of those.
func (s *source) dropNoinline(kept []string) bool {
	dropped, left := false, 0
	for _, f := range s.functions() {
		if f.Doc == nil {
			continue
		}
		for _, c := range f.Doc.List {
			switch {
			case c.Text != "//go:noinline":
			case slices.Contains(kept, f.Name.Name):
				left++
			default:
				s.replace(c.Pos(), c.End(), "//")
				dropped = true
			}
		}
	}
	return dropped && left == len(kept)
}

// at is a node's text.
func (s *source) at(n ast.Node) string {
	file := s.set.File(s.tree.Pos())
	return string(s.text[file.Offset(n.Pos()):file.Offset(n.End())])
}

// edited is the file with its edits.
func (s *source) edited() ([]byte, error) {
	text, err := s.withEdits()
	if err != nil {
		return nil, err
	}
	// What an emptied function alone has used of an import is to be asked for no more.
	if s, err = parse(s.name, text); err != nil {
		return nil, fmt.Errorf("after its edits: %w", err)
	}
	s.blankImports()
	return s.withEdits()
}

// withEdits is the file's text with the edits that are due.
func (s *source) withEdits() ([]byte, error) {
	slices.SortStableFunc(s.edits, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	var out bytes.Buffer
	done := 0
	file := s.set.File(s.tree.Pos())
	for _, e := range s.edits {
		from, to := file.Offset(e.from), file.Offset(e.to)
		if from < done {
			if to <= done {
				continue // within a body that is replaced
			}
			return nil, fmt.Errorf("%s: two edits at one place", s.set.Position(e.from))
		}
		out.Write(s.text[done:from])
		out.WriteString(e.text)
		done = to
	}
	out.Write(s.text[done:])
	return out.Bytes(), nil
}

// blankImports has the imports that the file does not use imported without a name.
func (s *source) blankImports() {
	used := map[string]bool{}
	ast.Inspect(s.tree, func(n ast.Node) bool {
		if selector, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := selector.X.(*ast.Ident); ok {
				used[x.Name] = true
			}
		}
		return true
	})
	for _, i := range s.tree.Imports {
		imported, _ := strconv.Unquote(i.Path.Value) // the parser has checked it
		name := path.Base(imported)
		if i.Name != nil {
			name = i.Name.Name
		}
		if !used[name] && name != "_" && name != "." {
			s.replace(i.Pos(), i.Path.Pos(), "_ ")
		}
	}
}
