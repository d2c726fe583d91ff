package client_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAttachedSession(t *testing.T) {
	p := newPage(t, newOrigin())
	p.Attach("S9", 7, "P9", 0)
	assert.True(t, p.IsAuthenticated())
	assert.Equal(t, "S9", p.SessionID())
	assert.Equal(t, "P9", p.ProfileID())
	a := p.logout()
	assert.Equal(t, `{"messages":[{"service":"playerState","operation":"LOGOUT"}],"gameId":"20001","sessionId":"S9","packetId":7}`, p.last().Body)
	p.last().results(done200)
	requireCodes(t, a, 200, 0)
	p.login()
	assert.Equal(t, 8, p.last().packetID(), "counting goes on")
}

func TestAttachingIsNotUndoneByALateLogin(t *testing.T) {
	p := newPage(t, newOrigin())
	p.login()
	p.Attach("S9", 7, "", 0)
	p.last().results(opened)
	assert.Equal(t, "S9", p.SessionID())
	p.logout()
	assert.Equal(t, "S9", p.last().sessionID())
	assert.Equal(t, 7, p.last().packetID())
}

func TestSessionThatTheServerCallsOverIsOver(t *testing.T) {
	for _, code := range []string{"40303", "40304", "40356"} {
		p := loggedIn(t)
		a := p.send("score", "POST")
		p.turn()
		p.last().results(`{"status":403,"reason_code":` + code + `}`)
		status, _ := a.codes(t)
		assert.Equal(t, 403, status)
		assert.False(t, p.IsAuthenticated())
		p.advance(10_000_000)
		assert.Len(t, p.sent, 2, "heartbeats have stopped")
	}
}

func TestOtherFailuresLeaveTheSessionOpen(t *testing.T) {
	p := loggedIn(t)
	p.send("score", "POST")
	p.turn()
	p.last().results(`{"status":400,"reason_code":40906}`)
	assert.True(t, p.IsAuthenticated())
}

func TestCallsOfASessionThatIsAttachedAgainAreMadeInIt(t *testing.T) {
	p := newPage(t, newOrigin())
	p.Attach("S9", 5, "P9", 0)
	p.send("score", "POST")
	p.turn()
	later := p.send("score", "LATER")
	p.login()
	p.Attach("S9", 6, "P9", 0)
	p.last().results(done200)
	require.Equal(t, "LATER", p.last().names())
	assert.Equal(t, "S9", p.last().sessionID())
	assert.Equal(t, 6, p.last().packetID())
	p.last().results(done200)
	requireCodes(t, later, 200, 0)
	require.Equal(t, "AUTHENTICATE", p.last().names())
	p.last().results(opened)
	assert.Equal(t, "S9", p.SessionID(), "the login was undone")
	assert.Equal(t, "LOGOUT", p.last().names())
	assert.Equal(t, "S1", p.last().sessionID())
}
