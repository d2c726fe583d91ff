package e2e

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/test/game"
)

// reload loads the page of a tab anew.
func reload(g game.Game, b game.Tab, attributes string) {
	b.Visit(g.Page(g.Tag(attributes)))
	b.Run(game.Patient + `_bc.ready`)
}

func TestReloadedPageRestoresItsSession(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.LogIn()
	id, profile := b.Session(), b.Text(`_bc.getProfileId()`)
	require.Equal(t, "200/0", b.Codes(`playerState.updateUserName("Ann")`))
	reload(g, b, "")
	require.False(t, b.Truth(`_bc.isAuthenticated()`))
	assert.Equal(t, "200 Ann", b.Text(`_bc.restoreSession().then(r => r.status + " " + r.data.playerName)`))
	assert.Equal(t, id, b.Session())
	assert.Equal(t, profile, b.Text(`_bc.getProfileId()`))
	assert.Equal(t, "200/0", b.Codes(`playerState.updateUserName("Bea")`))
	assert.Equal(t, "200/0", b.Codes(`playerState.logout()`))
	assert.False(t, g.Dispatcher.SessionAlive(id))
	reload(g, b, "")
	assert.Equal(t, "403/40304", b.Codes(`_bc.restoreSession()`), "it was logged out")
}

func TestSessionIsRestoredAtLoad(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.LogIn()
	id := b.Session()
	g.Break("hang", 1, "GET_ATTRIBUTES")
	b.Run(`playerState.getAttributes(); undefined`)
	g.Arrived(1, "GET_ATTRIBUTES") // its number is used up, and the page is left without the answer
	reload(g, b, "data-restore-session")
	assert.Equal(t, id, b.Session())
	assert.Equal(t, "200/0", b.Codes(`playerState.logout()`))
	assert.False(t, g.Dispatcher.SessionAlive(id))
}

func TestLogoutAfterAReloadEndsTheSessionOfBefore(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.LogIn()
	id := b.Session()
	reload(g, b, "")
	assert.Equal(t, "200/0", b.Codes(`playerState.logout()`))
	assert.False(t, g.Dispatcher.SessionAlive(id))
	assert.Equal(t, "403/40304", b.Codes(`playerState.logout()`))
	assert.Len(t, g.Packets("LOGOUT"), 1)
}

func TestEachTabRestoresItsOwnSession(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	first := g.Play()
	require.Equal(t, "200/0", first.Codes(`_bc.authenticateUniversal("ann", "x", true)`))
	second := g.PlayIn(first.Beside())
	require.Equal(t, "200/0", second.Codes(`_bc.authenticateUniversal("bea", "x", true)`))
	third := g.PlayIn(first.Beside())
	sessions := []string{first.Session(), second.Session()}
	for i, b := range []game.Tab{first, second} {
		reload(g, b, "data-restore-session")
		assert.Equal(t, sessions[i], b.Session())
	}
	assert.Equal(t, "403/40304", third.Codes(`_bc.restoreSession()`), "a tab that had none")
	assert.Equal(t, "200/0", second.Codes(`playerState.logout()`))
	assert.True(t, g.Dispatcher.SessionAlive(sessions[0]))
}

func TestTwoTabsThatAreOpenedTogetherMakeOnePlayer(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	first := g.Play()
	tabs := []game.Tab{first, g.PlayIn(first.Beside()), g.PlayIn(first.Beside())}
	for _, b := range tabs {
		b.Run(`globalThis.login = _bc.authenticateAnonymous(); undefined`)
	}
	for _, b := range tabs {
		assert.Equal(t, "200/0", b.Codes(`login`))
		assert.Equal(t, first.Text(`login.then(r => r.data.profileId)`), b.Text(`login.then(r => r.data.profileId)`))
	}
}

func TestPlayerComesBackWithoutAPassword(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.Play()
	assert.False(t, b.Truth(`_bc.canReconnect()`))
	assert.Equal(t, "202/40208", b.Codes(`_bc.reconnect()`))
	require.Equal(t, "200/0", b.Codes(`_bc.authenticateUniversal("ann", "x", true)`))
	profile := b.Text(`_bc.getProfileId()`)
	require.Equal(t, "200/0", b.Codes(`playerState.logout()`))

	// Before the program is there.
	b.Visit(g.Page(g.Tag("") + `<script>
		globalThis.can = _bc.canReconnect() + " " + _bc.getStoredProfileId() + " " + _bc.getStoredAuthenticationType();
		globalThis.back = _bc.reconnect();
	</script>`))
	assert.Equal(t, "true "+profile+" Universal", b.Text(`can`))
	assert.Equal(t, "200/0", b.Codes(`back`))
	assert.Equal(t, profile, b.Text(`_bc.getProfileId()`))
	assert.Equal(t, b.Session(), b.Text(`_bc.getStoredSessionId()`))
	assert.Equal(t, "200/0", b.Codes(`_bc.logout(true)`))
	assert.False(t, b.Truth(`_bc.canReconnect()`))
}

