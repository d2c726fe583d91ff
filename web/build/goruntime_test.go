package build

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// guardedText is what wasm_exec.js asks for of a global object.
func guardedText(names []string) string {
	var b strings.Builder
	for _, name := range names {
		fmt.Fprintf(&b, "\tif (!globalThis.%s) {\n\t\tfail();\n\t}\n", name)
	}
	return b.String()
}

// beginning is how wasm_exec.js begins a program.
const beginning = "\t\t\t// Pass command line arguments to it.\n\t\t\tconst argc = 1, argv = 4096;\n\t\t\tthis._inst.exports.run(argc, argv);\n"

// forTests, forgotten, values and wrapper are the parts that only package syscall/js has a use for.
const (
	forTests  = "\t\t\t\t_gotest: {\n\t\t\t\t\tadd: (a, b) => a + b,\n\t\t\t\t},\n"
	forgotten = "\t\t\t\t\t\tdelete this._values;\n\t\t\t\t\t\tdelete this._ids;\n\t\t\t\t\t\tdelete this._idPool;\n"
	values    = "\t\t\tthis._values = [ // by id\n\t\t\t\tNaN,\n\t\t\t];\n\t\t\tthis._idPool = [];   // unused\n"
	wrapper   = "\t\t_makeFuncWrapper(id) {\n\t\t\treturn function () {\n\t\t\t};\n\t\t}\n"
)

// loader and the constants after it are functions as wasm_exec.js has them: the second calls the
// third, whose name begins as its own, and that the first; the last two are imported.
const (
	loader = "\t\t\tconst load = (addr) => {\n\t\t\t\treturn 1;\n\t\t\t}\n"
	copier = "\t\t\tconst copy = (addr) => {\n\t\t\t\treturn copyOne(addr);\n\t\t\t}\n"
	oneOf  = "\t\t\tconst copyOne = (addr) => {\n\t\t\t\treturn load(addr);\n\t\t\t}\n"
	writer = "\t\t\t\t\t\"write\": (sp) => {\n\t\t\t\t\t\tload(sp);\n\t\t\t\t\t},\n"
	getter = "\t\t\t\t\t\"syscall/js.get\": (sp) => {\n\t\t\t\t\t\tcopy(sp);\n\t\t\t\t\t},\n"
)

func TestUsedRuntime(t *testing.T) {
	text := guardedText(guards) + beginning + loader + copier + oneOf + forTests + writer + forgotten + getter + values + "between\n" + wrapper + "end"
	for names, want := range map[string]string{
		"write":                loader + writer + "between\nend",
		"syscall/js.get":       loader + copier + oneOf + forTests + forgotten + getter + values + "between\n" + wrapper + "end",
		"syscall/js.get write": loader + copier + oneOf + forTests + writer + forgotten + getter + values + "between\n" + wrapper + "end",
	} {
		used, err := usedRuntime(text, strings.Fields(names))
		require.NoError(t, err)
		assert.Equal(t, strings.Repeat("\tif (false) {\n\t\tfail();\n\t}\n", 7)+continued+want, used)
	}
	used, err := usedRuntime(text, nil)
	require.NoError(t, err)
	assert.Contains(t, used, loader+copier+oneOf+forTests+writer+forgotten+getter+values+"between\n"+wrapper, "what may import all of it has it")
}

func TestUsedRuntimeOfAnotherText(t *testing.T) {
	parts := forTests + forgotten + values + wrapper
	_, err := usedRuntime(guardedText(guards)+beginning+parts+writer, []string{"write", "read"})
	require.EqualError(t, err, "wasm_exec.js has no function read, which the program imports")
	for _, text := range []string{"", beginning + beginning} {
		_, err = usedRuntime(guardedText(guards)+text, nil)
		require.EqualError(t, err, "wasm_exec.js does not begin a program as in Go 1.26")
	}
	for _, part := range []string{forTests, forgotten, values, wrapper} {
		for _, other := range []string{strings.Replace(parts, part, "", 1), parts + part} {
			_, err = usedRuntime(guardedText(guards)+beginning+other, []string{})
			assert.ErrorContains(t, err, "wasm_exec.js has not one part ", part)
		}
	}
	for _, asked := range [][]string{nil, guards[1:], append(guards[:7:7], "fetch")} {
		_, err = usedRuntime(guardedText(asked), nil)
		assert.EqualError(t, err, fmt.Sprintf("wasm_exec.js asks for %v of a global object, not for %v", asked, guards))
	}
}

// TestGoRuntime has the toolchain's own text cut down to nothing that a program can import.
func TestGoRuntime(t *testing.T) {
	all, err := goRuntime(nil)
	require.NoError(t, err)
	none, err := goRuntime([]string{})
	require.NoError(t, err)
	for _, part := range []string{`"runtime.wasmExit"`, `"syscall/js.valueGet"`, `"syscall/js.copyBytesToJS"`, "const loadString =", "const storeValue =", "const getInt64 =", "testCallExport", "_values", "_idPool", "_makeFuncWrapper"} {
		assert.Contains(t, all, part)
		assert.NotContains(t, none, part)
	}
	assert.Contains(t, none, "globalThis.Go = class {")
	assert.Contains(t, none, continued)
	assert.NotContains(t, none, "run(argc, argv)")
	_, err = goRuntime([]string{"runtime.gone"})
	assert.EqualError(t, err, "wasm_exec.js has no function runtime.gone, which the program imports")
}
