package e2e

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/test/browser"
	"playerstate/web/test/game"
)

// unconfirmed is a tab whose logout the server refuses to take, and the session's id.
func unconfirmed(g game.Game) (b game.Tab, session string) {
	b = g.LogIn()
	session = b.Session()
	b.Run(game.OneAttempt)
	g.Break("http-503", -1, "LOGOUT")
	require.Equal(g.T, "900/90001", b.Codes(`playerState.logout()`))
	require.True(g.T, g.Dispatcher.SessionAlive(session))
	require.Equal(g.T, 1, b.Kept())
	return b, session
}

func TestUnconfirmedLogoutIsDeliveredByItself(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b, id := unconfirmed(g)
	g.Mend()
	g.Over(id)
	b.Delivered()
	packets := g.Packets("LOGOUT")
	for _, x := range packets {
		assert.Equal(t, packets[0].Body, x.Body)
	}
}

func TestUnconfirmedLogoutIsDeliveredOnTheNextLoad(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b, id := unconfirmed(g)
	b.Visit("about:blank")
	g.Mend()
	b.Visit(g.Page(`<script src="playerstate.js"></script>`)) // not even initialised
	g.Over(id)
	b.Delivered()
}

func TestLogoutBeforeLeavingThePageIsDelivered(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.LogIn()
	id := b.Session()
	g.Break("hang", 1, "LOGOUT")
	b.Run(`playerState.logout(); undefined`)
	g.Arrived(1, "LOGOUT") // or the next one would be the one that hangs
	b.Visit("about:blank")
	b.Visit(g.Page(g.Tag("")))
	g.Over(id)
}

// TestLogoutThatIsStoredAsThePageIsLeft has a logout stored within the event that tells of it.
// The page may stay in the browser's cache, where it must not keep the next one from
// delivering it. In Firefox a page that does not give the lock up has it there, in one of
// three rounds.
func TestLogoutThatIsStoredAsThePageIsLeft(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	for range 3 {
		g := g.Again(t)
		b := g.LogIn()
		id := b.Session()
		// What is to happen in 100 ms, the storing, happens when the page is left.
		b.Run(`globalThis.setTimeout = (real => (f, ms, ...args) =>
			ms === 100 ? addEventListener("pagehide", () => f(...args)) : real(f, ms, ...args))(setTimeout)`)
		g.Break("hang", 1, "LOGOUT")
		b.Run(`playerState.logout(); undefined`)
		g.Arrived(1, "LOGOUT")
		b.Visit("about:blank")
		b.Visit(g.Page(g.Tag("")))
		g.Over(id)
		b.Delivered()
	}
}

func TestUnconfirmedLogoutIsDeliveredOnline(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.LogIn()
	id := b.Session()
	// No wait for a retry ever ends, so that nothing but the event delivers it. It begins once the
	// page has the lock of what it has stored.
	b.Run(game.OneAttempt + `globalThis.waits = 0;
		globalThis.setTimeout = (real => (f, ms, ...args) => {
			if (ms < 500) return real(f, ms, ...args);
			if (ms < 60_000) waits++;
			return 0;
		})(setTimeout)`)
	g.Break("http-503", 1, "LOGOUT")
	require.Equal(t, "900/90001", b.Codes(`playerState.logout()`))
	browser.Eventually(t, "the page waits for the network", func() bool { return b.Truth(`waits > 0`) })
	require.True(t, g.Dispatcher.SessionAlive(id))
	comesOnline(b)
	g.Over(id)
}

