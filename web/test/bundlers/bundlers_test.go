package bundlers

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/test/browser"
	"playerstate/web/test/game"
	"playerstate/web/test/npm"
	"playerstate/web/test/registry"
)

func TestMain(m *testing.M) { game.Main(m, browser.StartChromium) }

// page is the game's page, which loads a script.
func page(script string) string {
	return `<!doctype html><meta charset="utf-8"><title>game</title><script type="module" src="` + script + `"></script>`
}

// oneFile and twoFiles are the game's module without a bundler's configuration.
var (
	oneFile  = npm.Source("playerstate/inline", "", "")
	twoFiles = npm.Source("playerstate", "", "")
)

// rollup is a configuration with those plugins. MODULES is the folder of the packages.
func rollup(plugins string) string {
	return `import resolve from "MODULES/@rollup/plugin-node-resolve/dist/es/index.js";
import url from "MODULES/@rollup/plugin-url/dist/es/index.js";
export default { input: "main.js", output: { dir: "dist", format: "es", entryFileNames: "main.js" }, plugins: [resolve({ browser: true }), ` + plugins + `] };
`
}

// bundlers are the ways to bundle a game: its module, the other files, and the command,
// which writes to dist. The page is copied beside the script unless the bundler makes one.
var bundlers = map[string]struct {
	source  string
	files   map[string]string
	command string
	script  string // of the page, if the bundler makes none
}{
	"Vite, one file":     {oneFile, nil, "MODULES/vite/bin/vite.js build", ""},
	"Vite, two files":    {twoFiles, nil, "MODULES/vite/bin/vite.js build", ""},
	"webpack, one file":  {oneFile, nil, "MODULES/webpack-cli/bin/cli.js --mode production --entry ./main.js", "main.js"},
	"webpack, two files": {twoFiles, nil, "MODULES/webpack-cli/bin/cli.js --mode production --entry ./main.js", "main.js"},
	"Parcel, one file":   {oneFile, nil, "MODULES/parcel/lib/bin.js build index.html --no-cache --public-url ./", ""},
	"Parcel, two files":  {twoFiles, nil, "MODULES/parcel/lib/bin.js build index.html --no-cache --public-url ./", ""},
	"esbuild, one file":  {oneFile, nil, "MODULES/esbuild/bin/esbuild main.js --bundle --minify --outdir=dist", "main.js"},
	"esbuild, two files": {
		npm.Source("playerstate", `import wasmUrl from "playerstate/playerstate.wasm"; `, "wasmUrl, "), nil,
		"MODULES/esbuild/bin/esbuild main.js --bundle --minify --outdir=dist --loader:.wasm=file", "main.js",
	},
	"esbuild, bytes": {
		npm.Source("playerstate", `import wasm from "playerstate/playerstate.wasm"; `, "wasm, "), nil,
		"MODULES/esbuild/bin/esbuild main.js --bundle --minify --outdir=dist --loader:.wasm=binary", "main.js",
	},
	"Rollup, one file": {oneFile, map[string]string{"rollup.config.mjs": rollup("")}, "MODULES/rollup/dist/bin/rollup --config", "main.js"},
	"Rollup, two files": {
		npm.Source("playerstate", `import wasmUrl from "playerstate/playerstate.wasm"; `, "wasmUrl, "),
		map[string]string{"rollup.config.mjs": rollup(`url({ include: "**/*.wasm", limit: 0 })`)},
		"MODULES/rollup/dist/bin/rollup --config", "main.js",
	},
}

// write writes a game into a folder of its own, with the package that is installed in dir.
func write(t *testing.T, dir, modules string, files map[string]string) string {
	t.Helper()
	at := t.TempDir()
	const installed = "node_modules/playerstate"
	require.NoError(t, os.CopyFS(filepath.Join(at, installed), os.DirFS(filepath.Join(dir, installed))))
	for name, text := range files {
		require.NoError(t, os.WriteFile(filepath.Join(at, name), []byte(strings.ReplaceAll(text, "MODULES", modules)), 0o644))
	}
	return at
}

// installed is a folder with the package, as npm installs its tarball.
func installed(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "games")
	_, err := registry.Install(dir, npm.Pack(t))
	require.NoError(t, err)
	return dir
}

