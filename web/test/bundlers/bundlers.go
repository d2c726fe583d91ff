// Package bundlers has games bundled with the package from npm, by each bundler.
package bundlers

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"playerstate/web/test/game"
	"playerstate/web/test/registry"
)

// packages are the npm packages of these tests. Their versions are part of what is tested.
var packages = []string{
	"vite@8.3.8", "vite7@npm:vite@7.3.8", "webpack@5.113.0", "webpack-cli@7.3.1", "parcel@2.16.4", "esbuild@0.28.2",
	"rollup@4.68.8", "@rollup/plugin-node-resolve@16.0.3", "@rollup/plugin-url@8.0.2",
	"phaser@4.2.1", "deno@2.9.6", "bun@1.4.5",
}

// install installs them, and returns the folder of their names. Only the first run needs
// the network.
func install(t *testing.T) string {
	t.Helper()
	name := strings.NewReplacer("/", "-", ":", "-", "@", "").Replace(strings.Join(packages, "+"))
	modules, err := registry.Install(filepath.Join(game.Root, "web/dist/.bundlers", name), packages...)
	require.NoError(t, err)
	return modules
}
