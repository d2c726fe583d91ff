package client_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/wasm/client"
)

func TestLogoutOnApplicationClose(t *testing.T) {
	p := loggedIn(t)
	p.LogoutOnApplicationClose(false)
	require.Len(t, p.sent, 2, "issued before it returns")
	assert.True(t, p.last().Keepalive)
	assert.Equal(t, `{"messages":[{"service":"playerState","operation":"LOGOUT"}],"gameId":"20001","sessionId":"S1","packetId":1}`, p.last().Body)
	assert.False(t, p.IsAuthenticated())
	assert.Equal(t, "P1", p.origin.store["profileId"])

	p.LogoutOnApplicationClose(true)
	assert.Len(t, p.sent, 2, "once")
	assert.Empty(t, p.origin.store["profileId"])

	p.last().results(done200)
	assert.Empty(t, p.kept())
	p.login()
	assert.Equal(t, 2, p.last().packetID(), "one number was used up")
}

func TestCloseWhileAnotherPacketIsInFlight(t *testing.T) {
	p := loggedIn(t)
	score := p.send("score", "POST")
	p.turn()
	later := p.send("score", "LATER")
	p.LogoutOnApplicationClose(false)
	require.Len(t, p.sent, 3)
	assert.Equal(t, 2, p.last().packetID())
	assert.Equal(t, "LATER,LOGOUT", p.last().names(), "what was called before goes along")
	p.sent[1].results(done200)
	requireCodes(t, score, 200, 0)
	assert.Len(t, p.sent, 3, "nothing follows a logout in its session")
	p.sent[2].results(done200, done200)
	requireCodes(t, later, 200, 0)
	assert.False(t, p.IsAuthenticated())
}

func TestCloseWhileALogoutIsInFlight(t *testing.T) {
	p := loggedIn(t)
	a := p.logout()
	p.LogoutOnApplicationClose(false)
	require.Len(t, p.sent, 2, "its packet outlives the page already")
	assert.True(t, p.last().Keepalive)
	assert.Len(t, p.kept(), 1)
	p.last().results(done200)
	requireCodes(t, a, 200, 0)
}

func TestCloseWithNothingToEnd(t *testing.T) {
	p := newPage(t, newOrigin())
	p.LogoutOnApplicationClose(false)
	assert.Empty(t, p.sent)
}

func TestCloseWhileALoginIsOnItsWay(t *testing.T) {
	p := newPage(t, newOrigin())
	p.login()
	p.LogoutOnApplicationClose(false)
	require.Len(t, p.sent, 1)
	p.last().results(opened)
	assert.False(t, p.IsAuthenticated(), "a page that comes back is logged out")
	require.Equal(t, "LOGOUT", p.last().names())
}

func TestLeavingWithNothingInFlight(t *testing.T) {
	p := loggedIn(t)
	p.Leave()
	p.send("score", "POST")
	p.turn()
	p.Leave()
	assert.Empty(t, p.kept())
}

func TestQueuedLogoutGoesOutAsThePageIsLeft(t *testing.T) {
	p := loggedIn(t)
	p.send("score", "POST")
	p.turn()
	p.logout()
	require.Len(t, p.sent, 2)
	p.Leave()
	require.Len(t, p.sent, 3)
	assert.Equal(t, "LOGOUT", p.last().names())
	assert.True(t, p.last().Keepalive)
	assert.Len(t, p.kept(), 1)
}

// waitingAtClose is a page whose packet is in flight, and what the calls that wait behind it
// are answered as the page is closed.
func waitingAtClose(t *testing.T, data ...string) (p *page, waiting []*answer) {
	p = loggedIn(t)
	p.send("score", "POST")
	p.turn()
	for _, d := range data {
		waiting = append(waiting, p.call(func(done client.Done) { p.Send("score", "LATER", d, done) }))
	}
	p.LogoutOnApplicationClose(false)
	p.turn()
	return p, waiting
}

