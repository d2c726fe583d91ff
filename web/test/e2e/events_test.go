package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEvents(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	b := g.play()
	b.eval(`globalThis.told = []; for (const type of ["login", "logout", "sessionexpired", "unconfirmed", "delivered"])
		_bc.addEventListener(type, e => told.push(type + " " + JSON.stringify(e.detail)));
		globalThis.once = 0; _bc.addEventListener("login", () => once++, { once: true });
		globalThis.stop = new AbortController(); _bc.addEventListener("login", () => { throw new Error("the page's own") }, { signal: stop.signal });
		globalThis.reported = 0; addEventListener("error", e => { reported++; e.preventDefault() })`, nil)
	b.eval(`_bc.authenticateAnonymous()`, nil)
	profile := b.text(`_bc.getProfileId()`)
	assert.Equal(t, "true", b.text(`(() => { const n = told.length; playerState.logout(); return String(told.length === n) })()`), "not during the call")
	b.eval(`stop.abort()`, nil)
	b.eval(`(async () => { await _bc.authenticateAnonymous(); await _bc.setPacketTimeouts([0.5]) })()`, nil)
	g.break_("packet-session-expired", 1, "READ")
	b.eval(`_bc.sendRequest({ service: "heartbeat", operation: "READ" })`, nil)
	b.eval(`_bc.authenticateAnonymous()`, nil)
	g.break_("http-503", 1, "LOGOUT")
	b.eval(`playerState.logout()`, nil)
	eventually(t, "the logout is delivered", func() bool { return b.kept() == 0 })
	var told []string
	b.eval(`told`, &told)
	login, logout := fmt.Sprintf(`login {"profileId":"%s"}`, profile), fmt.Sprintf(`logout {"profileId":"%s","elsewhere":false}`, profile)
	assert.Equal(t, []string{
		login, logout, login, fmt.Sprintf(`sessionexpired {"profileId":"%s","reasonCode":40303}`, profile), login, logout,
		`unconfirmed {"reasonCode":90001,"statusMessage":"the server answered with HTTP status 503"}`, `delivered {}`,
	}, told)
	assert.Equal(t, "1 1", b.text(`once + " " + reported`))
}

func TestLogoutIsKnownInOtherTabs(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	first := g.logIn()
	session := fmt.Sprintf(`{ sessionId: "%s", packetId: 1, profileId: "%s" }`, first.text(`_bc.getSessionId()`), first.text(`_bc.getProfileId()`))
	var others []*tab
	for range 4 {
		b := first.openBeside()
		b.visit(g.page(g.tag("")))
		b.eval(`_bc.attachSession(`+session+`); globalThis.told = new Promise(done => _bc.addEventListener("logout", e => done(e.detail.elsewhere))); undefined`, nil)
		b.eval(`_bc.ready`, nil)
		require.True(t, b.truth(`_bc.isAuthenticated()`))
		others = append(others, b)
	}
	stranger := first.openBeside()
	stranger.visit(g.page(g.tag("")))
	stranger.eval(`_bc.ready`, nil)
	stranger.eval(`_bc.attachSession({ sessionId: "another", packetId: 1, profileId: "another" })`, nil)
	assert.Equal(t, "200/0", first.result(`playerState.logout()`).codes())
	for _, b := range others {
		assert.True(t, b.truth(`told`))
		assert.False(t, b.truth(`_bc.isAuthenticated()`))
	}
	assert.True(t, stranger.truth(`_bc.isAuthenticated()`), "another player")
	assert.Len(t, g.packets("LOGOUT"), 1)
}

func TestFiveTabsLogOutAtOnce(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	tabs := []*tab{g.logIn()}
	for range 4 {
		b := tabs[0].openBeside()
		b.visit(g.page(g.tag("")))
		require.Equal(t, "200/0", b.result(`_bc.authenticateAnonymous()`).codes())
		tabs = append(tabs, b)
	}
	for _, b := range tabs {
		b.eval(`globalThis.out = null; playerState.logout(r => { out = r }); undefined`, nil)
	}
	for _, b := range tabs {
		eventually(t, "an answer", func() bool { return b.truth(`out !== null`) })
		assert.Contains(t, []string{"200/0", "403/40304", "403/40356"}, b.result(`out`).codes())
		assert.False(t, b.truth(`_bc.isAuthenticated()`))
	}
	eventually(t, "no session is left", func() bool { return g.dispatcher.Sessions() == 0 })
}

func TestPerformanceTimeline(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	b := g.logIn()
	b.eval(`playerState.logout()`, nil)
	b.eval(`playerState.logout()`, nil)
	assert.Equal(t, "playerState.load,playerState.login,playerState.logout",
		b.text(`performance.getEntriesByType("measure").map(e => e.name).sort().join()`), "the latest of each, so that none pile up")
}

