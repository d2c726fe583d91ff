package client_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/wasm/client"
)

// TestWhenTheOtherTabsAreTold checks that they are told once the packet is on its way, and at
// once by a page that may have no later.
func TestWhenTheOtherTabsAreTold(t *testing.T) {
	p := loggedIn(t)
	p.logout()
	assert.Empty(t, p.broadcast)
	p.Leave()
	assert.Len(t, p.broadcast, 1)
	p.advance(100)
	assert.Len(t, p.broadcast, 1, "once")

	p = loggedIn(t)
	p.LogoutOnApplicationClose(false)
	assert.Len(t, p.broadcast, 1)
}

// twoTabs are two pages of one origin with the same session.
func twoTabs(t *testing.T) (one, two *page) {
	one = loggedIn(t)
	two = newPage(t, one.origin)
	two.login()
	two.last().results(opened)
	two.events = two.events[:1]
	return one, two
}

func TestLogoutInAnotherTab(t *testing.T) {
	one, two := twoTabs(t)
	one.logout()
	one.advance(100)
	require.Len(t, one.broadcast, 1)
	assert.NotContains(t, one.broadcast[0], "S1", "the session's id stays where it is")

	two.Heard(one.broadcast[0])
	assert.False(t, two.IsAuthenticated())
	assert.Equal(t, event{client.LoggedOut, `{"profileId":"P1","elsewhere":true}`}, two.events[1])
	assert.Empty(t, two.broadcast)
	assert.Len(t, two.sent, 1, "the same session is ended once")
	two.advance(10_000_000)
	assert.Len(t, two.sent, 1, "no heartbeats")
	assert.Empty(t, two.timers, "nor any that waits")
}

func TestLogoutInAnotherTabEndsThisTabsOwnSession(t *testing.T) {
	one, two := twoTabs(t)
	two.login()
	two.last().results(openedNew)
	one.logout()
	one.advance(100)
	two.Heard(one.broadcast[0])
	assert.False(t, two.IsAuthenticated())
	require.Equal(t, "LOGOUT", two.last().names())
	assert.Equal(t, "S2", two.last().sessionID())
	a := two.logout()
	two.last().results(done200)
	requireCodes(t, a, 200, 0)
}

func TestLogoutInAnotherTabDuringALogin(t *testing.T) {
	one, two := twoTabs(t)
	two.login()
	one.logout()
	one.advance(100)
	two.Heard(one.broadcast[0])
	two.last().results(openedNew)
	assert.False(t, two.IsAuthenticated())
	require.Equal(t, "LOGOUT", two.last().names())
	assert.Equal(t, "S2", two.last().sessionID())
}

// TestALogoutHasTheNextLoginsOrder has both tabs log out between their logins: the order is
// stored by a login alone, as to store takes longer than all else that a logout does.
func TestALogoutHasTheNextLoginsOrder(t *testing.T) {
	one, two := twoTabs(t)
	for _, p := range []*page{one, two} {
		p.logout()
		p.advance(100)
		require.Len(t, p.broadcast, 1)
		assert.Regexp(t, " 3$", p.broadcast[0])
	}
	assert.Equal(t, "2", one.origin.store["playerState.order"])
	one.login()
	assert.Equal(t, "3", one.origin.store["playerState.order"])
}

// TestLateNoticeLeavesALaterSession has a page that was asleep tell of its logout late: who
// has logged in since stays.
func TestLateNoticeLeavesALaterSession(t *testing.T) {
	one, two := twoTabs(t)
	one.logout()
	one.advance(100)
	two.advance(1)
	two.login()
	two.last().results(openedNew)
	two.Heard(one.broadcast[0])
	assert.True(t, two.IsAuthenticated())
	assert.Equal(t, "S2", two.SessionID())
}

func TestWhatIsNotHeard(t *testing.T) {
	const name, later = "0123456789abcdef", " 2"
	for what, text := range map[string]string{
		"another game":        `logout "20002" "P1" ` + name + later,
		"another player":      `logout "20001" "P2" ` + name + later,
		"a longer name":       `logout "20001" "P10" ` + name + later,
		"an earlier logout":   `logout "20001" "P1" ` + name + " 1",
		"no order":            `logout "20001" "P1" ` + name,
		"no number":           `logout "20001" "P1" ` + name + later + "x",
		"more than a number":  `logout "20001" "P1" ` + name + later + "00000000000000000000",
		"one that is 2 again": `logout "20001" "P1" ` + name + " 18446744073709551618",
		"no session":          `logout "20001" "P1"`,
		"no player":           `logout "20001"`,
		"nothing":             ``,
	} {
		p := loggedIn(t)
		p.Heard(text)
		assert.True(t, p.IsAuthenticated(), what)
	}
	p := loggedIn(t)
	p.Heard(`logout "20001" "P1" ` + name + later)
	assert.False(t, p.IsAuthenticated(), "the good one shows that the others are bad")

	p = newPage(t, newOrigin())
	p.Attach("S9", 1, "", 0)
	p.Heard(`logout "20001" "" ` + name + later)
	assert.True(t, p.IsAuthenticated(), "a player of no known profile")
}

func TestNoticesThatCameDuringALoginEndItsSessionOnce(t *testing.T) {
	one, two := twoTabs(t)
	two.login()
	one.logout()
	one.advance(100)
	two.Heard(one.broadcast[0])
	two.Heard(one.broadcast[0])
	n := len(two.events)
	two.last().results(openedNew)
	two.last().results(done200)
	assert.Len(t, two.events, n+2, "login, and logout once")
	assert.Equal(t, "LOGOUT", two.last().names())
	assert.Len(t, two.sent, 3)
}

func TestLogoutOfAnotherTabIsStoredWhileItWaits(t *testing.T) {
	one, two := twoTabs(t)
	two.Attach("S2", 5, "P1", 0)
	two.last().results(done200) // of S1
	two.send("score", "POST")
	two.turn()
	one.logout()
	one.last().results(done200)
	one.advance(100)
	two.Heard(one.broadcast[0])
	assert.False(t, two.IsAuthenticated())
	require.Equal(t, "POST", two.last().names())
	assert.Len(t, two.kept(), 1)
}

func TestLogoutsOfOtherTabsAreTakenOverAtOnce(t *testing.T) {
	p := newPage(t, newOrigin())
	for range 10 {
		p.Heard(`logout "20001" "P1" 0123456789abcdef 2`)
	}
	assert.Len(t, p.timers, 1)
}