func TestCallsGoAlongAsThePageIsClosed(t *testing.T) {
	p, waiting := waitingAtClose(t, make([]string, 9)...)
	assert.Equal(t, strings.Repeat("LATER,", 9)+"LOGOUT", p.last().names(), "ten messages a packet")
	for _, a := range waiting {
		requireCodes(t, a, 0, 0)
	}
}

func TestCallsThatDoNotFitAreNotSentAsThePageIsClosed(t *testing.T) {
	half := `"` + strings.Repeat("x", 16<<10) + `"`
	for name, data := range map[string][]string{
		"too many": make([]string, 10),
		"too long": {half, half},
	} {
		t.Run(name, func(t *testing.T) {
			p, waiting := waitingAtClose(t, data...)
			assert.Equal(t, "LOGOUT", p.last().names())
			assert.True(t, p.last().Keepalive)
			for _, a := range waiting {
				requireCodes(t, a, 403, 40304)
			}
			p.last().results(done200)
			assert.Empty(t, p.kept())
		})
	}
}

func TestClosingPastAFlightUsesUpItsNumber(t *testing.T) {
	p, _ := waitingAtClose(t)
	assert.Equal(t, 2, p.last().packetID(), "the packet in flight may arrive later, as number 1")
	p.sent[1].results(done200)
	p.sent[2].results(done200)
	p.login()
	assert.Equal(t, 3, p.last().packetID())
}

func TestLogoutByThePagesOwnFetchAsThePageIsLeftIsStored(t *testing.T) {
	p := loggedIn(t)
	p.LogoutOnApplicationClose(false)
	p.last().refuse()
	p.Attach("S9", 5, "", 0)
	p.onFetch = func() { p.logout() } // as the logout of S1 is sent once more
	p.Leave()
	require.Equal(t, "S1", p.sent[3].sessionID())
	require.Equal(t, "S9", p.last().sessionID())
	assert.Len(t, p.kept(), 2)
}

// TestLogoutByThePagesOwnFetchIsSentAsThePageIsLeft has a call that waits: what is stored has
// to be what is sent, as another page may deliver it.
func TestLogoutByThePagesOwnFetchIsSentAsThePageIsLeft(t *testing.T) {
	for name, leave := range map[string]func(*page){
		"left":   func(p *page) { p.Leave() },
		"closed": func(p *page) { p.LogoutOnApplicationClose(false) },
	} {
		for _, waits := range []bool{false, true} {
			t.Run(fmt.Sprint(name, ", S1's logout waits: ", waits), func(t *testing.T) {
				p := loggedIn(t)
				if waits {
					p.send("score", "SLOW")
					p.turn()
				}
				p.logout()
				if !waits {
					p.last().refuse() // the second attempt would die with the page
				}
				p.Attach("S9", 5, "", 0)
				score := p.send("score", "POST")
				var out *answer
				p.onFetch = func() { out = p.logout() }
				leave(p)
				require.Equal(t, "S9", p.last().sessionID())
				require.Equal(t, "POST,LOGOUT", p.last().names())
				require.Len(t, p.kept(), 2)
				p.last().results(done200, done200)
				requireCodes(t, score, 200, 0)
				if name == "left" {
					requireCodes(t, out, 200, 0)
				}
				assert.Len(t, p.kept(), 1)
			})
		}
	}
}

func TestRunScriptAndLogoutOnApplicationClose(t *testing.T) {
	p := loggedIn(t)
	p.RunScriptAndLogoutOnApplicationClose(true, "bye", `{"n":1}`)
	require.Len(t, p.sent, 2, "issued before it returns")
	assert.True(t, p.last().Keepalive)
	assert.Equal(t, `{"messages":[{"service":"script","operation":"RUN","data":{"scriptName":"bye","scriptData":{"n":1}}},`+
		`{"service":"playerState","operation":"LOGOUT"}],"gameId":"20001","sessionId":"S1","packetId":1}`, p.last().Body)
	assert.Empty(t, p.origin.store["profileId"])

	p.RunScriptAndLogoutOnApplicationClose(false, "bye", `{}`)
	assert.Len(t, p.sent, 2, "nobody is logged in")
}
