// Package oldest holds what is shipped against the oldest browsers that it is said to run in.
package oldest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/build"
	"playerstate/web/test/game"
	"playerstate/web/test/registry"
)

// names are the browsers as a person writes them, and as browserslist does.
var names = map[api.EngineName][2]string{
	api.EngineChrome:  {"Chrome", "chrome"},
	api.EngineFirefox: {"Firefox", "firefox"},
	api.EngineSafari:  {"Safari", "safari"},
}

// read reads a file of the project.
func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(game.Root, path))
	require.NoError(t, err)
	return string(text)
}

func TestOldestBrowsersAreTold(t *testing.T) {
	require.Len(t, build.Oldest, len(names))
	var list, sentence []string
	for _, engine := range build.Oldest {
		list = append(list, fmt.Sprintf("%s >= %s", names[engine.Name][1], engine.Version))
		sentence = append(sentence, fmt.Sprintf("%s %s", names[engine.Name][0], engine.Version))
	}
	var manifest struct{ Browserslist []string }
	require.NoError(t, json.Unmarshal([]byte(read(t, "web/package.json")), &manifest))
	assert.Equal(t, list, manifest.Browserslist)
	assert.Contains(t, strings.Join(strings.Fields(read(t, "README.md")), " "), "The oldest browsers: "+strings.Join(sentence, ", ")+".")
}

// run runs a script in Node.js, with a package from npm beside it.
func run(t *testing.T, pack, script string, args ...string) (string, error) {
	t.Helper()
	modules, err := registry.Install(filepath.Join(game.Root, "web/dist/.oldest", pack), pack)
	require.NoError(t, err)
	out, err := registry.Run(filepath.Dir(modules), "node", append([]string{"--input-type=commonjs", "--eval", script, "--"}, args...)...)
	return strings.TrimSpace(string(out)), err
}

// parse has a parser that knows the language of 2015 and nothing newer read scripts, and
// returns what it says of each: "" if it can read it.
func parse(t *testing.T, scripts ...string) (said []string) {
	t.Helper()
	text, err := json.Marshal(scripts)
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "scripts.json")
	require.NoError(t, os.WriteFile(file, text, 0o644))
	out, err := run(t, "acorn@8.19.0", `
		const acorn = require("acorn");
		console.log(JSON.stringify(JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")).map((script) => {
			try {
				acorn.parse(script, { ecmaVersion: 2015, sourceType: "module" });
				return "";
			} catch (error) {
				return String(error);
			}
		})));`, file)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal([]byte(out), &said))
	return said
}

func TestSyntax(t *testing.T) {
	require.NoError(t, game.Build())
	script, module := read(t, "web/dist/playerstate.js"), read(t, "web/dist/playerstate.mjs")
	// Whatever imports a module knows import.meta, which is newer.
	require.Equal(t, 1, strings.Count(module, "import.meta.url"))
	assert.Equal(t, []string{"", ""}, parse(t, script, strings.Replace(module, "import.meta.url", `""`, 1)))
	// Into such a call the build turns a regular expression that the language lacks.
	assert.NotContains(t, script+module, "RegExp(", "it throws when it is called")
}

// TestParser checks that the parser is what TestSyntax takes it for.
func TestParser(t *testing.T) {
	newer := []string{`a?.b`, `a ?? b`, `a ??= b`, `async () => {}`, `({ ...a })`, `try {} catch {}`, `class A { b = 1 }`, `2 ** 3`, `1_000`, `/\p{Surrogate}/u`, `/(?<=a)b/`, `1n`, `import.meta`}
	for i, said := range parse(t, newer...) {
		assert.NotEmpty(t, said, newer[i])
	}
}

// features are those of WebAssembly, beyond its first version, that Go's programs use, by
// the names that wabt has for them.
var features = []string{"bulk_memory", "sat_float_to_int", "sign_extension"}

// validate has a program validated by what knows those features and no others.
func validate(t *testing.T, program []byte, known []string) error {
	t.Helper()
	file := filepath.Join(t.TempDir(), "program.wasm")
	require.NoError(t, os.WriteFile(file, program, 0o644))
	_, err := run(t, "wabt@1.0.39", `
		const [file, ...known] = process.argv.slice(1);
		const all = ["exceptions", "mutable_globals", "sat_float_to_int", "sign_extension", "simd", "threads", "function_references", "multi_value", "tail_call",
			"bulk_memory", "reference_types", "annotations", "code_metadata", "gc", "memory64", "multi_memory", "extended_const", "relaxed_simd"];
		require("wabt")().then((wabt) => {
			wabt.readWasm(Uint8Array.from(require("fs").readFileSync(file)), Object.fromEntries(all.map((name) => [name, known.includes(name)]))).validate();
		}).catch((error) => { console.error(error.message); process.exitCode = 1 });`, append([]string{file}, known...)...)
	return err
}

// TestProgram checks that the program needs those features alone, and that the module by
// which the scripts find out needs each of them, too.
func TestProgram(t *testing.T) {
	require.NoError(t, game.Build())
	code, err := build.Module(game.Root, `
		import { FEATURES } from "./support.js";
		process.stdout.write(FEATURES);`)
	require.NoError(t, err)
	probe, err := registry.Run(".", "node", "--input-type=module", "--eval", string(code))
	require.NoError(t, err)
	for name, program := range map[string][]byte{
		"the program": []byte(read(t, "web/dist/playerstate.wasm")),
		"the probe":   probe,
	} {
		assert.NoError(t, validate(t, program, features), name)
		for i, feature := range features {
			others := append(append([]string{}, features[:i]...), features[i+1:]...)
			assert.Error(t, validate(t, program, others), "%s without %s", name, feature)
		}
	}
}
