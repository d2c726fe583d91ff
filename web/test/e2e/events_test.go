package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/test/browser"
	"playerstate/web/test/game"
)

func TestEvents(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.Play()
	b.Run(`globalThis.told = []; for (const type of ["login", "logout", "sessionexpired", "unconfirmed", "delivered"])
		_bc.addEventListener(type, e => told.push(type + " " + JSON.stringify(e.detail)));
		globalThis.once = 0; _bc.addEventListener("login", () => once++, { once: true });
		globalThis.stop = new AbortController(); _bc.addEventListener("login", () => { throw new Error("the page's own") }, { signal: stop.signal });
		globalThis.reported = 0; addEventListener("error", e => { reported++; e.preventDefault() })`)
	b.Run(`_bc.authenticateAnonymous()`)
	profile := b.Text(`_bc.getProfileId()`)
	assert.Equal(t, "true", b.Text(`(() => { const n = told.length; playerState.logout(); return String(told.length === n) })()`), "not during the call")
	b.Run(`stop.abort()`)
	b.Run(`_bc.authenticateAnonymous()`)
	b.Run(game.OneAttempt)
	g.Break("packet-session-expired", 1, "READ")
	b.Run(`_bc.sendRequest({ service: "heartbeat", operation: "READ" })`)
	b.Run(`_bc.authenticateAnonymous()`)
	g.Break("http-503", 1, "LOGOUT")
	b.Run(`playerState.logout()`)
	b.Delivered()
	var told []string
	b.Eval(`told`, &told)
	login, logout := fmt.Sprintf(`login {"profileId":"%s"}`, profile), fmt.Sprintf(`logout {"profileId":"%s","elsewhere":false}`, profile)
	assert.Equal(t, []string{
		login, logout, login, fmt.Sprintf(`sessionexpired {"profileId":"%s","reasonCode":40303}`, profile), login, logout,
		`unconfirmed {"reasonCode":90001,"statusMessage":"the server answered with HTTP status 503"}`, `delivered {}`,
	}, told)
	assert.Equal(t, "1 1", b.Text(`once + " " + reported`))
}

func TestLogoutIsKnownInOtherTabs(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	first := g.LogIn()
	// None of them sends a heartbeat, however slow the machine is.
	session := fmt.Sprintf(`{ sessionId: "%s", packetId: 1, profileId: "%s", expiresInSeconds: 36000 }`, first.Session(), first.Text(`_bc.getProfileId()`))
	var others []game.Tab
	for range 4 {
		b := first.Beside()
		b.Visit(g.Page(g.Tag("")))
		b.Run(`_bc.attachSession(` + session + `); globalThis.told = new Promise(done => _bc.addEventListener("logout", e => done(e.detail.elsewhere))); undefined`)
		b.Run(`_bc.ready`)
		require.True(t, b.Truth(`_bc.isAuthenticated()`))
		others = append(others, b)
	}
	stranger := g.PlayIn(first.Beside())
	stranger.Run(`_bc.attachSession({ sessionId: "another", packetId: 1, profileId: "another" })`)
	assert.Equal(t, "200/0", first.Codes(`playerState.logout()`))
	for _, b := range others {
		assert.True(t, b.Truth(`told`))
		assert.False(t, b.Truth(`_bc.isAuthenticated()`))
	}
	assert.True(t, stranger.Truth(`_bc.isAuthenticated()`), "another player")
	assert.Len(t, g.Packets("LOGOUT"), 1)
}

func TestFiveTabsLogOutAtOnce(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	tabs := []game.Tab{g.LogIn()}
	for range 4 {
		b := g.PlayIn(tabs[0].Beside())
		b.LogIn()
		tabs = append(tabs, b)
	}
	for _, b := range tabs {
		b.Run(`globalThis.out = null; playerState.logout(r => { out = r }); undefined`)
	}
	for _, b := range tabs {
		browser.Eventually(t, "an answer", func() bool { return b.Truth(`out !== null`) })
		assert.Contains(t, []string{"200/0", "403/40304", "403/40356"}, b.Codes(`out`))
		assert.False(t, b.Truth(`_bc.isAuthenticated()`))
	}
	browser.Eventually(t, "no session is left", func() bool { return g.Dispatcher.Sessions() == 0 })
}

func TestPerformanceTimeline(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.LogIn()
	b.Run(`playerState.logout()`)
	b.Run(`playerState.logout()`)
	assert.Equal(t, "playerState.load,playerState.login,playerState.logout",
		b.Text(`performance.getEntriesByType("measure").map(e => e.name).sort().join()`), "the latest of each, so that none pile up")
}

// strictPolicy is the one that README names, and lets nobody make a policy for Trusted Types.
const strictPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' %s; require-trusted-types-for 'script'; trusted-types 'none'"

