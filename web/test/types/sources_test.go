package types

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/test/game"
	"playerstate/web/test/registry"
)

// TestTheSourcesCompile checks the types that the comments of the JavaScript give, and
// that the compiler has read every file.
func TestTheSourcesCompile(t *testing.T) {
	tsc := filepath.Join(compilers(t)[newer], "bin", "tsc")
	for folder, imported := range map[string]string{
		"web/src":  "jsbridge/bridge.js",
		"web/demo": "web/playerstate.d.ts",
	} {
		t.Run(folder, func(t *testing.T) {
			out, err := registry.Run(game.Root, "node", tsc, "--project", folder, "--pretty", "false", "--listFiles")
			require.NoError(t, err)
			files, err := filepath.Glob(filepath.Join(game.Root, folder, "*.js"))
			require.NoError(t, err)
			require.NotEmpty(t, files)
			for _, file := range append(files, filepath.Join(game.Root, imported)) {
				name, err := filepath.Rel(game.Root, file)
				require.NoError(t, err)
				assert.Contains(t, string(out), "/"+filepath.ToSlash(name)+"\n")
			}
		})
	}
}
