// Package lint runs a linter over the JavaScript.
package lint

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/test/registry"
)

const (
	root    = "../../.."
	version = "1.94.0"
)

// oxlint runs the linter over files or folders, by the rules of .oxlintrc.json, and
// returns its findings, a line each. Only the first run needs the network.
func oxlint(t *testing.T, dir string, paths ...string) (string, error) {
	modules, err := registry.Install(filepath.Join(root, "web/dist/.oxlint", version), "oxlint@"+version)
	require.NoError(t, err)
	rules, err := filepath.Abs(filepath.Join(root, ".oxlintrc.json"))
	require.NoError(t, err)
	args := []string{filepath.Join(modules, "oxlint", "bin", "oxlint"), "--config", rules, "--format", "unix"}
	out, err := registry.Run(dir, "node", append(args, paths...)...)
	return string(out), err
}

func TestJavaScript(t *testing.T) {
	for _, folder := range []string{"web/src", "web/demo", "jsbridge"} {
		_, err := oxlint(t, root, folder) // one by one: it passes over a folder without any
		assert.NoError(t, err)
	}
}

// seeded are files with mistakes.
var seeded = map[string]string{
	"one.js": `import { two } from "./two.js";
export function one(value) {
  let same = value == two;
  return same;
  two();
}
export const closed = () => { try { one(); } finally { return 1; } };
`,
	"two.js": `import { one } from "./one.js";
export const two = (value) => {
  const unused = one;
  var result = value;
  value + 1;
  return result;
};
`,
}

// TestSeededMistakes checks that the linter fails, and finds each mistake.
func TestSeededMistakes(t *testing.T) {
	dir := t.TempDir()
	for name, text := range seeded {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	out, err := oxlint(t, dir, ".")
	require.Error(t, err)
	var found []string
	for _, m := range regexp.MustCompile(`(?m)^(\S+:\d+):\d+: .*\[Error/(\S+)\]$`).FindAllStringSubmatch(out, -1) {
		found = append(found, filepath.Base(m[1])+" "+m[2])
	}
	assert.ElementsMatch(t, []string{
		"one.js:3 eslint(eqeqeq)",
		"one.js:3 eslint(prefer-const)",
		"one.js:1 import(no-cycle)",
		"one.js:5 eslint(no-unreachable)",
		"one.js:7 eslint(no-unsafe-finally)",
		"two.js:1 import(no-cycle)",
		"two.js:3 eslint(no-unused-vars)",
		"two.js:4 eslint(no-var)",
		"two.js:5 eslint(no-unused-expressions)",
	}, found, "%s", out)
}
