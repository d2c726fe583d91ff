package e2e

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/server/dispatcher"
	"playerstate/web/test/browser"
	"playerstate/web/test/game"
)

// createOptions are the game's options, as createClient takes them.
func createOptions(g game.Game, serverURL string) string {
	return `appId: "` + game.AppID + `", secret: "` + game.AppSecret + `", appVersion: "1.0.0", serverUrl: "` + serverURL + `"`
}

// TestPageOfAURLWithAPassword has a page whose relative URLs have a user's name and password
// in them: fetch refuses those, and nobody is to read them.
func TestPageOfAURLWithAPassword(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	named := func(url string) string { return strings.Replace(url, "http://", "http://ann:hush@", 1) }
	open := func(serverURL string) game.Tab {
		b := g.For(t).Open()
		b.Visit(named(g.Page(strings.Replace(g.Tag(""), g.Endpoint(), serverURL, 1))))
		require.Contains(t, b.Text(`document.baseURI`), "ann:hush@")
		return b
	}
	for _, serverURL := range []string{dispatcher.Path, named(g.Endpoint())} {
		b := open(serverURL)
		b.Run(`_bc.enableLogging(true)`)
		logsInAndOut(t, b)
		assert.NotContains(t, strings.Join(b.Printed(), "\n"), "hush")
	}
	b := g.Open()
	b.Visit(named(g.Page("")))
	assert.Equal(t, "200 200", b.Text(`import("./playerstate.mjs").then(async ({ createClient }) => {
		const bc = createClient({ `+createOptions(g, dispatcher.Path)+`, wasmUrl: document.baseURI.replace("game.html", "playerstate.wasm") });
		return (await bc.authenticateAnonymous()).status + " " + (await bc.logout()).status;
	})`))

	g.Put(wasmPath, game.File("text/html", 404, nil))
	b = open(g.Endpoint())
	r := b.Result(`playerState.logout()`)
	assert.Contains(t, r.StatusMessage, g.SiteURL+wasmPath)
	assert.Contains(t, strings.Join(b.Printed(), "\n"), g.SiteURL+wasmPath)
}

// TestScriptOfABlob has a page that makes the script's URL itself: the program is beside the
// page then.
func TestScriptOfABlob(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	for name, use := range map[string]string{
		"a tag": `const tag = document.createElement("script");
			Object.assign(tag.dataset, { appId: "` + game.AppID + `", appSecret: "` + game.AppSecret + `", appVersion: "1.0.0", serverUrl: "` + g.Endpoint() + `" });
			await new Promise((done, fail) => { Object.assign(tag, { src: scriptURL, onload: done, onerror: fail }); document.body.append(tag); });
			const bc = _bc;`,
		"a module": `const { createClient } = await import(scriptURL);
			const bc = createClient({ ` + createOptions(g, g.Endpoint()) + ` });`,
		"a module with a wasmUrl": `const { createClient } = await import(scriptURL);
			const bc = createClient({ ` + createOptions(g, g.Endpoint()) + `, wasmUrl: "/playerstate-` + game.Version(t) + `.wasm" });`,
	} {
		t.Run(name, func(t *testing.T) {
			b := g.For(t).Open()
			b.Visit(g.Page(""))
			source := "playerstate.js"
			if strings.Contains(use, "import(") {
				source = "playerstate.mjs"
			}
			assert.Equal(t, "200 200", b.Text(`(async () => {
				const scriptURL = URL.createObjectURL(new Blob([await (await fetch("`+source+`")).text()], { type: "text/javascript" }));
				`+use+`
				return (await bc.authenticateAnonymous()).status + " " + (await bc.playerState.logout()).status;
			})()`))
		})
	}
}

