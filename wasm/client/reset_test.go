package client_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
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
