package client_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

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
