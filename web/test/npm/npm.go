// Package npm has what npm makes of web/, as a game that installs it sees it.
package npm

import (
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"playerstate/web/test/browser"
	"playerstate/web/test/game"
	"playerstate/web/test/registry"
)

// Pack runs npm pack in web/, and returns the tarball.
func Pack(t *testing.T) string {
	t.Helper()
	require.NoError(t, game.Build())
	to := t.TempDir()
	_, err := registry.Run(filepath.Join(game.Root, "web"), "npm", "pack", "--pack-destination", to)
	require.NoError(t, err)
	return filepath.Join(to, "playerstate-"+game.Version(t)+".tgz")
}

// Source is a module that imports what a game has installed under that name, logs a player
// in and out, and has the statuses of both as the page's title. It begins with imports, and
// its client has more options.
func Source(name, imports, more string) string {
	return imports + `import { createClient } from "` + name + `";
const client = createClient({ ` + more + `appId: "` + game.AppID + `", secret: "` + game.AppSecret + `", appVersion: "1.0.0", serverUrl: new URLSearchParams(location.search).get("server") });
client.authenticateAnonymous().then(async (login) => {
  const logout = await client.playerState.logout();
  document.title = [login, logout].map((result) => result.status === 200 ? "200" : JSON.stringify(result)).join(" ");
});
`
}

// Play opens a folder's index.html on the site of a game, and returns the page's title once
// it has one of its own, and what the page complained of.
func Play(t *testing.T, dir string) (title string, problems []string) {
	t.Helper()
	g := game.New(t)
	require.NoError(t, filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		inside, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		content, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		g.Put("/"+filepath.ToSlash(inside), game.File(kinds[filepath.Ext(name)], http.StatusOK, content))
		return nil
	}))
	return PlayAt(g, g.SiteURL+"/index.html")
}

// PlayAt is the same for a page that is served already.
func PlayAt(g game.Game, url string) (title string, problems []string) {
	g.T.Helper()
	b := g.OpenNew() // the URL is not of the game, and may have been of another one
	b.Visit(url + "?server=" + g.Endpoint())
	browser.Eventually(g.T, "the page has a title of its own", func() bool {
		title = b.Text(`document.title`)
		return title != "game"
	})
	return title, append(b.Printed(), b.Thrown()...)
}

// kinds are the types that a host gives what a bundler writes, by the files' endings.
var kinds = map[string]string{".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8", ".wasm": "application/wasm"}