// TestWorkerOfABlob has a worker that is beside nothing: each call is answered with the
// reason, unless it is said where the program is.
func TestWorkerOfABlob(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.Open()
	b.Visit(g.Page(""))
	const nowhere = "900/90200 playerState: the program could not be loaded: neither the script nor the page has a URL"
	for name, test := range map[string]struct{ script, options, want string }{
		"classic":                         {`importScripts("SITE/playerstate.js"); const bc = _bc;`, `{}`, nowhere},
		"classic, with a module's source": {`const bc = createClient({ ` + createOptions(g, g.Endpoint()) + ` });`, `{}`, nowhere},
		"the same, with a wasmUrl":        {`const bc = createClient({ ` + createOptions(g, g.Endpoint()) + `, wasmUrl: "SITE/playerstate.wasm" });`, `{}`, "200/0"},
		"module":                          {`import { createClient } from "SITE/playerstate.mjs"; const bc = createClient({ ` + createOptions(g, g.Endpoint()) + ` });`, `{ type: "module" }`, "200/0"},
	} {
		script := strings.ReplaceAll(test.script, "SITE", g.SiteURL)
		if strings.HasPrefix(test.script, "const") {
			script = bundled(t, `export { createClient } from "./playerstate.mjs"`) + "const { createClient } = bundle;" + script
		}
		script += `bc.authenticateAnonymous().then(r => postMessage(r.status + "/" + (r.reason_code ?? 0) + " " + (r.status_message ?? "")));`
		g.Put("/script.js", game.File("text/javascript", 200, []byte(script)))
		assert.Contains(t, b.Text(`(async () => {
			const script = await (await fetch("script.js")).text();
			const worker = new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })), `+test.options+`);
			return new Promise((done, fail) => {
				worker.onmessage = e => done(e.data);
				worker.onerror = e => done(e.message ?? "error");
			});
		})()`), test.want, name)
	}
}

// bundled is the module, bundled to a classic script that makes one global object, bundle:
// it does not know its own URL then.
func bundled(t *testing.T, entry string) string {
	t.Helper()
	dist, err := filepath.Abs(game.Root + "/web/dist")
	require.NoError(t, err)
	result := api.Build(api.BuildOptions{
		Stdin:      &api.StdinOptions{Contents: entry, ResolveDir: dist},
		Bundle:     true,
		Format:     api.FormatIIFE,
		GlobalName: "bundle",
	})
	require.Empty(t, result.Errors)
	return string(result.OutputFiles[0].Contents)
}

// TestBundledModule has a page that bundles the module into a classic script.
func TestBundledModule(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	g.Put("/assets/game.js", game.File("text/javascript", 200, []byte(bundled(t, `export * from "./playerstate.mjs"`))))
	for name, wasmURL := range map[string]string{"beside the page": ``, "elsewhere": `, wasmUrl: new URL("/playerstate.wasm", location.href)`} {
		t.Run(name, func(t *testing.T) {
			g := g.Again(t)
			b := g.Open()
			b.Visit(g.Page(`<script src="assets/game.js"></script><script>var _bc = bundle.createClient({ ` + createOptions(g, g.Endpoint()) + wasmURL + ` }), playerState = _bc.playerState;</script>`))
			logsInAndOut(t, b)
		})
	}
}

// TestTagOfAModule has the classic script in a tag that makes a module of it: it is not told
// then which tag is its own.
func TestTagOfAModule(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	g.Put("/other.js", game.File("text/javascript", 200, nil))
	for _, src := range []string{"playerstate.js", "./playerstate.js?v=1.js#x", "playerstate-" + game.Version(t) + ".js"} {
		t.Run(src, func(t *testing.T) {
			g := g.Again(t)
			b := g.Open()
			b.Visit(g.Page(`<script src="other.js" data-app-id="1"></script>` + strings.Replace(g.Tag(`type="module"`), `"playerstate.js"`, `"`+src+`"`, 1)))
			browser.Eventually(t, "the script has run", func() bool { return b.Truth(`typeof _bc === "object"`) })
			logsInAndOut(t, b)
			assert.Empty(t, b.Printed())
		})
	}
	b := g.Open()
	b.Visit(g.Page(`<script type="module">import "./playerstate.js"; globalThis.imported = true</script>`))
	browser.Eventually(t, "the script has run", func() bool { return b.Truth(`globalThis.imported === true`) })
	assert.Equal(t, "900/90202", b.Codes(`playerState.logout()`))
	require.Len(t, b.Printed(), 1)
	assert.Contains(t, b.Printed()[0], `leave type="module" out, or call _bc.initialize`)
}

// TestProgramIsBesideTheScript has a page in a folder that the script is not in.
func TestProgramIsBesideTheScript(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	for _, attributes := range []string{"", `type="module"`} {
		b := g.For(t).Open()
		b.Visit(g.Put("/deep/game.html", game.HTML("<!doctype html>"+strings.Replace(g.Tag(attributes), `"playerstate.js"`, `"/playerstate-`+game.Version(t)+`.js?v=2"`, 1))))
		browser.Eventually(t, "the script has run", func() bool { return b.Truth(`typeof _bc === "object"`) })
		logsInAndOut(t, b)
	}
}
