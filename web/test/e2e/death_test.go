package e2e

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"playerstate/web/test/browser"
	"playerstate/web/test/game"
)

// TestSessionOutlivesTheProgramsDeath has the program die while a player is logged in: the
// player stays logged in, no event says otherwise, and a logout ends the session.
func TestSessionOutlivesTheProgramsDeath(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	g.Put(wasmPath, game.File("application/wasm", 200, mortal(t)))
	b := g.LogIn()
	id := b.Session()
	b.Run(`globalThis.events = []; for (const type of ["login", "logout", "sessionexpired"]) _bc.addEventListener(type, () => events.push(type))`)
	assert.Equal(t, "900/90200", b.Codes(`_bc.sendRequest({ service: "die", operation: "panic" })`))
	browser.Eventually(t, "the next instance has the session", func() bool { return b.Session() == id })
	assert.Equal(t, "200/0", b.Codes(`_bc.playerState.readUserState()`), "its packets have the next number")
	assert.Equal(t, "", b.Text(`events.join()`))
	assert.Equal(t, "200/0", b.Codes(`playerState.logout()`))
	assert.False(t, g.Dispatcher.SessionAlive(id))
	assert.Equal(t, "logout", b.Text(`events.join()`))
}

// TestCollectorInThePage has the shipped program, which begins with the heap that the build has
// left, allocate more than there is memory, 100 MB of it live.
func TestCollectorInThePage(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	g.Put(wasmPath, game.File("application/wasm", 200, mortal(t)))
	b := g.LogIn()
	assert.Equal(t, "400/40333", b.Codes(`_bc.sendRequest({ service: "die", operation: "heap" })`), "the server knows no such service")
	assert.Empty(t, b.Printed())
	assert.Equal(t, "200/0", b.Codes(`playerState.logout()`))
}

// TestLogoutInTheSameTurnAsLeaving has a page log out and go elsewhere in one turn, without
// data-logout-on-close and with a preflight that is asked for the first time.
func TestLogoutInTheSameTurnAsLeaving(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	for range 5 {
		b := g.LogIn()
		id := b.Session()
		b.MoveTo(g.OtherName())
		elsewhere := g.SiteURL + "/elsewhere.html"
		g.Put("/elsewhere.html", game.HTML(`<!doctype html><title>elsewhere</title>`)) // it delivers nothing
		b.Run(`playerState.logout(); location.href = "` + elsewhere + `"; undefined`)
		g.Over(id)
	}
}

// TestTwoClientsInOnePage has a logout in one client log out the other one of the same
// player, as in another tab, and leave one of another player alone.
func TestTwoClientsInOnePage(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.Play()
	b.Run(`(async () => {
		const { createClient } = await import("./playerstate.mjs");
		const options = { appId: "` + game.AppID + `", secret: ` + "`" + game.AppSecret + "`" + `, appVersion: "1.0.0", serverUrl: "` + g.Endpoint() + `" };
		[globalThis.same, globalThis.other] = [createClient(options), createClient(options)];
		await _bc.authenticateUniversal("ann", "pw", true);
		same.attachSession({ sessionId: "S-of-ann-too", packetId: 1, profileId: _bc.getProfileId() });
		await other.authenticateUniversal("bob", "pw", true);
		globalThis.told = [];
		for (const [name, client] of Object.entries({ same, other })) client.addEventListener("logout", (e) => told.push(name + " " + e.detail.elsewhere));
		await playerState.logout();
	})()`)
	browser.Eventually(t, "the same player is logged out", func() bool { return !b.Truth(`same.isAuthenticated()`) })
	assert.Equal(t, "same true", b.Text(`told.join()`))
	assert.True(t, b.Truth(`other.isAuthenticated()`))
	assert.Equal(t, "200/0", b.Codes(`other.playerState.logout()`))
}
