package client_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestHeartbeat(t *testing.T) {
	p := loggedIn(t)
	p.advance(1_019_999)
	require.Len(t, p.sent, 1)
	p.advance(1)
	require.Len(t, p.sent, 2, "after 0.85 x 1200 s")
	assert.Equal(t, `{"messages":[{"service":"heartbeat","operation":"READ"}],"gameId":"20001","sessionId":"S1","packetId":1}`, p.last().Body)
	p.last().results(done200)

	p.advance(500_000)
	p.send("score", "POST")
	p.turn()
	p.last().results(done200)
	p.advance(1_000_000)
	require.Len(t, p.sent, 3, "nothing while something else was sent")
	p.advance(20_000)
	require.Len(t, p.sent, 4)
	assert.Equal(t, "READ", p.last().names())
	p.last().refuse()
	assert.True(t, p.IsAuthenticated(), "the network's faults are not the session's")
}

func TestNoCallWaitsForAHeartbeatThatIsTriedAgain(t *testing.T) {
	t.Run("called while it is", func(t *testing.T) {
		p := loggedIn(t)
		p.advance(1_020_000)
		p.last().refuse()
		p.last().refuse() // the next attempt is waited for
		p.login()
		assert.Equal(t, "AUTHENTICATE", p.last().names())
	})
	t.Run("called during the first attempt", func(t *testing.T) {
		p := loggedIn(t)
		p.advance(1_020_000)
		p.send("score", "POST")
		p.turn()
		require.Equal(t, "READ", p.last().names())
		p.last().refuse()
		assert.Equal(t, "POST", p.last().names())
	})
}

func TestHeartbeatWithoutAnExpiry(t *testing.T) {
	p := newPage(t, newOrigin())
	p.Attach("S9", 7, "", 0)
	p.advance(30_000)
	require.Len(t, p.sent, 1)
	assert.Equal(t, "READ", p.last().names())
}

func TestHeartbeatThatFindsTheSessionOver(t *testing.T) {
	p := loggedIn(t)
	p.advance(1_020_000)
	p.last().results(`{"status":403,"reason_code":40303}`)
	assert.False(t, p.IsAuthenticated())
	a := p.logout()
	p.turn()
	requireCodes(t, a, 403, 40303)
}

func TestNoHeartbeatIsLeftWithoutASession(t *testing.T) {
	p := loggedIn(t)
	p.send("score", "POST")
	p.turn()
	p.login()
	p.last().results(`{"status":403,"reason_code":40303}`)
	p.last().results(`{"status":403,"reason_code":40307}`)
	n := len(p.sent)
	p.advance(10_000_000)
	assert.Len(t, p.sent, n)
	assert.Empty(t, p.timers)
}

func TestLogoutOvertakesAHeartbeat(t *testing.T) {
	p := loggedIn(t)
	p.advance(1_020_000)
	beat := p.last()
	require.Equal(t, "READ", beat.names())
	p.logout()
	assert.True(t, beat.closed)
	assert.Equal(t, "LOGOUT", p.last().names())
	beat.results(done200)
	assert.False(t, p.IsAuthenticated())
	p.last().results(done200)
	p.advance(10_000_000)
	assert.Len(t, p.sent, 3, "no heartbeat after a logout")
}

// TestHeartbeatsAreTheNextSessionsOwn checks that the timer which a logout leaves running is
// nothing to the session after it.
func TestHeartbeatsAreTheNextSessionsOwn(t *testing.T) {
	p := newPage(t, newOrigin())
	p.Attach("S1", 7, "", 1_000)
	p.logout()
	p.last().results(done200)
	p.Attach("S2", 7, "", 10_000)
	p.advance(8_499)
	require.Len(t, p.sent, 1)
	p.advance(1)
	require.Len(t, p.sent, 2)
	assert.Equal(t, "READ", p.last().names())

	p.logout()
	p.last().results(done200)
	n := len(p.sent)
	p.advance(10_000) // it runs out
	p.Attach("S3", 7, "", 1_000)
	p.advance(850)
	assert.Len(t, p.sent, n+1)
}

// TestHeartbeatsOfAShortSession checks that a session that lasts for next to no time does not
// take all of the page's.
func TestHeartbeatsOfAShortSession(t *testing.T) {
	for _, expiry := range []int{1, 99, 100} {
		p := newPage(t, newOrigin())
		p.Attach("S9", 7, "", expiry)
		p.advance(99)
		assert.Empty(t, p.sent, expiry)
		p.advance(1)
		require.Len(t, p.sent, 1, expiry)
		p.last().results(done200)
		p.advance(99)
		assert.Len(t, p.sent, 1, expiry)
		p.advance(1)
		assert.Len(t, p.sent, 2, expiry)
	}
}

// heartbeatAndACall is a page whose heartbeat is in flight, and a call that waits for it.
func heartbeatAndACall(t *testing.T) (*page, *answer) {
	p := loggedIn(t)
	p.advance(1_020_000)
	require.Equal(t, "READ", p.last().names())
	a := p.send("score", "POST")
	p.turn()
	require.Equal(t, "READ", p.last().names())
	return p, a
}

func TestNoCallIsLeftBehindAHeartbeatThatIsGivenUp(t *testing.T) {
	t.Run("the session is attached again", func(t *testing.T) {
		p, a := heartbeatAndACall(t)
		p.Attach("S1", 2, "P1", 0)
		p.turn()
		require.Equal(t, "POST", p.last().names())
		p.last().results(done200)
		requireCodes(t, a, 200, 0)
	})
	t.Run("another session is attached during a login", func(t *testing.T) {
		p := loggedIn(t)
		p.advance(1_020_000)
		in := p.login()
		p.Attach("S9", 2, "P1", 0)
		p.turn()
		require.Equal(t, "AUTHENTICATE", p.last().names())
		p.last().results(openedNew)
		requireCodes(t, in, 200, 0)
	})
	t.Run("another game is initialized during a login", func(t *testing.T) {
		p := loggedIn(t)
		p.advance(1_020_000)
		in := p.login()
		p.Initialize("20002", "secret", "1.0.0", "")
		p.turn()
		require.Equal(t, "AUTHENTICATE", p.last().names())
		p.last().results(openedNew)
		requireCodes(t, in, 200, 0)
	})
	t.Run("another tab has logged out", func(t *testing.T) {
		p, a := heartbeatAndACall(t)
		two := newPage(t, p.origin)
		two.Attach("S1", 5, "P1", 0)
		two.logout()
		two.advance(100)
		p.Heard(two.broadcast[0])
		p.turn()
		requireCodes(t, a, 403, 40304)
	})
}