func TestStrictPage(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	g.Put("/game.js", game.File("text/javascript", 200, []byte(`_bc.authenticateAnonymous(() => playerState.logout(r => console.log(r.status)))`)))
	for _, tag := range []string{g.Tag(""), inlineTag(g, "")} {
		b := g.Open()
		b.Visit(g.Put("/game.html", game.With("Content-Security-Policy", fmt.Sprintf(strictPolicy, g.ServerURL),
			game.HTML(`<!doctype html>`+tag+`<script src="game.js"></script>`))))
		browser.Eventually(t, "the game prints", func() bool { return len(b.Printed()) > 0 })
		assert.Equal(t, []string{"log: 200"}, b.Printed())
	}
}

func TestIntegrity(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	text, err := os.ReadFile(game.Root + "/web/dist/integrity.json")
	require.NoError(t, err)
	var hashes map[string]string
	require.NoError(t, json.Unmarshal(text, &hashes))
	tag := g.Tag(fmt.Sprintf(`integrity="%s" data-wasm-integrity="%s"`, hashes["playerstate.js"], hashes["playerstate.wasm"]))
	b := g.Open()
	b.Visit(g.Page(tag))
	assert.Equal(t, "200/0", b.Codes(`_bc.authenticateAnonymous()`))
	assert.Equal(t, "200/0", b.Codes(`playerState.logout()`))

	tampered := append(wasm(t), 0)
	g.Put(wasmPath, game.File("application/wasm", 200, tampered))
	b = g.Open()
	b.Visit(g.Page(tag))
	r := b.Result(`playerState.logout()`)
	assert.Equal(t, "900/90200", r.Codes())
	assert.Contains(t, r.StatusMessage, "integrity")
	assert.Contains(t, b.Text(`_bc.ready.catch(e => e.message)`), "integrity")
}

func TestModule(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	for name, use := range map[string]string{
		"a client of its own": `import { createClient, version, reasonCodes } from "./playerstate.mjs";
			const bc = createClient({ appId: "` + game.AppID + `", secret: "` + game.AppSecret + `", appVersion: "1.0.0", serverUrl: "` + g.Endpoint() + `" });
			if (version !== bc.version || reasonCodes.NO_SESSION !== 40304) throw new Error("exports");
			const { playerState } = bc, _bc = bc;`,
		"the ready-made one": `import { _bc, playerState } from "./playerstate-` + game.Version(t) + `.mjs";
			if (performance.getEntriesByType("resource").some(e => e.name.endsWith(".wasm"))) throw new Error("loaded before its first use");
			_bc.initialize("` + game.AppID + `", "` + game.AppSecret + `", "1.0.0", "` + g.Endpoint() + `");`,
	} {
		t.Run(name, func(t *testing.T) {
			b := g.For(t).Open()
			b.Visit(g.Page(`<script type="module">` + use + `
				const login = await _bc.authenticateAnonymous();
				const out = await playerState.logout();
				console.log(login.status, out.status, typeof globalThis._bc, typeof globalThis.playerState);
			</script>`))
			browser.Eventually(t, "the game prints", func() bool { return len(b.Printed())+len(b.Thrown()) > 0 })
			assert.Empty(t, b.Thrown())
			assert.Equal(t, []string{"log: 200 200 undefined undefined"}, b.Printed())
		})
	}
	b := g.Open()
	b.Visit(g.Page(""))
	assert.Equal(t, "TypeError: createClient: options.appId must be a string of printable ASCII characters that is not empty, not that number",
		b.Text(`import("./playerstate.mjs").then(m => m.createClient({ appId: 5 })).catch(String)`))
}

func TestWorker(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	const use = `
		_bc.initialize("` + game.AppID + `", "` + game.AppSecret + `", "1.0.0", "SERVER");
		const login = await _bc.authenticateAnonymous();
		const out = await playerState.logout();
		postMessage(login.status + " " + out.status);`
	for name, test := range map[string]struct{ script, options string }{
		"classic": {`importScripts("playerstate.js"); (async () => {` + use + `})()`, `{}`},
		"module":  {`import { _bc, playerState } from "./playerstate.mjs";` + use, `{ type: "module" }`},
	} {
		t.Run(name, func(t *testing.T) {
			g := g.Again(t)
			g.Put("/worker.js", game.File("text/javascript", 200, []byte(strings.Replace(test.script, "SERVER", g.Endpoint(), 1))))
			b := g.Open()
			b.Visit(g.Page(""))
			assert.Equal(t, "200 200", b.Text(`new Promise((done, fail) => {
				const worker = new Worker("worker.js", `+test.options+`);
				worker.onmessage = e => done(e.data);
				worker.onerror = e => done(e.message ?? "error");
			})`))
		})
	}
}
