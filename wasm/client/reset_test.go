package client_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestResetCommunicationSendsNothing(t *testing.T) {
	p := loggedIn(t)
	a, b := p.send("score", "POST"), p.send("score", "POST")
	p.turn()
	n := len(p.sent)
	p.ResetCommunication()
	assert.False(t, p.IsAuthenticated())
	p.turn()
	requireCodes(t, a, 900, 90001)
	requireCodes(t, b, 900, 90001)
	p.advance(10_000_000)
	assert.Len(t, p.sent, n)
	assert.Empty(t, p.kept())
	assert.Equal(t, "P1", p.origin.store["profileId"], "storage stays as it is")
}

func TestResetCommunicationWithNobodyLoggedIn(t *testing.T) {
	p := newPage(t, newOrigin())
	p.ResetCommunication()
	p.turn()
	assert.Empty(t, p.events)
	assert.Empty(t, p.sent)
}

func TestResetCommunicationLeavesALogoutOfAnotherTabAlone(t *testing.T) {
	o := newOrigin()
	p, other := newPage(t, o), newPage(t, o)
	p.login()
	p.last().results(opened)
	other.Attach("S9", 1, "P1", 0)
	other.logout()
	other.advance(100)
	p.login()
	p.Heard(other.broadcast[0])
	p.ResetCommunication()
	p.turn()
	require.Equal(t, "LOGOUT", p.last().names())
	assert.Equal(t, "S1", p.last().sessionID())
}

func TestOtherTabsAreToldOfADeletedPlayer(t *testing.T) {
	p := loggedIn(t)
	p.send("playerState", "FULL_PLAYER_RESET")
	p.turn()
	p.last().results(done200)
	p.advance(100)
	require.Len(t, p.broadcast, 1)
	assert.Contains(t, p.broadcast[0], `"P1"`)
}