func TestTwoTabsDeliverOnce(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	first := g.LogIn()
	id := first.Session()
	first.Run(`_bc.setPacketTimeouts([3600])`)
	g.Break("http-503", 1, "LOGOUT")
	g.Break("hang", -1, "LOGOUT") // what is delivered, for the rest of the test
	require.Equal(t, "900/90001", first.Codes(`playerState.logout()`))
	second, third := first.Beside(), first.Beside()
	for _, b := range []game.Tab{second, third} {
		g.PlayIn(b)
		// A record that was delivered stays locked for a moment, until the other page's
		// process knows that it is gone. How long that takes is the machine's business.
		b.Run(`globalThis.setTimeout = (real => (f, ms, ...args) => real(f, 20 * ms, ...args))(setTimeout)`)
	}
	locks := func(held, pending string) func() bool {
		return func() bool {
			return third.Text(`navigator.locks.query().then(({ held, pending }) =>
				[held, pending].map(locks => locks.filter(l => l.clientId && l.name.startsWith("playerState.")).length).join(" "))`) == held+" "+pending
		}
	}
	browser.Eventually(t, "one tab delivers, the others wait for it", locks("1", "2"))
	g.Arrived(2, "LOGOUT") // the first tab tries again
	g.Mend()
	first.Close()
	g.Over(id)
	second.Delivered()
	third.Delivered()
	browser.Eventually(t, "both have had their turn", locks("0", "0"))
	assert.Len(t, g.Packets("LOGOUT"), 3)
}

func TestLoginDoesNotWaitForALogoutThatIsTriedAgain(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.LogIn()
	id := b.Session()
	g.Break("http-503", 2, "LOGOUT")
	assert.Equal(t, "900 200", b.Text(`(async () => {
		const out = playerState.logout();
		const login = await _bc.authenticateUniversal("somebody", "else", true);
		return (await out).status + " " + login.status;
	})()`))
	assert.True(t, b.Truth(`_bc.isAuthenticated()`))
	g.Over(id)
	assert.True(t, b.Truth(`_bc.isAuthenticated()`))
	assert.Equal(t, "200/0", b.Codes(`playerState.logout()`))
}

func TestHostileStorage(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	for name, before := range map[string]string{
		"rubbish":  `localStorage.setItem("playerState.unconfirmed.1", "{"); localStorage.setItem("playerState.unconfirmed.2", '{"url":"javascript:alert(1)","__proto__":{"body":"x"}}'); localStorage.setItem("anonymousId", ""); localStorage.setItem("profileId", "\u0000")`,
		"full":     `Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError") }`,
		"throwing": `for (const m of ["getItem", "setItem", "removeItem"]) Storage.prototype[m] = () => { throw new Error("no") }`,
		"barred":   `Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError") } })`,
		"missing":  `Object.defineProperty(window, "localStorage", { value: null })`,
		"no locks": `Object.defineProperty(navigator, "locks", { value: undefined })`,
	} {
		t.Run(name, func(t *testing.T) {
			g := g.Again(t)
			b := g.Open()
			b.Visit(g.Page(`<script>` + before + `</script>` + g.Tag("")))
			for range 2 {
				assert.Equal(t, "200/0", b.Codes(`_bc.authenticateAnonymous()`))
				assert.Equal(t, "200/0", b.Codes(`playerState.logout()`))
			}
			b.LogIn()
			id := b.Session()
			b.Run(game.OneAttempt)
			g.Break("http-503", 1, "LOGOUT")
			require.Equal(t, "900/90001", b.Codes(`playerState.logout()`))
			g.Over(id)
			assert.Empty(t, b.Thrown())
		})
	}
}

func TestSandboxedFrame(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	g.Page(g.Tag("") + example)
	// To such a frame every origin is another one.
	g.Put(wasmPath, game.With("Access-Control-Allow-Origin", "*", game.File("application/wasm", 200, wasm(t))))
	b := g.Open()
	b.Visit(g.Put("/frame.html", game.HTML(`<iframe sandbox="allow-scripts" src="game.html"></iframe>`)))
	browser.Eventually(t, "the frame's player is logged out", func() bool {
		logouts := g.Packets("LOGOUT")
		return len(logouts) == 1 && logouts[0].Done
	})
}

func TestCloseWhileAPacketIsInFlight(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.LogIn()
	id := b.Session()
	g.Break("hang", 1, "READ")
	b.Run(`_bc.sendRequest({ service: "heartbeat", operation: "READ" }); undefined`)
	g.Arrived(1, "READ")
	b.Run(`_bc.logoutOnApplicationClose(false)`)
	assert.False(t, b.Truth(`_bc.isAuthenticated()`))
	b.Close()
	g.Over(id)
	require.Len(t, g.Packets("LOGOUT"), 1)
	assert.Equal(t, 2, g.Packets("LOGOUT")[0].PacketID)
}