func TestWrapperNameIsInTheKeys(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.Open()
	b.Visit(g.Page(g.Tag(`data-wrapper-name="mine"`)))
	b.Run(game.Patient)
	b.LogIn()
	profile := b.Text(`_bc.getProfileId()`)
	assert.Equal(t, profile, b.Text(`localStorage.getItem("mine.profileId")`))
	assert.Equal(t, "1", b.Text(`localStorage.getItem("mine.lastPacketId")`))
	assert.Equal(t, "null", b.Text(`String(localStorage.getItem("profileId"))`))

	b.Visit(g.Page(`<script type="module">
		import { createClient } from "./playerstate.mjs";
		globalThis.bc = createClient(` + fmt.Sprintf(`{ appId: %q, secret: %q, appVersion: "1.0.0", serverUrl: %q, wrapperName: "mine" }`, game.AppID, game.AppSecret, g.Endpoint()) + `);
	</script>`))
	assert.Equal(t, "200/0", b.Codes(`bc.reconnect()`))
	assert.Equal(t, profile, b.Text(`bc.getProfileId()`))
}

func TestDeletedPlayerIsForgotten(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.LogIn()
	profile := b.Text(`_bc.getProfileId()`)
	b.Run(`globalThis.told = []; for (const type of ["logout", "login", "identityconflict"]) _bc.addEventListener(type, () => told.push(type))`)
	assert.Equal(t, "200/0", b.Codes(`playerState.deleteUser()`))
	assert.False(t, b.Truth(`_bc.isAuthenticated()`))
	assert.False(t, b.Truth(`_bc.canReconnect()`))
	assert.Equal(t, "403/40304", b.Codes(`playerState.logout()`))
	b.LogIn()
	assert.NotEqual(t, profile, b.Text(`_bc.getProfileId()`))
	assert.Equal(t, "logout,login", b.Text(`told.join()`))
}

func TestPlayerWhomTheServerDoesNotKnowIsNotReplacedUnasked(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.Play()
	b.Run(`_bc.setStoredAnonymousId("unknown"); _bc.setStoredProfileId("unknown"); globalThis.told = [];
		_bc.addEventListener("identityconflict", e => told.push(e.detail.reasonCode))`)
	assert.Equal(t, "202/40206", b.Codes(`_bc.authenticateAnonymous()`))
	assert.Equal(t, "40206", b.Text(`told.join()`))
	assert.Equal(t, "unknown", b.Text(`_bc.getStoredProfileId()`))
	assert.Equal(t, "403/40304", b.Codes(`_bc.logout(true)`))
	b.LogIn()
}

func TestResetCommunication(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.LogIn()
	id := b.Session()
	b.Run(`_bc.brainCloudClient.resetCommunication()`)
	assert.False(t, b.Truth(`_bc.isAuthenticated()`))
	assert.Equal(t, "403/40304", b.Codes(`playerState.getAttributes()`))
	assert.True(t, g.Dispatcher.SessionAlive(id), "nothing is sent")
	assert.Equal(t, "200/0", b.Codes(`_bc.reconnect()`))
	id = b.Session()
	assert.Equal(t, "200/0", b.Codes(`(() => { const out = _bc.logout(true); _bc.resetCommunication(); return out })()`))
	assert.False(t, g.Dispatcher.SessionAlive(id))
}

func TestScriptRunsBeforeTheLogoutOfAPageThatIsLeft(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.LogIn()
	id := b.Session()
	b.Run(`addEventListener("pagehide", () => _bc.runScriptAndLogoutOnApplicationClose(false, "bye", { n: 1 }))`)
	b.Visit("about:blank")
	g.Over(id)
	packets := g.Packets("LOGOUT")
	require.Len(t, packets, 1)
	assert.Equal(t, []string{"script.RUN", "playerState.LOGOUT"}, packets[0].Messages)
	assert.Contains(t, string(packets[0].Body), `"data":{"scriptName":"bye","scriptData":{"n":1}}`)
}
