// Package types holds playerstate.d.ts against the TypeScript compiler and against the
// running program.
package types

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/test/game"
	"playerstate/web/test/registry"
)

// The types have to mean the same to both compilers.
const (
	// older is the last one that is written in JavaScript, which also has an API.
	older = "6.0.3"
	// newer is the first one that is not.
	newer = "7.0.2"
)

// compilers are the folders of the compilers, by version. Only the first run needs the
// network.
func compilers(t *testing.T) map[string]string {
	modules, err := registry.Install(filepath.Join(game.Root, "web/dist/.types", older+"+"+newer), "older@npm:typescript@"+older, "newer@npm:typescript@"+newer)
	require.NoError(t, err)
	return map[string]string{older: filepath.Join(modules, "older"), newer: filepath.Join(modules, "newer")}
}

// diagnostic is one of the compilers' lines.
var diagnostic = regexp.MustCompile(`(?m)^(\S+)\((\d+),\d+\): error `)

func TestRightUsesCompileAndEachWrongOneDoesNot(t *testing.T) {
	text, err := os.ReadFile("wrong.ts")
	require.NoError(t, err)
	lines := strings.Split(string(text), "\n")
	at := func(i int) string { return fmt.Sprintf("wrong.ts:%d: %s", i+1, lines[i]) }
	var wrong []string
	for i, line := range lines {
		if strings.HasPrefix(line, "// wrong: ") {
			wrong = append(wrong, at(i+1))
		}
	}
	require.NotEmpty(t, wrong)

	for version, compiler := range compilers(t) {
		t.Run(version, func(t *testing.T) {
			out, err := registry.Run(".", "node", filepath.Join(compiler, "bin", "tsc"), "--project", ".", "--pretty", "false")
			require.Error(t, err, "it finds the wrong uses")
			var rejected []string
			for _, m := range diagnostic.FindAllStringSubmatch(string(out), -1) {
				require.Equal(t, "wrong.ts", m[1], "%s", out)
				var line int
				_, err := fmt.Sscan(m[2], &line)
				require.NoError(t, err)
				rejected = append(rejected, at(line-1))
			}
			assert.Equal(t, wrong, slices.Compact(rejected), "%s", out)
		})
	}
}
