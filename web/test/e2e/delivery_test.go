package e2e

import (
	"net/http"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// kept is how many unconfirmed logouts the page's storage holds.
func (b *tab) kept() int {
	b.t.Helper()
	n, err := strconv.Atoi(b.text(`String(Object.keys(localStorage).filter(k => k.startsWith("playerState.unconfirmed.")).length)`))
	require.NoError(b.t, err)
	return n
}

// unconfirmed is a tab whose logout nobody answered, and the session's id.
func (g *game) unconfirmed() (*tab, string) {
	b := g.logIn()
	id := b.text(`_bc.getSessionId()`)
	b.eval(`_bc.setPacketTimeouts([0.5])`, nil)
	g.break_("http-503", -1, "LOGOUT")
	require.Equal(g.t, "900/90001", b.result(`playerState.logout()`).codes())
	require.True(g.t, g.dispatcher.SessionAlive(id))
	require.Equal(g.t, 1, b.kept())
	return b, id
}

func TestUnconfirmedLogoutIsDeliveredByItself(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	b, id := g.unconfirmed()
	g.break_("none", 0, "")
	eventually(t, "it is delivered", func() bool { return !g.dispatcher.SessionAlive(id) })
	eventually(t, "its record is dropped", func() bool { return b.kept() == 0 })
	packets := g.packets("LOGOUT")
	for _, x := range packets {
		assert.Equal(t, packets[0].Body, x.Body)
	}
}

func TestUnconfirmedLogoutIsDeliveredOnTheNextLoad(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	b, id := g.unconfirmed()
	b.visit("about:blank")
	g.break_("none", 0, "")
	b.visit(g.page(`<script src="playerstate.js"></script>`)) // not even initialised
	eventually(t, "it is delivered", func() bool { return !g.dispatcher.SessionAlive(id) })
	eventually(t, "its record is dropped", func() bool { return b.kept() == 0 })
}

func TestLogoutBeforeLeavingThePageIsDelivered(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	b := g.logIn()
	id := b.text(`_bc.getSessionId()`)
	g.break_("hang", 1, "LOGOUT")
	b.eval(`playerState.logout(); undefined`, nil)
	b.visit("about:blank")
	b.visit(g.page(g.tag("")))
	eventually(t, "it is delivered", func() bool { return !g.dispatcher.SessionAlive(id) })
}

func TestUnconfirmedLogoutIsDeliveredOnline(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	b := g.logIn()
	id := b.text(`_bc.getSessionId()`)
	// No wait for a retry ever ends, so that nothing but the event delivers it.
	b.eval(`_bc.setPacketTimeouts([0.5]); globalThis.setTimeout = (real => (f, ms, ...args) => ms >= 500 ? 0 : real(f, ms, ...args))(setTimeout)`, nil)
	g.break_("http-503", 1, "LOGOUT")
	require.Equal(t, "900/90001", b.result(`playerState.logout()`).codes())
	require.True(t, g.dispatcher.SessionAlive(id))
	b.blink()
	eventually(t, "it is delivered", func() bool { return !g.dispatcher.SessionAlive(id) })
}

func TestTwoTabsDeliverOnce(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	first := g.logIn()
	id := first.text(`_bc.getSessionId()`)
	first.eval(`_bc.setPacketTimeouts([0.5])`, nil)
	g.break_("hang", -1, "LOGOUT")
	require.Equal(t, "900/90001", first.result(`playerState.logout()`).codes())
	first.eval(`_bc.setPacketTimeouts([60])`, nil) // its delivery hangs for the rest of the test
	second, third := first.openBeside(), first.openBeside()
	for _, b := range []*tab{second, third} {
		b.visit(g.page(g.tag("")))
		b.eval(`_bc.ready`, nil)
	}
	for _, b := range []*tab{second, third} {
		assert.Equal(t, "0 1", b.text(`navigator.locks.query().then(({ held, pending }) =>
			[held, pending].map(locks => locks.filter(l => l.clientId && l.name.startsWith("playerState.")).length).map((n, i) => i ? Math.min(n, 1) : n - 1).join(" "))`),
			"one tab delivers, the others wait for it")
	}
	eventually(t, "the first tab tries again", func() bool { return len(g.packets("LOGOUT")) == 2 })
	g.break_("none", 0, "")
	first.close()
	eventually(t, "another tab delivers it", func() bool { return !g.dispatcher.SessionAlive(id) })
	eventually(t, "its record is dropped", func() bool { return second.kept() == 0 && third.kept() == 0 })
	assert.Equal(t, 3, len(g.packets("LOGOUT")))
}

func TestLoginDoesNotWaitForALogoutThatIsTriedAgain(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	b := g.logIn()
	id := b.text(`_bc.getSessionId()`)
	g.break_("http-503", 2, "LOGOUT")
	assert.Equal(t, "900 200", b.text(`(async () => {
		const out = playerState.logout();
		const login = await _bc.authenticateUniversal("somebody", "else", true);
		return (await out).status + " " + login.status;
	})()`))
	assert.True(t, b.truth(`_bc.isAuthenticated()`))
	eventually(t, "the logout is delivered", func() bool { return !g.dispatcher.SessionAlive(id) })
	assert.True(t, b.truth(`_bc.isAuthenticated()`))
	assert.Equal(t, "200/0", b.result(`playerState.logout()`).codes())
}

func TestHostileStorage(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	for name, before := range map[string]string{
		"rubbish":  `localStorage.setItem("playerState.unconfirmed.1", "{"); localStorage.setItem("playerState.unconfirmed.2", '{"url":"javascript:alert(1)","__proto__":{"body":"x"}}'); localStorage.setItem("anonymousId", ""); localStorage.setItem("profileId", "\u0000")`,
		"full":     `Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError") }`,
		"throwing": `for (const m of ["getItem", "setItem", "removeItem"]) Storage.prototype[m] = () => { throw new Error("no") }`,
		"barred":   `Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError") } })`,
		"missing":  `Object.defineProperty(window, "localStorage", { value: null })`,
		"no locks": `Object.defineProperty(navigator, "locks", { value: undefined })`,
	} {
		t.Run(name, func(t *testing.T) {
			g.t = t
			b := openTab(t)
			b.visit(g.page(`<script>` + before + `</script>` + g.tag("")))
			for range 2 {
				assert.Equal(t, "200/0", b.result(`_bc.authenticateAnonymous()`).codes())
				assert.Equal(t, "200/0", b.result(`playerState.logout()`).codes())
			}
			require.Equal(t, "200/0", b.result(`_bc.authenticateAnonymous()`).codes())
			id := b.text(`_bc.getSessionId()`)
			b.eval(`_bc.setPacketTimeouts([0.5])`, nil)
			g.break_("http-503", 1, "LOGOUT")
			require.Equal(t, "900/90001", b.result(`playerState.logout()`).codes())
			eventually(t, "an unconfirmed logout is delivered", func() bool { return !g.dispatcher.SessionAlive(id) })
			assert.Empty(t, b.thrown())
		})
	}
}

func TestSandboxedFrame(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	g.page(g.tag("") + example)
	program := wasm(t)
	g.put(wasmPath, page{serve: func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*") // to such a frame every origin is another
		file("application/wasm", 200, program).serve(w, r)
	}})
	b := openTab(t)
	b.visit(g.put("/frame.html", page{html: `<iframe sandbox="allow-scripts" src="game.html"></iframe>`}))
	eventually(t, "the frame's player is logged out", func() bool {
		logouts := g.packets("LOGOUT")
		return len(logouts) == 1 && logouts[0].Done
	})
}

