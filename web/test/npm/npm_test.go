package npm

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/test/browser"
	"playerstate/web/test/game"
	"playerstate/web/test/registry"
)

func TestMain(m *testing.M) { game.Main(m, browser.StartChromium) }

const (
	// vitePackage bundles the app. Its version is part of what is tested.
	vitePackage = "vite@8.3.8"
	// typeScriptPackage compiles it. Its version is part of what is tested, too.
	typeScriptPackage = "typescript@7.0.2"
	// publintPackage and typesPackage check packages.
	publintPackage, typesPackage = "publint@0.3.25", "@arethetypeswrong/cli@0.18.5"
)

// contents are the files of a tarball.
func contents(t *testing.T, tarball string) (names []string) {
	f, err := os.Open(tarball)
	require.NoError(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	require.NoError(t, err)
	for r := tar.NewReader(z); ; {
		header, err := r.Next()
		if err == io.EOF {
			return names
		}
		require.NoError(t, err)
		names = append(names, header.Name)
	}
}

// app is the source of an empty Vite app, by file.
var app = map[string]string{
	"package.json": `{ "name": "game", "private": true, "type": "module" }`,
	"index.html":   `<!doctype html><meta charset="utf-8"><title>game</title><script type="module" src="/main.ts"></script>`,
	"main.ts":      Source("playerstate", "", ""),
}

func TestPackageInAViteApp(t *testing.T) {
	modules, err := registry.Install(filepath.Join(game.Root, "web/dist/.vite", vitePackage+"+"+typeScriptPackage), vitePackage, typeScriptPackage)
	require.NoError(t, err)
	tarball := Pack(t)
	require.ElementsMatch(t, []string{
		"package/package.json",
		"package/inline.js",
		"package/playerstate.d.ts",
		"package/CHANGELOG.md",
		"package/NOTICE",
		"package/dist/playerstate.inline.js",
		"package/dist/playerstate.inline.mjs",
		"package/dist/playerstate.js",
		"package/dist/playerstate.mjs",
		"package/dist/playerstate.wasm",
	}, contents(t, tarball))

	dir := filepath.Join(t.TempDir(), "game")
	_, err = registry.Install(dir, tarball)
	require.NoError(t, err)
	for name, content := range app {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644))
	}

	for _, resolution := range []string{"bundler", "nodenext"} {
		module := map[string]string{"bundler": "esnext", "nodenext": "nodenext"}[resolution]
		_, err := registry.Run(dir, "node", filepath.Join(modules, "typescript/bin/tsc"), "--noEmit", "--strict", "--target", "es2022",
			"--types", "", "--module", module, "--moduleResolution", resolution, "main.ts")
		require.NoError(t, err, "its types are found")
	}

	_, err = registry.Run(dir, "node", filepath.Join(modules, "vite/bin/vite.js"), "build")
	require.NoError(t, err)
	programs, err := filepath.Glob(filepath.Join(dir, "dist/assets/playerstate-*.wasm"))
	require.NoError(t, err)
	require.Len(t, programs, 1, "the program is among the assets")
	shipped, err := os.ReadFile(filepath.Join(dir, "node_modules/playerstate/dist/playerstate.wasm"))
	require.NoError(t, err)
	emitted, err := os.ReadFile(programs[0])
	require.NoError(t, err)
	assert.True(t, bytes.Equal(shipped, emitted), "it is the one that is shipped")

	title, problems := Play(t, filepath.Join(dir, "dist"))
	assert.Equal(t, "200 200", title)
	assert.Empty(t, problems)
}

// TestPackageIsSound has what checks packages look at the tarball.
func TestPackageIsSound(t *testing.T) {
	modules, err := registry.Install(filepath.Join(game.Root, "web/dist/.publint", publintPackage+"+"+strings.ReplaceAll(typesPackage, "/", "-")), publintPackage, typesPackage)
	require.NoError(t, err)
	tarball := Pack(t)
	for _, args := range [][]string{
		{"publint/src/cli.js", "run", tarball, "--strict"},
		// It is for those who import: the .wasm has no types.
		{"@arethetypeswrong/cli/dist/index.js", tarball, "--profile", "esm-only", "--exclude-entrypoints", "playerstate.wasm"},
	} {
		args[0] = filepath.Join(modules, args[0])
		out, err := registry.Run(t.TempDir(), "node", args...)
		assert.NoError(t, err, "%s", out)
	}
}