// strictPolicy is the one that README names.
const strictPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' %s; require-trusted-types-for 'script'; trusted-types 'none'"

func TestStrictPage(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	g.put("/game.js", file("text/javascript", 200, []byte(`_bc.authenticateAnonymous(() => playerState.logout(r => console.log(r.status)))`)))
	b := openTab(t)
	b.visit(g.put("/game.html", page{
		header: map[string]string{"Content-Security-Policy": fmt.Sprintf(strictPolicy, g.server.URL)},
		html:   `<!doctype html>` + g.tag("") + `<script src="game.js"></script>`,
	}))
	eventually(t, "the game prints", func() bool { return len(b.printed()) > 0 })
	assert.Equal(t, []string{"log: 200"}, b.printed())
}

func TestIntegrity(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	text, err := os.ReadFile(root + "/web/dist/integrity.json")
	require.NoError(t, err)
	var hashes map[string]string
	require.NoError(t, json.Unmarshal(text, &hashes))
	tag := fmt.Sprintf(`<script src="playerstate.js" integrity="%s" data-wasm-integrity="%s" data-app-id="%s" data-app-secret="%s" data-server-url="%s"></script>`,
		hashes["playerstate.js"], hashes["playerstate.wasm"], appID, appSecret, g.serverURL())
	b := openTab(t)
	b.visit(g.page(tag))
	assert.Equal(t, "200/0", b.result(`_bc.authenticateAnonymous()`).codes())
	assert.Equal(t, "200/0", b.result(`playerState.logout()`).codes())

	tampered := append(wasm(t), 0)
	g.put(wasmPath, file("application/wasm", 200, tampered))
	b = openTab(t)
	b.visit(g.page(tag))
	r := b.result(`playerState.logout()`)
	assert.Equal(t, "900/90200", r.codes())
	assert.Contains(t, r.StatusMessage, "integrity")
	assert.Contains(t, b.text(`_bc.ready.catch(e => e.message)`), "integrity")
}

func TestModule(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	for name, use := range map[string]string{
		"a client of its own": `import { createClient, version, reasonCodes } from "./playerstate.mjs";
			const bc = createClient({ appId: "` + appID + `", secret: "` + appSecret + `", appVersion: "1.0.0", serverUrl: "` + g.serverURL() + `" });
			if (version !== bc.version || reasonCodes.NO_SESSION !== 40304) throw new Error("exports");
			const { playerState } = bc, _bc = bc;`,
		"the ready-made one": `import { _bc, playerState } from "./playerstate-` + version(t) + `.mjs";
			if (performance.getEntriesByType("resource").some(e => e.name.endsWith(".wasm"))) throw new Error("loaded before its first use");
			_bc.initialize("` + appID + `", "` + appSecret + `", "1.0.0", "` + g.serverURL() + `");`,
	} {
		t.Run(name, func(t *testing.T) {
			b := openTab(t)
			b.visit(g.page(`<script type="module">` + use + `
				const login = await _bc.authenticateAnonymous();
				const out = await playerState.logout();
				console.log(login.status, out.status, typeof globalThis._bc, typeof globalThis.playerState);
			</script>`))
			eventually(t, "the game prints", func() bool { return len(b.printed())+len(b.thrown()) > 0 })
			assert.Empty(t, b.thrown())
			assert.Equal(t, []string{"log: 200 200 undefined undefined"}, b.printed())
		})
	}
	b := openTab(t)
	b.visit(g.page(""))
	assert.Equal(t, "TypeError: createClient: options.appId must be a string of printable ASCII characters that is not empty, not that number",
		b.text(`import("./playerstate.mjs").then(m => m.createClient({ appId: 5 })).catch(String)`))
}

func TestWorker(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	const use = `
		_bc.initialize("` + appID + `", "` + appSecret + `", "1.0.0", "SERVER");
		const login = await _bc.authenticateAnonymous();
		const out = await playerState.logout();
		postMessage(login.status + " " + out.status);`
	for name, test := range map[string]struct{ script, options string }{
		"classic": {`importScripts("playerstate.js"); (async () => {` + use + `})()`, `{}`},
		"module":  {`import { _bc, playerState } from "./playerstate.mjs";` + use, `{ type: "module" }`},
	} {
		t.Run(name, func(t *testing.T) {
			g.put("/worker.js", file("text/javascript", 200, []byte(strings.Replace(test.script, "SERVER", g.serverURL(), 1))))
			b := openTab(t)
			b.visit(g.page(""))
			assert.Equal(t, "200 200", b.text(`new Promise((done, fail) => {
				const worker = new Worker("worker.js", `+test.options+`);
				worker.onmessage = e => done(e.data);
				worker.onerror = e => done(e.message ?? "error");
			})`))
		})
	}
}
