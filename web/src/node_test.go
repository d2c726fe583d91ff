// Package src_test runs the script's modules in Node.js. A test is beside its module; what
// needs a browser is tested in web/test/e2e.
package src_test

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/build"
)

// node runs a module of that text, which imports from this folder, and returns the lines
// that it prints.
func node(t *testing.T, text string) []string {
	t.Helper()
	code, err := build.Module("../..", text)
	require.NoError(t, err)
	var out, said bytes.Buffer
	cmd := exec.Command("node", "--input-type=module")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(code), &out, &said
	require.NoError(t, cmd.Run(), "this runs Node.js 20.19 or later: %s", &said)
	return strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
}

// gives is an expression, and the JSON text of its value: undefined if it has none, and
// what the error says if it throws.
type gives struct{ expression, value string }

// evaluate evaluates expressions one by one, with the names that the imports give.
func evaluate(t *testing.T, imports string, all []gives) {
	t.Helper()
	var text strings.Builder
	text.WriteString(imports + `
		const print = (expression) => {
			try {
				console.log(JSON.stringify(String(JSON.stringify(expression()))));
			} catch (error) {
				console.log(JSON.stringify(String(error)));
			}
		};
	`)
	for _, g := range all {
		text.WriteString("print(() => (" + g.expression + "));\n")
	}
	lines := node(t, text.String())
	require.Len(t, lines, len(all))
	for i, g := range all {
		var value string
		require.NoError(t, json.Unmarshal([]byte(lines[i]), &value), "%s", lines[i])
		assert.Equal(t, g.value, value, g.expression)
	}
}