func TestBundlers(t *testing.T) {
	modules, dir := install(t), installed(t)
	for name, b := range bundlers {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"package.json": `{ "name": "game", "private": true, "type": "module" }`, "index.html": page("./main.js"), "main.js": b.source}
			for file, text := range b.files {
				files[file] = text
			}
			at := write(t, dir, modules, files)
			command := strings.Fields(strings.ReplaceAll(b.command, "MODULES", modules))
			if strings.HasSuffix(command[0], "/esbuild") {
				command = append([]string{filepath.Join(modules, "@esbuild/linux-x64/bin/esbuild")}, command[1:]...)
			} else {
				command = append([]string{"node"}, command...)
			}
			_, err := registry.Run(at, command[0], command[1:]...)
			require.NoError(t, err)
			if b.script != "" {
				require.NoError(t, os.WriteFile(filepath.Join(at, "dist/index.html"), []byte(page(b.script)), 0o644))
			}
			title, problems := npm.Play(t, filepath.Join(at, "dist"))
			assert.Equal(t, "200 200", title)
			assert.Empty(t, problems)
		})
	}
}

// TestViteDev has Vite's development server. Before Vite 8 it bundled what is imported from a
// package into a folder of its own, where no program is.
func TestViteDev(t *testing.T) {
	modules, dir := install(t), installed(t)
	for name, test := range map[string]struct{ vite, source, config, title string }{
		"one file":               {"vite", oneFile, `{}`, `^200 200$`},
		"two files":              {"vite", twoFiles, `{}`, `^200 200$`},
		"7, one file":            {"vite7", oneFile, `{}`, `^200 200$`},
		"7, two files, excluded": {"vite7", twoFiles, `{ optimizeDeps: { exclude: ["playerstate"] } }`, `^200 200$`},
		"7, two files":           {"vite7", twoFiles, `{}`, `a page \(HTML\) came in place of .*playerstate/inline`},
	} {
		t.Run(name, func(t *testing.T) {
			at := write(t, dir, modules, map[string]string{
				"package.json": `{ "name": "game", "private": true, "type": "module" }`, "index.html": page("/main.js"), "main.js": test.source,
				"vite.config.js": "export default " + test.config,
			})
			cmd := exec.Command("node", filepath.Join(modules, test.vite, "bin/vite.js"), "--host", "127.0.0.1", "--port", "0")
			cmd.Dir = at
			cmd.Env = append(os.Environ(), "NO_COLOR=1")
			out, err := cmd.StdoutPipe()
			require.NoError(t, err)
			require.NoError(t, cmd.Start())
			t.Cleanup(func() {
				_ = cmd.Process.Kill() // or it has ended
				_ = cmd.Wait()         // as it was killed
			})
			var url string
			for lines := bufio.NewScanner(out); url == "" && lines.Scan(); {
				url = regexp.MustCompile(`http://127\.0\.0\.1:\d+/`).FindString(lines.Text())
			}
			require.NotEmpty(t, url)
			title, _ := npm.PlayAt(game.New(t), url)
			assert.Regexp(t, test.title, title)
		})
	}
}

// TestOtherProcesses has Deno and Bun import the package. Each ends by itself.
func TestOtherProcesses(t *testing.T) {
	modules, dir := install(t), installed(t)
	for name, command := range map[string]string{"Deno": "@deno/linux-x64-glibc/deno run --allow-all", "Bun": "@oven/bun-linux-x64/bin/bun"} {
		for i, imported := range []string{"playerstate", "playerstate/inline", "./node_modules/playerstate/dist/playerstate.mjs"} {
			t.Run(name+" "+imported, func(t *testing.T) {
				g := game.New(t)
				module := fmt.Sprintf(`
					import { createClient } from %q;
					const bc = createClient({ appId: %q, secret: %q, appVersion: "1.0.0", serverUrl: %q });
					console.log((await bc.authenticateAnonymous()).status, (await bc.playerState.logout()).status);
				`, imported, game.AppID, game.AppSecret, g.Endpoint())
				file := filepath.Join(dir, fmt.Sprintf("main-%d.mjs", i)) // Deno has storage for each
				require.NoError(t, os.WriteFile(file, []byte(module), 0o644))
				args := append(strings.Fields(command), file)
				out, err := registry.Run(dir, filepath.Join(modules, args[0]), args[1:]...)
				require.NoError(t, err)
				assert.Equal(t, "200 200\n", string(out))
			})
		}
	}
}
