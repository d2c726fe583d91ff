package client_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/wasm/client"
)

func TestServerURL(t *testing.T) {
	for _, url := range []string{
		"https://x.test", "https://x.test/", "https://x.test//", "https://x.test/dispatcherv2", "https://x.test/dispatcherv2/", "https://x.test/dispatcherv2//dispatcherv2/",
	} {
		p := newPage(t, newOrigin())
		p.SetServerURL(url)
		p.login()
		assert.Equal(t, "https://x.test/dispatcherv2", p.last().URL, url)
	}
}

func TestServerURLOfTheVendor(t *testing.T) {
	w := newFakeHost(t, newOrigin())
	p := &page{w, client.New(w)}
	assert.False(t, p.IsInitialized())
	p.Initialize("20001", "secret", "1.0.0", "")
	assert.True(t, p.IsInitialized())
	p.login()
	assert.Equal(t, "https://api.braincloudservers.com/dispatcherv2", p.last().URL)
}

func TestInitializingForAnotherGameLeavesTheSession(t *testing.T) {
	p := loggedIn(t)
	p.Initialize("20001", "secret", "1.0.1", "")
	assert.True(t, p.IsAuthenticated(), "the same game")
	p.Initialize("20001", "another", "1.0.1", "")
	assert.False(t, p.IsAuthenticated(), "another secret, another game")
	p.Attach("S9", 1, "", 0)
	p.Initialize("20002", "secret", "1.0.0", "")
	assert.False(t, p.IsAuthenticated())
}

func TestPacketsOfASessionAreItsOwnGames(t *testing.T) {
	p := loggedIn(t)
	p.send("score", "POST")
	p.turn()
	p.logout()
	p.Initialize("99999", "other", "1.0.0", "")
	p.last().results(done200)
	require.Equal(t, "LOGOUT", p.last().names())
	assert.Equal(t, "20001", p.last().AppID)
	assert.Contains(t, p.last().Body, `"gameId":"20001"`)
}

func TestPacketTimeouts(t *testing.T) {
	p := loggedIn(t)
	p.SetPacketTimeouts([]int{500, 2_000})
	a := p.logout()
	assert.Equal(t, 500, p.last().Timeout)
	p.advance(500)
	assert.Equal(t, 2_000, p.last().Timeout)
	p.advance(2_000)
	requireCodes(t, a, 900, 90001)
}

func TestInitializingForAnotherGameStoresALogoutOnItsWay(t *testing.T) {
	p := loggedIn(t)
	p.logout()
	require.Empty(t, p.kept())
	p.Initialize("20002", "secret", "1.0.0", "")
	assert.Len(t, p.kept(), 1, "the next program could not sign for that game")
}

func TestSessionsThatWereAttachedBeforeInitialize(t *testing.T) {
	w := newFakeHost(t, newOrigin())
	p := &page{w, client.New(w)}
	p.Attach("S1", 5, "P1", 0)
	p.Attach("S2", 7, "P2", 0)
	require.Empty(t, p.sent)
	p.Initialize("20001", "secret", "1.0.0", "https://example.test")
	require.Len(t, p.sent, 1)
	assert.Equal(t, "LOGOUT", p.last().names())
	assert.Equal(t, "S1", p.last().sessionID())
	assert.Equal(t, "S2", p.SessionID())
	assert.Equal(t, "https://example.test/dispatcherv2", p.last().URL)
}

func TestLogoutBeforeInitializeIsToldToNoOtherTab(t *testing.T) {
	w := newFakeHost(t, newOrigin())
	p := &page{w, client.New(w)}
	p.Attach("S1", 5, "P1", 0)
	p.logout()
	p.advance(1_000)
	assert.Empty(t, p.broadcast, "it is not known of which game it is")
}

func TestSessionOfAnotherGameThatOpensLateIsEndedWhateverDies(t *testing.T) {
	p := newPage(t, newOrigin())
	p.login()
	p.logout()
	p.Initialize("20001", "another", "1.0.0", "") // the same id: the next program would take it for its own
	p.last().results(opened)
	require.Equal(t, "LOGOUT", p.last().names())
	logout := p.last().Request
	require.Len(t, p.kept(), 1, "at once")
	assert.NotContains(t, p.retained, "S1")
	p.startAgain("20001")
	p.turn()
	require.Len(t, p.sent, 3)
	assert.Equal(t, logout, p.last().Request)
}

func TestAppIDAndVersion(t *testing.T) {
	p := &page{newFakeHost(t, newOrigin()), nil}
	p.Client = client.New(p.fakeHost)
	assert.Empty(t, p.AppID()+p.AppVersion(), "before it is initialised")
	p.Initialize("20001", "secret", "1.2.3", "https://example.test")
	assert.Equal(t, "20001 1.2.3", p.AppID()+" "+p.AppVersion())
	p.login()
	p.last().results(redirect)
	assert.Equal(t, "20002", p.AppID(), "the one of a redirect")
}
