package trim

import (
	"encoding/json"
	"fmt"
	"go/version"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Write writes the files that take the place of Go's own into a folder, made from the
// toolchain's sources, and returns their paths by those of the files whose places they take.
// env is the build's environment beside this process's. An error names what the list has
// that the sources have not.
func Write(dir string, env []string) (replaced map[string]string, err error) {
	groups, err := parseList(listText)
	if err != nil {
		return nil, err
	}
	return write(dir, env, groups)
}

// listedGo is the version of Go whose packages list.txt is about.
const listedGo = "go1.26"

// usedByTests are the groups about what a test program has a use for, unlike the shipped one.
var usedByTests = []string{
	"panics with numbers", "timers", "finalizers", "random numbers", "stacks as lists", "types made at run time",
	"environment, arguments and limits",
}

// WriteForTests does what Write does, for a program with packages testing and reflect in it: the
// groups about what such a program has a use for are not applied.
func WriteForTests(dir string, env []string) (replaced map[string]string, err error) {
	groups, err := parseList(listText)
	if err != nil {
		return nil, err
	}
	return write(dir, env, slices.DeleteFunc(groups, func(g group) bool { return slices.Contains(usedByTests, g.name) }))
}

// write writes them for a part of the list.
func write(dir string, env []string, groups []group) (replaced map[string]string, err error) {
	goVersion, err := goOutput(env, "env", "GOVERSION")
	if err != nil {
		return nil, err
	}
	if err := checkVersion(strings.TrimSpace(goVersion)); err != nil {
		return nil, err
	}
	replaced = map[string]string{}
	for _, path := range paths(groups) {
		sources, err := readPackage(path, env)
		if err != nil {
			return nil, err
		}
		if err := apply(groups, path, sources); err != nil {
			return nil, err
		}
		for _, s := range sources {
			if len(s.edits) == 0 {
				continue
			}
			text, err := s.edited()
			if err != nil {
				return nil, err
			}
			name := filepath.Join(dir, strings.ReplaceAll(path, "/", "_")+"_"+filepath.Base(s.name))
			if err := os.WriteFile(name, text, 0o644); err != nil {
				return nil, err
			}
			replaced[s.name] = name
		}
	}
	return replaced, nil
}

// checkVersion returns an error unless the list is for that version of Go: what a function does
// may be another thing in the next one, under the same signature.
func checkVersion(goVersion string) error {
	if version.Lang(goVersion) != listedGo {
		return fmt.Errorf("web/build/trim/list.txt is for %s, and this is %s: use make, or set GOTOOLCHAIN to the toolchain that go.mod names", listedGo, goVersion)
	}
	return nil
}

// Environment is env with what the go command needs for [Write] and for the overlay. It replaces no
// file of its module cache, where a toolchain lies that it has fetched: then GOROOT is a link to
// that, in the folder.
func Environment(dir string, env []string) ([]string, error) {
	printed, err := goOutput(env, "env", "GOROOT", "GOMODCACHE")
	if err != nil {
		return nil, err
	}
	root, cache, _ := strings.Cut(strings.TrimSpace(printed), "\n")
	if !strings.HasPrefix(root, cache+string(filepath.Separator)) {
		return env, nil
	}
	link := filepath.Join(dir, "goroot")
	return append(slices.Clone(env), "GOROOT="+link), os.Symlink(root, link)
}

// goOutput is what the go command prints; an error names its first and last argument. env is its
// environment beside this process's.
func goOutput(env []string, args ...string) (string, error) {
	cmd := exec.Command("go", args...)
	cmd.Env = append(os.Environ(), env...)
	var said strings.Builder
	cmd.Stderr = &said
	printed, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("go %s %s: %w\n%s", args[0], args[len(args)-1], err, said.String())
	}
	return string(printed), nil
}

// WriteOverlay writes the file that 'go build -overlay' reads into a folder, and returns its
// path.
func WriteOverlay(dir string, replaced map[string]string) (path string, err error) {
	text, err := json.Marshal(map[string]any{"Replace": replaced})
	if err != nil {
		return "", err
	}
	path = filepath.Join(dir, "overlay.json")
	return path, os.WriteFile(path, text, 0o644)
}