func TestCloseWhileAPacketIsInFlight(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	b := g.logIn()
	id := b.text(`_bc.getSessionId()`)
	g.break_("hang", 1, "READ")
	b.eval(`_bc.sendRequest({ service: "heartbeat", operation: "READ" })`+`; undefined`, nil)
	eventually(t, "a packet is in flight", func() bool { return len(g.packets("READ")) == 1 })
	b.eval(`_bc.logoutOnApplicationClose(false)`, nil)
	assert.False(t, b.truth(`_bc.isAuthenticated()`))
	b.close()
	eventually(t, "the logout is delivered", func() bool { return !g.dispatcher.SessionAlive(id) })
	require.Len(t, g.packets("LOGOUT"), 1)
	assert.Equal(t, 2, g.packets("LOGOUT")[0].PacketID)
}

func TestBackForwardCache(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	b := openTab(t)
	b.visit(g.page(g.tag("data-logout-on-close") + `<script>addEventListener("pageshow", e => { globalThis.cameBack = e.persisted })</script>`))
	require.Equal(t, "200/0", b.result(`_bc.authenticateAnonymous()`).codes())
	b.eval(`globalThis.mark = 1`, nil)
	b.visit(g.site.URL + "/demo.css")
	b.back()
	eventually(t, "the page is back", func() bool {
		return b.truth(`document.readyState === "complete" && typeof _bc === "object" && "cameBack" in globalThis`)
	})
	require.True(t, b.truth(`globalThis.cameBack === true && globalThis.mark === 1`), "from the back/forward cache")
	assert.False(t, b.truth(`_bc.isAuthenticated()`))
	assert.Equal(t, "", b.text(`_bc.getSessionId()`))
	assert.Equal(t, "200/0", b.result(`_bc.authenticateAnonymous()`).codes())
	assert.Equal(t, "200/0", b.result(`playerState.logout()`).codes())
}
