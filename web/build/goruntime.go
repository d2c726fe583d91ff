package build

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// goRuntime is the toolchain's own wasm_exec.js, with what a program imports of it, as a function
// that makes its class Go. It sees a global object of its own, and files and a console that
// it gets, so that the page's own gets no Go, fs, path or process from it, and its console is
// not called while the program runs.
func goRuntime(imports []string) (string, error) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return "", fmt.Errorf("go env GOROOT: %w", err)
	}
	text, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return "", err
	}
	used, err := usedRuntime(string(text), imports)
	return fmt.Sprintf("export function goRuntime(fs, console) {\nconst globalThis = {};\n%s\nreturn globalThis.Go;\n}\n", used), err
}

// begun is how wasm_exec.js begins a program, with arguments that it writes to its memory, and
// continued how one goes on that package preinit has begun: by an export of jsbridge.
var begun = regexp.MustCompile(`(?s)\t{3}// Pass command line arguments .*?\t{3}this\._inst\.exports\.run\(argc, argv\);\n`)

const continued = "\t\t\tthis._inst.exports.begin();\n"

// imported and helper are how wasm_exec.js has a function that a program may import, and one that
// these call, with their names. guarded is how it begins with what it needs of a global object:
// the program needs none of it.
var (
	imported = regexp.MustCompile(`(?ms)^\t{5}"([^"\n]+)": \([^\n]*\{\n.*?^\t{5}\},\n`)
	helper   = regexp.MustCompile(`(?ms)^\t{3}const (\w+) = \([^\n]*\{\n.*?^\t{3}\}\n`)
	guarded  = regexp.MustCompile(`if \(!globalThis\.(\w+)\) \{`)
)

// ofValues are the parts of wasm_exec.js that only package syscall/js has a use for, and the tests of
// Go's own.
var ofValues = []*regexp.Regexp{
	regexp.MustCompile(`(?ms)^\t{4}_gotest: \{\n.*?^\t{4}\},\n`),
	regexp.MustCompile(`(?ms)^\t{3}this\._values = \[.*?^\t{3}this\._idPool = [^\n]*\n`),
	regexp.MustCompile(`(?ms)^\t{6}delete this\._values;\n.*?^\t{6}delete this\._idPool;\n`),
	regexp.MustCompile(`(?ms)^\t{2}_makeFuncWrapper\(id\) \{\n.*?^\t{2}\}\n`),
}

// guards are what wasm_exec.js asks for of a global object.
var guards = []string{"fs", "process", "path", "crypto", "performance", "TextEncoder", "TextDecoder"}

// usedRuntime is the text of wasm_exec.js without the functions that a program does not
// import, without those that only these call, and without what it has for a global object
// that lacks something; a program goes on from where the build has left it. An error says what it has not.
func usedRuntime(text string, imports []string) (string, error) {
	var asked []string
	text = guarded.ReplaceAllStringFunc(text, func(guard string) string {
		asked = append(asked, guarded.FindStringSubmatch(guard)[1])
		return "if (false) {"
	})
	if !slices.Equal(asked, guards) {
		return "", fmt.Errorf("wasm_exec.js asks for %v of a global object, not for %v", asked, guards)
	}
	if len(begun.FindAllString(text, 2)) != 1 {
		return "", errors.New("wasm_exec.js does not begin a program as in Go 1.26")
	}
	text = begun.ReplaceAllString(text, continued)
	if imports == nil {
		return text, nil
	}
	if !slices.ContainsFunc(imports, func(name string) bool { return strings.HasPrefix(name, "syscall/js.") }) {
		for _, part := range ofValues {
			if len(part.FindAllString(text, 2)) != 1 {
				return "", fmt.Errorf("wasm_exec.js has not one part %s", part)
			}
			text = part.ReplaceAllString(text, "")
		}
	}
	has := map[string]bool{}
	text = imported.ReplaceAllStringFunc(text, func(function string) string {
		name := imported.FindStringSubmatch(function)[1]
		if has[name] = slices.Contains(imports, name); !has[name] {
			return ""
		}
		return function
	})
	for _, name := range imports {
		if !has[name] {
			return "", fmt.Errorf("wasm_exec.js has no function %s, which the program imports", name)
		}
	}
	for {
		less := helper.ReplaceAllStringFunc(text, func(function string) string {
			name := helper.FindStringSubmatch(function)[1]
			if len(regexp.MustCompile(`\b`+name+`\b`).FindAllString(text, 2)) > 1 {
				return function
			}
			return ""
		})
		if less == text {
			return text, nil
		}
		text = less
	}
}
