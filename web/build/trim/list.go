package trim

import (
	_ "embed"
	"fmt"
	"path"
	"strings"
)

// listText is the list of what is left out; its head says how it is read.
//
//go:embed list.txt
var listText string

// group is a part of the list: what is left out for one reason.
type group struct {
	name, reason string
	unlinked     []string // how the functions' names begin that the program must not link
	functions    []function
	variables    []variable
	constants    []constant
	silences     []silence
	inlined      []inlining
	drops        []drop
	nevers       []never
}

// function is a function whose body is replaced.
type function struct {
	path      string // of its package
	file      string // "" for any
	signature string // as it is declared
	body      string // the new one; "" for one that returns zero results
}

// variable is a field of a variable whose reads give zero.
type variable struct{ path, name, field string }

// constant is a constant that has another value.
type constant struct{ path, name, value string }

// silence is a package whose files print nothing, but those of these names.
type silence struct {
	path string
	loud []string
}

// inlining is a file of a package whose functions may be inlined, but those of these names.
type inlining struct {
	path, file string
	kept       []string
}

// drop is a statement that a function does without.
type drop struct {
	path      string
	signature string // the function's, as it is declared
	statement string
}

// never is a condition of a function's that does not come true.
type never struct {
	path      string
	signature string // the function's, as it is declared
	condition string
}

// parseList parses a list.
func parseList(text string) (groups []group, err error) {
	for i, line := range strings.Split(text, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		first, rest, _ := strings.Cut(line, " ")
		if first == "==" {
			name, reason, _ := strings.Cut(rest, ": ")
			if reason == "" {
				return nil, fmt.Errorf("line %d of the list: a group without a reason", i+1)
			}
			groups = append(groups, group{name: name, reason: reason})
			continue
		}
		kind, what, _ := strings.Cut(rest, " ")
		switch {
		case len(groups) == 0:
			return nil, fmt.Errorf("line %d of the list: an entry of no group", i+1)
		case first == "unlinked":
			groups[len(groups)-1].unlinked = append(groups[len(groups)-1].unlinked, rest)
		case kind == "func" && strings.Contains(what, " drops "):
			signature, statement, _ := strings.Cut(rest, " drops ")
			groups[len(groups)-1].drops = append(groups[len(groups)-1].drops, drop{first, signature, statement})
		case kind == "func" && strings.Contains(what, " never "):
			signature, condition, _ := strings.Cut(rest, " never ")
			groups[len(groups)-1].nevers = append(groups[len(groups)-1].nevers, never{first, signature, condition})
		case kind == "func":
			signature, body, isGiven := strings.Cut(rest, " = ")
			if isGiven && !strings.HasPrefix(body, "{") {
				body = "{ return " + body + " }"
			}
			f := function{path: first, signature: signature, body: body}
			if strings.HasSuffix(first, ".go") {
				f.path, f.file = path.Split(first)
				f.path = strings.TrimSuffix(f.path, "/")
			}
			groups[len(groups)-1].functions = append(groups[len(groups)-1].functions, f)
		case kind == "var" && strings.Contains(what, "."):
			name, field, _ := strings.Cut(what, ".")
			groups[len(groups)-1].variables = append(groups[len(groups)-1].variables, variable{first, name, field})
		case kind == "const" && strings.Contains(what, " = "):
			name, value, _ := strings.Cut(what, " = ")
			groups[len(groups)-1].constants = append(groups[len(groups)-1].constants, constant{first, name, value})
		case kind == "prints":
			groups[len(groups)-1].silences = append(groups[len(groups)-1].silences, silence{first, strings.Fields(what)})
		case kind == "inlines":
			file, kept, _ := strings.Cut(what, " but ")
			groups[len(groups)-1].inlined = append(groups[len(groups)-1].inlined, inlining{first, file, strings.Fields(kept)})
		default:
			return nil, fmt.Errorf("line %d of the list is no entry: %s", i+1, line)
		}
	}
	return groups, nil
}
