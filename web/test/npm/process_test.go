package npm

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/test/game"
	"playerstate/web/test/registry"
)

// options are those of createClient for a game.
func options(t *testing.T, g game.Game) string {
	text, err := json.Marshal(map[string]string{"appId": game.AppID, "secret": game.AppSecret, "appVersion": game.AppVersion, "serverUrl": g.Endpoint()})
	require.NoError(t, err)
	return string(text)
}

// component is a module that a server imports for the page, and the page for the player.
const component = `
	import { _bc, playerState } from "playerstate";
	export const createElement = () => "<button>" + (_bc.isAuthenticated() ? "Log out" : "Log in") + "</button>";
	export async function hydrate(button, { appId, secret, appVersion, serverUrl }) {
		const rendered = button.outerHTML === createElement();
		_bc.initialize(appId, secret, appVersion, serverUrl);
		await _bc.authenticateAnonymous();
		document.title = rendered + " " + (await playerState.logout()).status;
	}
`

// TestPackageInNode has processes of Node.js import the package. Each ends by itself, or it
// would not return.
func TestPackageInNode(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "bot")
	_, err := registry.Install(dir, Pack(t))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "component.mjs"), []byte(component), 0o644))
	run := func(t *testing.T, module string) []string {
		file := filepath.Join(dir, "main.mjs")
		require.NoError(t, os.WriteFile(file, []byte(module), 0o644))
		out, err := registry.Run(dir, "node", file)
		require.NoError(t, err)
		return strings.Split(strings.TrimSpace(string(out)), "\n")
	}
	t.Run("an import has no effect", func(t *testing.T) {
		assert.Equal(t, []string{"true", "[]", "false"}, run(t, `
			const effects = () => JSON.stringify([Object.getOwnPropertyNames(globalThis).sort(), process.eventNames().map(String).sort()]);
			const before = effects();
			const { _bc } = await import("playerstate");
			console.log(effects() === before);
			console.log(JSON.stringify(process.getActiveResourcesInfo().filter((name) => /Timeout|Port|TCP/.test(name))));
			console.log(_bc.isAuthenticated());
		`))
	})
	for name, imported := range map[string]string{
		"the package":      `"playerstate"`,
		"one file":         `"playerstate/inline"`,
		"the file of two":  `"./node_modules/playerstate/dist/playerstate.mjs"`,
		"its bytes":        `"playerstate"); const { readFile } = await import("node:fs/promises"`,
		"another's module": `"playerstate"); const { createRequire } = await import("node:module"`,
	} {
		t.Run(name, func(t *testing.T) {
			g := game.New(t)
			wasm := ""
			switch name {
			case "its bytes":
				wasm = `wasm: () => readFile("node_modules/playerstate/dist/playerstate.wasm"), `
			case "another's module":
				wasm = `wasm: WebAssembly.compile(process.getBuiltinModule("fs").readFileSync(createRequire(import.meta.url).resolve("playerstate/playerstate.wasm"))), `
			}
			assert.Equal(t, []string{"200", "true", "200", "false"}, run(t, `
				const { createClient } = await import(`+imported+`);
				const bc = createClient({ `+wasm+`...`+options(t, g)+` });
				console.log((await bc.authenticateAnonymous()).status);
				console.log(bc.isAuthenticated());
				console.log((await bc.playerState.logout()).status);
				console.log(bc.isAuthenticated());
			`))
			assert.Len(t, g.Packets("LOGOUT"), 1)
		})
	}
	t.Run("a player who stays logged in", func(t *testing.T) {
		g := game.New(t)
		assert.Equal(t, []string{"200"}, run(t, `
			import { createClient } from "playerstate";
			console.log((await createClient(`+options(t, g)+`).authenticateAnonymous()).status);
		`), "neither the heartbeat nor the other clients keep the process")
	})
	t.Run("a logout that is unconfirmed", func(t *testing.T) {
		g := game.New(t)
		g.Break("http-503", -1, "LOGOUT")
		assert.Equal(t, []string{"200", "900"}, run(t, `
			import { createClient } from "playerstate";
			const bc = createClient(`+options(t, g)+`);
			bc.setPacketTimeouts([300]);
			console.log((await bc.authenticateAnonymous()).status);
			console.log((await bc.logout()).status);
		`), "the attempts are waited for, and no later ones")
	})
	t.Run("a page that is rendered on a server", func(t *testing.T) {
		g := game.New(t)
		html := run(t, `
			import { createElement } from "./component.mjs";
			console.log("<!doctype html><meta charset=utf-8><title>game</title>" + createElement() + "<script type=module src=hydrate.mjs></script>");
		`)
		g.Put("/index.html", game.HTML(strings.Join(html, "\n")))
		g.Put("/component.mjs", game.File("text/javascript", 200, []byte(strings.ReplaceAll(component, `"playerstate"`, `"./playerstate.mjs"`))))
		g.Put("/hydrate.mjs", game.File("text/javascript", 200, []byte(`import { hydrate } from "./component.mjs"; hydrate(document.querySelector("button"), `+options(t, g)+`);`)))
		title, problems := PlayAt(g, g.SiteURL+"/index.html")
		assert.Equal(t, "true 200", title)
		assert.Empty(t, problems)
	})
	t.Run("no WebAssembly", func(t *testing.T) {
		assert.Equal(t, []string{"900 90200 playerState: the program can not run here: there is no WebAssembly"}, run(t, `
			delete globalThis.WebAssembly;
			console.error = () => {};
			const { playerState } = await import("playerstate");
			const { status, reason_code, status_message } = await playerState.logout();
			console.log(status, reason_code, status_message);
		`))
	})
}
