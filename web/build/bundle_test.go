package build

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// modules is a folder with those modules in its web/src, by their names, beside the one that
// is put into each bundle.
func modules(t *testing.T, texts map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	put(t, dir, "web/src/global.js", "export {};")
	for name, text := range texts {
		put(t, dir, "web/src/"+name, text)
	}
	return dir
}

func TestBundle(t *testing.T) {
	for _, s := range scripts {
		code, sourceMap, err := s.bundle(root, "1.2.3", "name"+s.suffix, program{file: "name.wasm", packed: "cGFja2Vk"})
		require.NoError(t, err)
		text := string(code)
		for part, there := range map[string]bool{
			`\A//# allFunctionsCalledOnLoad\n/\*! playerState 1\.2\.3; with parts of Go, see NOTICE \*/\n`: true,
			`\./name\.wasm`:    !s.inline || s.format == api.FormatIIFE, // by which it knows its own tag
			`import\.meta`:     !s.inline && s.format == api.FormatESModule,
			`cGFja2Vk`:         s.inline,
			`\bINLINE\b`:       false,
			`[^\x00-\x7f]`:     false, // a page that has it within itself may have any charset
			`</script|<!--`:    false, // and it ends where it ends
			`\bVERSION\b`:      false, // but there may be a reason code whose name has it
			`WASM_FILE`:        false,
			`sourceMappingURL`: false, // npm's package has no map
		} {
			assert.Equal(t, there, regexp.MustCompile(part).MatchString(text), "%s has %q", s.suffix, part)
		}

		var m struct{ Sources []string }
		require.NoError(t, json.Unmarshal(sourceMap, &m))
		var sources []string
		for _, source := range m.Sources {
			sources = append(sources, path.Base(source))
		}
		for _, source := range []string{s.entry, "client.js", "bridge.js", "virtual:table", "virtual:wasm_exec"} {
			assert.True(t, slices.Contains(sources, source), "%s is made of %s: %s", s.suffix, source, sources)
		}
	}
}

func TestBundleOfTheClassicScriptMakesNoGlobals(t *testing.T) {
	dir := modules(t, map[string]string{"tag.js": `const name = VERSION; console.log(name); export { name };`})
	code, _, err := scripts[0].bundle(dir, "1.2.3", "a.js", program{file: "a.wasm"})
	require.NoError(t, err)
	_, body, _ := strings.Cut(string(code), "*/\n")
	assert.True(t, strings.HasPrefix(body, "(()=>{") && strings.HasSuffix(body, "})();\n"), "it is in a function: %s", body)
}

func TestBundleFails(t *testing.T) {
	for name, c := range map[string]struct {
		texts map[string]string
		says  string
	}{
		"no entry":        {nil, `tag.js`},
		"a syntax error":  {map[string]string{"tag.js": "\n\nconst = 1;"}, "tag.js:3:6"},
		"no such module":  {map[string]string{"tag.js": `import "playerstate:nothing";`}, "no module playerstate:nothing"},
		"no such name":    {map[string]string{"tag.js": `import { nothing } from "./a.js"; nothing();`, "a.js": `export const something = 1;`}, `"nothing"`},
		"a missing check": {map[string]string{"tag.js": `import { methods } from "playerstate:table"; console.log(methods);`, "checks.js": `export const text = {};`}, `"flag"`},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := scripts[0].bundle(modules(t, c.texts), "1.2.3", "a.js", program{file: "a.wasm"})
			assert.ErrorContains(t, err, c.says)
		})
	}
}

func TestPackText(t *testing.T) {
	text, err := packText([]byte("a program"))
	require.NoError(t, err)
	small, err := base64.StdEncoding.DecodeString(text)
	require.NoError(t, err)
	r, err := gzip.NewReader(bytes.NewReader(small))
	require.NoError(t, err)
	content, err := io.ReadAll(r)
	require.NoError(t, err)
	assert.Equal(t, "a program", string(content))
}
