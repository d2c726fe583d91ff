package bundlers

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/test/browser"
	"playerstate/web/test/game"
	"playerstate/web/test/registry"
)

// phaserGame has a scene with a button that logs a player in, and one that logs the player
// out. Each scene has its name as the page's title, from its first frame on: Phaser does not
// find the button under a pointer before.
const phaserGame = `import * as Phaser from "phaser";
import { createClient } from "playerstate/inline";
const bc = createClient({ appId: "` + game.AppID + `", secret: "` + game.AppSecret + `", appVersion: "1.0.0", serverUrl: new URLSearchParams(location.search).get("server") });

class Login extends Phaser.Scene {
  constructor() { super("Login"); }
  create() {
    this.events.once("render", () => { document.title = "Login " + bc.isAuthenticated(); });
    this.add.text(10, 10, "Log in", { fontSize: 40 }).setInteractive().on("pointerdown", async () => {
      const result = await bc.authenticateAnonymous();
      if (result.status === 200) this.scene.start("Play");
    });
  }
}

class Play extends Phaser.Scene {
  constructor() { super("Play"); }
  create() {
    this.events.once("render", () => { document.title = "Play " + bc.isAuthenticated(); });
    this.add.text(10, 10, "Log out", { fontSize: 40 }).setInteractive().on("pointerdown", async () => {
      const result = await bc.playerState.logout();
      if (result.status === 200) this.scene.start("Login");
    });
  }
}

new Phaser.Game({ type: Phaser.CANVAS, width: 400, height: 300, audio: { noAudio: true }, scene: [Login, Play] });
`

// TestPhaser has a game of Phaser's log in and out from buttons of its scenes.
func TestPhaser(t *testing.T) {
	modules, dir := install(t), installed(t)
	at := write(t, dir, modules, map[string]string{"main.js": phaserGame})
	_, err := registry.Run(at, filepath.Join(modules, "@esbuild/linux-x64/bin/esbuild"), "main.js", "--bundle", "--outdir=dist",
		"--alias:phaser="+filepath.Join(modules, "phaser"))
	require.NoError(t, err)
	script, err := os.ReadFile(filepath.Join(at, "dist/main.js"))
	require.NoError(t, err)
	g := game.New(t)
	g.Put("/main.js", game.File("text/javascript", http.StatusOK, script))
	g.Put("/phaser.html", game.HTML(page("main.js")))
	b := g.Open()
	b.Visit(g.SiteURL + "/phaser.html?server=" + g.Endpoint())
	shows := func(title string) {
		browser.Eventually(t, title, func() bool { return b.Text(`document.title`) == title })
	}
	click := func() {
		b.Run(`for (const type of ["mousedown", "mouseup"]) {
			const canvas = document.querySelector("canvas"), { left, top } = canvas.getBoundingClientRect();
			canvas.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, button: 0, buttons: type === "mousedown" ? 1 : 0, clientX: left + 30, clientY: top + 25 }));
		}`)
	}
	for range 2 {
		shows("Login false")
		click()
		shows("Play true")
		click()
	}
	shows("Login false")
	assert.Len(t, g.Packets("LOGOUT"), 2)
	assert.Empty(t, b.Thrown())
}
