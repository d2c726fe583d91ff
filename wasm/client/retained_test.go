package client_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/wasm/client"
)

// startAgain has the page's program die and another one take its place, which gets the
// page's settings again.
func (p *page) startAgain(appID string) {
	p.close()
	p.Client = client.New(p.fakeHost)
	p.Initialize(appID, "secret", "1.0.0", "https://example.test")
	p.Resume()
	p.Adopt()
}

func TestSessionGoesOnInTheNextProgram(t *testing.T) {
	p := loggedIn(t)
	p.send("score", "POST")
	p.turn()
	p.startAgain("20001")
	assert.Equal(t, "S1", p.SessionID())
	assert.Equal(t, "P1", p.ProfileID())
	assert.Equal(t, []client.EventType{client.LoggedIn}, p.told(), "the player was logged in all the time")
	a := p.logout()
	assert.Equal(t, 2, p.last().packetID(), "the number after the latest packet's")
	p.last().results(done200)
	requireCodes(t, a, 200, 0)
}

func TestSessionThatGoesOnIsKeptAlive(t *testing.T) {
	p := loggedIn(t)
	p.startAgain("20001")
	p.advance(1_019_999)
	require.Len(t, p.sent, 1)
	p.advance(1)
	require.Len(t, p.sent, 2)
	assert.Equal(t, "READ", p.last().names())
}

func TestLogoutThatWasOnItsWayIsFinishedByTheNextProgram(t *testing.T) {
	p := loggedIn(t)
	p.logout()
	require.Empty(t, p.kept(), "it is not stored yet")
	p.startAgain("20001")
	assert.False(t, p.IsAuthenticated())
	require.Equal(t, "LOGOUT", p.last().names())
	assert.Equal(t, "S1", p.last().sessionID())
	p.last().results(done200)
	assert.Empty(t, p.kept())
}

func TestNothingIsRetainedOfASessionThatIsOver(t *testing.T) {
	p := loggedIn(t)
	require.Contains(t, p.retained, "S1")
	p.logout()
	require.Contains(t, p.retained, "S1")
	p.last().results(done200)
	assert.Equal(t, "[]", p.retained)
}

func TestAnotherGamesSessionIsNotTakenUp(t *testing.T) {
	p := loggedIn(t)
	p.startAgain("20002")
	assert.False(t, p.IsAuthenticated())
	assert.Len(t, p.sent, 1, "nor can it be ended: its game's secret is not known any more")
}

func TestNothingWasRetained(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":          "",
		"no JSON":          "[{",
		"an empty list":    "[]",
		"another text":     `{"a":1}`,
		"a list of others": `[1,null,"x"]`,
	} {
		p := newPage(t, newOrigin())
		p.retained = text
		p.Resume()
		assert.False(t, p.IsAuthenticated(), name)
		assert.Empty(t, p.sent, name)
	}
	w := newFakeHost(t, nil)
	w.retained = `[{"state":"open","appId":"20001","url":"https://example.test/dispatcherv2","id":"S1","profileId":"P1","expiry":0,"next":1}]`
	c := client.New(w)
	c.Resume()
	assert.False(t, c.IsAuthenticated(), "of which game is not known yet")
}

func TestLogoutIsFinishedByOneProgram(t *testing.T) {
	p := loggedIn(t)
	p.logout()
	p.startAgain("20001")
	p.last().results(done200)
	n := len(p.sent)
	p.startAgain("20001")
	assert.Len(t, p.sent, n, "nothing is left of it")
}

func TestNextLoginIsNumberedAfterEverySession(t *testing.T) {
	for _, test := range []struct{ first, second, next int }{{30, 10, 32}, {10, 30, 30}} {
		p := newPage(t, newOrigin())
		p.Attach("S1", test.first, "P1", 0)
		p.send("score", "POST")
		p.turn()
		p.Attach("S2", test.second, "P2", 0)
		p.startAgain("20001")
		require.Equal(t, test.first+1, p.last().packetID(), "the LOGOUT of S1")
		assert.Equal(t, "S2", p.SessionID())
		p.login()
		assert.Equal(t, test.next, p.last().packetID())
	}
}
