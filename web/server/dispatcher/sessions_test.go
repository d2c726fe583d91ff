package dispatcher

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestASessionExpires(t *testing.T) {
	p := newPeer(t, func(c *Config) { c.SessionExpiry = time.Minute })
	session, idle := p.login(), p.login()
	p.clock.pass(59 * time.Second)
	assert.Equal(t, good, p.post(packetBody(session, 1, heartbeat)), "a heartbeat keeps it alive")
	p.clock.pass(time.Second)
	assert.False(t, p.d.SessionAlive(idle))
	assert.Equal(t, 1, p.d.Sessions())
	failed(1, sessionExpired, 1)(t, p.post(packetBody(idle, 1, logout)))
	p.clock.pass(time.Minute)
	failed(2, sessionExpired, 1)(t, p.post(packetBody(session, 2, logout)))
	assert.Zero(t, p.d.Sessions())
}

func TestAnotherLoginDisplaces(t *testing.T) {
	p := newPeer(t)
	l := loginData{kind: kindAnonymous, id: "device", create: true}
	first := p.authenticate(0, l)
	l.profile = first.Data.ProfileID
	second := p.authenticate(0, l)
	require.Equal(t, first.Data.ProfileID, second.Data.ProfileID)
	require.NotEqual(t, first.Data.SessionID, second.Data.SessionID)
	assert.Equal(t, "true", first.Data.NewUser)
	assert.Equal(t, "false", second.Data.NewUser)
	failed(1, sessionDisplaced, 1)(t, p.post(packetBody(first.Data.SessionID, 1, logout)))
	assert.True(t, p.d.SessionAlive(second.Data.SessionID), "the logout of the old one leaves the new one alone")
	assert.Equal(t, 1, p.d.Sessions())
}

func TestEndedSessionsAreForgottenAtLast(t *testing.T) {
	b := newSessionStore(time.Hour)
	now := time.Unix(0, 0)
	first := b.open("p0", 0, now)
	b.end(first, loggedOut)
	for i := range maxEnded {
		_, refusal := b.find(first.id, now)
		if i < maxEnded-1 {
			require.Contains(t, string(refusal), "40304")
		}
		b.end(b.open("p1", 0, now), loggedOut)
	}
	_, refusal := b.find(first.id, now)
	assert.Contains(t, string(refusal), "40303")
	assert.Len(t, b.byID, maxEnded)
}

func TestExpiredSessionsAreSwept(t *testing.T) {
	b := newSessionStore(time.Minute)
	now := time.Unix(0, 0)
	for i := range 5000 {
		b.open(fmt.Sprint(i), 0, now)
		now = now.Add(time.Second)
	}
	assert.LessOrEqual(t, len(b.byID), 1025, "what nobody asks about does not pile up")
	assert.Equal(t, 59, b.countLive(now))
}