// throughTheCache logs a player in on a page, has the tab show what is between, and goes back,
// until the page comes back from the back/forward cache; it answers with the script's value
// there. A browser may drop a page from that cache at any time, such as on a busy machine;
// Chromium loads it anew even if it is shown already, where a message for its
// BroadcastChannel was under way.
func throughTheCache(g game.Game, b game.Tab, attributes string, between func(), script string) (value string) {
	// Chromium never answers if it has to drop the storage of a page that it is loading anew so.
	g.T.Cleanup(func() { b.Visit("about:blank") })
	url := g.Page(`<script>addEventListener("pageshow", e => kept = e.persisted); addEventListener("pagehide", () => kept = undefined); var kept</script>` + g.Tag(attributes))
	browser.Eventually(g.T, "the page comes back from the back/forward cache", func() bool {
		b.Visit(url)
		b.LogIn()
		browser.Eventually(g.T, "the lock of a first login is given up", func() bool {
			return b.Truth(`navigator.locks.query().then(({ held }) => held.length === 0)`)
		})
		between()
		b.Back()
		var answer []string
		browser.Eventually(g.T, "the page is back", func() bool {
			// The page that is left may be the one that is asked.
			raw, err := b.Page.Eval(g.T.Context(), `document.readyState !== "complete" || globalThis.kept === undefined ? null : kept ? Promise.resolve(`+script+`).then(value => [String(value)]) : []`)
			return err == nil && json.Unmarshal(raw, &answer) == nil && answer != nil
		})
		value = strings.Join(answer, "")
		return len(answer) == 1
	})
	return value
}

func TestBackForwardCache(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.Open()
	assert.Equal(t, "false", throughTheCache(g, b, "data-logout-on-close", func() { b.Visit(g.SiteURL + "/demo.css") }, `_bc.isAuthenticated()`))
	assert.Equal(t, "", b.Text(`_bc.getSessionId()`))
	assert.Equal(t, "200/0", b.Codes(`_bc.authenticateAnonymous()`))
	assert.Equal(t, "200/0", b.Codes(`playerState.logout()`))
}

func TestSessionThatAnotherPageOfTheTabHasGoneOnWith(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.Open()
	next := g.Put("/next.html", game.HTML("<!doctype html>"+g.Tag("data-restore-session")))
	id := throughTheCache(g, b, "", func() {
		b.Visit(next)
		require.Equal(t, "200/0", b.Codes(`playerState.updateUserName("Ann")`))
	}, `_bc.getSessionId()`)
	require.NotEmpty(t, id)
	assert.Equal(t, "200/0", b.Codes(`playerState.logout()`))
	assert.False(t, g.Dispatcher.SessionAlive(id))

	// The page hears it of what the other one left, of its notice or of the server.
	authenticated := throughTheCache(g, b, "", func() {
		b.Visit(next)
		require.Equal(t, "200/0", b.Codes(`playerState.logout()`))
	}, `_bc.isAuthenticated() ? new Promise(done => ["logout", "sessionexpired"].forEach(type => _bc.addEventListener(type, () => done(_bc.isAuthenticated())))) : false`)
	assert.Equal(t, "false", authenticated, "logged out there")
}

func TestSessionThatAnotherPageOfTheTabHasOpened(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.Open()
	next := g.Put("/next.html", game.HTML("<!doctype html>"+g.Tag("")))
	var id string
	throughTheCache(g, b, "", func() {
		require.Equal(t, "200/0", b.Codes(`playerState.logout()`))
		b.Visit(next)
		b.LogIn()
		id = b.Session()
	}, `""`)
	if engine == "firefox" { // a page that comes back reads there what it left itself
		assert.Equal(t, "403/40304", b.Codes(`playerState.logout()`))
		return
	}
	browser.Eventually(t, "a logout ends it", func() bool { // what the other page has left may be late
		b.Codes(`playerState.logout()`)
		return !g.Dispatcher.SessionAlive(id)
	})
}
