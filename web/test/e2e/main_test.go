// Package e2e plays games with what is shipped, in a browser, against a server that does
// what the test says. The build tags "firefox" and "webkit" make it one of those; without, it
// is Chromium.
package e2e

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"playerstate/web/test/game"
)

func TestMain(m *testing.M) { game.Main(m, start) }

// wasmPath is the program's path on the site.
const wasmPath = "/playerstate.wasm"

// wasm is the shipped program.
func wasm(t *testing.T) []byte {
	t.Helper()
	require.NoError(t, game.Build())
	program, err := os.ReadFile(game.Root + "/web/dist/playerstate.wasm")
	require.NoError(t, err)
	return program
}
