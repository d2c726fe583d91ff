package client_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/wasm/client"
)

func TestSendWithoutASession(t *testing.T) {
	p := newPage(t, newOrigin())
	a := p.send("score", "POST")
	p.turn()
	requireCodes(t, a, 403, 40304)
	assert.Empty(t, p.sent)
}

func TestRawAuthenticateOpensASession(t *testing.T) {
	p := newPage(t, newOrigin())
	a := p.call(func(done client.Done) { p.Send("authenticationV2", "AUTHENTICATE", `{"x":1}`, done) })
	p.last().results(opened)
	requireCodes(t, a, 200, 0)
	assert.Equal(t, "S1", p.SessionID())
}

func TestLogoutByItsRawName(t *testing.T) {
	p := loggedIn(t)
	a := p.send("playerState", "LOGOUT")
	assert.False(t, p.IsAuthenticated())
	p.last().results(done200)
	requireCodes(t, a, 200, 0)
}

func TestCallThatNeedsNoSessionGoesOutWithoutOne(t *testing.T) {
	p := newPage(t, newOrigin())
	a := p.send("authenticationV2", "RESET_EMAIL_PASSWORD")
	other := p.send("authenticationV2", "SOMETHING_ELSE")
	p.turn()
	requireCodes(t, other, 403, 40304)
	require.Len(t, p.sent, 1)
	assert.Equal(t, `{"messages":[{"service":"authenticationV2","operation":"RESET_EMAIL_PASSWORD"}],"gameId":"20001","sessionId":"","packetId":0}`, p.last().Body)
	assert.False(t, p.IsAuthenticated())
	p.last().results(done200)
	requireCodes(t, a, 200, 0)
	assert.False(t, p.IsAuthenticated())
	assert.Empty(t, p.SessionID())

	p.login()
	assert.Equal(t, 1, p.last().packetID(), "counting goes on")
	p.last().results(opened)
	p.send("authenticationV2", "GET_SERVER_VERSION")
	p.turn()
	assert.Equal(t, "S1", p.last().sessionID(), "in the session, if there is one")
}

func TestCallThatNeedsNoSessionDoesNotFailWithALogin(t *testing.T) {
	p := newPage(t, newOrigin())
	p.login()
	a := p.send("authenticationV2", "GET_SERVER_VERSION")
	p.last().results(`{"status":403,"reason_code":40307}`)
	p.turn()
	require.Equal(t, "GET_SERVER_VERSION", p.last().names())
	p.last().results(done200)
	requireCodes(t, a, 200, 0)
}