// paths are the paths of the packages that the list has entries of.
func paths(groups []group) (paths []string) {
	for _, g := range groups {
		for _, f := range g.functions {
			paths = append(paths, f.path)
		}
		for _, v := range g.variables {
			paths = append(paths, v.path)
		}
		for _, c := range g.constants {
			paths = append(paths, c.path)
		}
		for _, q := range g.silences {
			paths = append(paths, q.path)
		}
		for _, i := range g.inlined {
			paths = append(paths, i.path)
		}
		for _, d := range g.drops {
			paths = append(paths, d.path)
		}
		for _, n := range g.nevers {
			paths = append(paths, n.path)
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// readPackage reads the files of a package that the build compiles.
func readPackage(path string, env []string) (sources []*source, err error) {
	listed, err := goOutput(env, "list", "-f", `{{range .GoFiles}}{{$.Dir}}/{{.}}{{"\n"}}{{end}}`, path)
	if err != nil {
		return nil, err
	}
	for _, name := range strings.Fields(listed) {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		s, err := parse(name, text)
		if err != nil {
			return nil, err
		}
		sources = append(sources, s)
	}
	return sources, nil
}

// apply has the entries of a package edited in its files.
func apply(groups []group, path string, sources []*source) error {
	for _, g := range groups {
		missing := func(what string) error {
			return fmt.Errorf("web/build/trim/list.txt, group %q: package %s has no %s", g.name, path, what)
		}
		for _, f := range g.functions {
			if f.path == path && !replaceFunction(sources, f) {
				return missing(strings.TrimSpace(f.file + " " + f.signature))
			}
		}
		for _, v := range g.variables {
			if v.path == path && !replaceReads(sources, v) {
				return missing("variable " + v.name + "." + v.field + " that is read")
			}
		}
		for _, c := range g.constants {
			if c.path == path && !slices.ContainsFunc(sources, func(s *source) bool { return s.replaceConstant(c.name, c.value) }) {
				return missing("constant " + c.name + " with a value of its own")
			}
		}
		for _, q := range g.silences {
			if q.path != path {
				continue
			}
			if name, found := dropPrints(sources, q.loud); !found {
				return missing("file " + name)
			}
		}
		for _, d := range g.drops {
			if d.path == path && !dropStatement(sources, d) {
				return missing(d.signature + " with the statement " + d.statement)
			}
		}
		for _, n := range g.nevers {
			if n.path == path && !falsify(sources, n) {
				return missing(n.signature + " with the condition " + n.condition)
			}
		}
		for _, i := range g.inlined {
			if i.path == path && !inline(sources, i) {
				return missing(strings.Join(append([]string{"file " + i.file + " with functions that are marked as not to be inlined"}, i.kept...), ", "))
			}
		}
	}
	return nil
}

// dropStatement has a statement left out, and says whether there is one.
func dropStatement(sources []*source, d drop) bool {
	times := 0
	for _, s := range sources {
		times += s.dropStatement(d.signature, d.statement)
	}
	return times == 1
}

// falsify has each if and for that has a condition go by without it, and says whether there is one.
func falsify(sources []*source, n never) bool {
	times := 0
	for _, s := range sources {
		times += s.falsify(n.signature, n.condition)
	}
	return times > 0
}

// replaceFunction replaces the body of a function, and says whether there is one.
func replaceFunction(sources []*source, f function) bool {
	times := 0
	for _, s := range sources {
		if declaration, ok := s.functions()[f.signature]; ok && (f.file == "" || f.file == filepath.Base(s.name)) {
			s.replaceBody(declaration, f.body)
			times++
		}
	}
	return times == 1
}

// replaceReads replaces the reads of a variable's field, and says whether there are any.
func replaceReads(sources []*source, v variable) bool {
	times := 0
	for _, declaring := range sources {
		if kind := declaring.fieldType(declaring.variableType(v.name), v.field); kind != nil {
			for _, s := range sources {
				times += s.zeroReads(v.name, v.field, kind)
			}
		}
	}
	return times > 0
}

// dropPrints leaves out what the files print, but those of these names. It returns the name of
// one that is not there, and whether all are.
func dropPrints(sources []*source, loud []string) (missing string, found bool) {
	isLoud := map[string]bool{}
	for _, s := range sources {
		if name := filepath.Base(s.name); slices.Contains(loud, name) {
			isLoud[name] = true
		} else {
			s.dropPrints()
		}
	}
	for _, name := range loud {
		if !isLoud[name] {
			return name, false
		}
	}
	return "", true
}

// inline has a file's functions inlined, and says whether there are any, and those that are
// not to be.
func inline(sources []*source, i inlining) bool {
	for _, s := range sources {
		if filepath.Base(s.name) == i.file {
			return s.dropNoinline(i.kept)
		}
	}
	return false
}

// CheckLinked returns an error that names a function of a program's that the list takes
// for unlinked. The functions are named as in the program's table of functions.
func CheckLinked(functions []string) error {
	groups, err := parseList(listText)
	if err != nil {
		return err
	}
	for _, g := range groups {
		for _, prefix := range g.unlinked {
			for _, name := range functions {
				if strings.HasPrefix(name, prefix) {
					return fmt.Errorf("web/build/trim/list.txt, group %q: the program links %s, so that its entries are not safe to leave out", g.name, name)
				}
			}
		}
	}
	return nil
}
