package client_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/wasm/client"
)

// foreign is a session of another client, of another game at another server.
func foreign(busy bool) client.Foreign {
	return client.Foreign{SessionID: "V1", ProfileID: "P7", PacketID: 12, AppID: "30003", Secret: "vendor", URL: "https://vendor.test/", Busy: busy}
}

func TestForeignSessionIsEndedAtItsOwnServer(t *testing.T) {
	h := newFakeHost(t, newOrigin())
	p := &page{h, client.New(h)} // not initialised
	p.AttachForeign(foreign(false))
	a := p.logout()
	require.Len(t, p.sent, 1)
	assert.Equal(t, "https://vendor.test/dispatcherv2", p.last().URL)
	assert.Equal(t, "30003", p.last().AppID)
	assert.Len(t, p.kept(), 1, "at once: a program that starts anew does not know the secret")
	assert.Equal(t, `{"messages":[{"service":"playerState","operation":"LOGOUT"}],"gameId":"30003","sessionId":"V1","packetId":12}`, p.last().Body)
	p.last().results(done200)
	requireCodes(t, a, 200, 0)
	assert.Empty(t, p.kept())
	assert.Equal(t, []client.EventType{client.LoggedOut}, p.told())
}

func TestForeignClientWithoutASession(t *testing.T) {
	h := newFakeHost(t, newOrigin())
	p := &page{h, client.New(h)}
	f := foreign(false)
	f.SessionID = ""
	p.AttachForeign(f)
	a := p.logout()
	p.turn()
	requireCodes(t, a, 403, 40304)
	assert.Empty(t, p.sent)
}

func TestForeignPacketInFlightIsWaitedFor(t *testing.T) {
	p := newPage(t, newOrigin())
	p.AttachForeign(foreign(true))
	score, out := p.send("score", "POST"), p.logout()
	p.turn()
	require.Empty(t, p.sent)
	assert.False(t, p.IsAuthenticated())
	assert.Len(t, p.kept(), 1, "it is stored meanwhile")
	p.ForeignIdle()
	require.Len(t, p.sent, 1)
	assert.Equal(t, "POST,LOGOUT", p.last().names())
	p.last().results(done200, done200)
	requireCodes(t, score, 200, 0)
	requireCodes(t, out, 200, 0)
	assert.Empty(t, p.kept())
	p.ForeignIdle()
	p.advance(100_000)
	assert.Len(t, p.sent, 1)
}

func TestForeignPacketThatNeverEndsIsNotWaitedForForEver(t *testing.T) {
	p := newPage(t, newOrigin())
	p.AttachForeign(foreign(true))
	p.logout()
	p.advance(14_999)
	require.Empty(t, p.sent)
	p.advance(1)
	assert.Len(t, p.sent, 1, "after the time of one attempt")
}

func TestClosingLogoutGoesPastAForeignPacket(t *testing.T) {
	p := newPage(t, newOrigin())
	p.AttachForeign(foreign(true))
	p.LogoutOnApplicationClose(false)
	require.Len(t, p.sent, 1)
	assert.Equal(t, 12, p.last().packetID())
}

func TestForeignSessionReplacesTheClientsOwn(t *testing.T) {
	p := loggedIn(t)
	p.AttachForeign(foreign(false))
	require.Equal(t, "S1", p.last().sessionID(), "its own is ended in the background")
	p.last().results(done200)
	p.logout()
	assert.Equal(t, "V1", p.last().sessionID())
}

// leftElsewhere is a page with a session of its own, S1 of P1, whose player has logged out in
// another tab, and the notice of that.
func leftElsewhere(t *testing.T) (*origin, string) {
	one := loggedIn(t)
	one.logout()
	one.advance(100)
	require.Len(t, one.broadcast, 1)
	return one.origin, one.broadcast[0]
}

// foreignOfP1 is another session of that player.
var foreignOfP1 = client.Foreign{SessionID: "V1", ProfileID: "P1", PacketID: 12, AppID: "20001", Secret: "secret", URL: "https://example.test", Beside: true}

func TestLogoutInAnotherTabEndsAForeignSession(t *testing.T) {
	one := loggedIn(t)
	two := newPage(t, one.origin)
	two.Attach("S7", 3, "P7", 0) // another player's
	two.ForeignSeen(foreignOfP1)
	one.logout()
	one.last().results(done200)
	one.advance(100)
	notice := one.broadcast[0]
	two.events = nil

	two.Heard(notice)
	assert.Equal(t, []event{{client.ForeignLogout, `{"sessionId":"V1","notice":` + two.Quote(notice) + `}`}}, two.events)
	assert.Empty(t, two.sent, "its packet number is not known yet")

	two.AttachForeign(foreignOfP1)
	score := two.send("score", "POST") // waited there
	two.Heard(notice)
	two.turn()
	require.Len(t, two.sent, 1)
	assert.Equal(t, "V1", two.last().sessionID())
	assert.Equal(t, "POST,LOGOUT", two.last().names())
	assert.Equal(t, 12, two.last().packetID())
	assert.Len(t, two.kept(), 1)
	two.last().results(done200, done200)
	requireCodes(t, score, 200, 0)
	assert.Empty(t, two.kept())
	assert.Equal(t, event{client.LoggedOut, `{"profileId":"P1","elsewhere":true}`}, two.events[len(two.events)-1])
	assert.Equal(t, "S7", two.SessionID(), "another player's stays")
	two.advance(30_000)
	assert.Equal(t, "READ", two.last().names(), "and is kept alive")
	assert.Empty(t, two.broadcast)
}

func TestSameForeignSessionInTwoTabsIsEndedOnce(t *testing.T) {
	one := newPage(t, newOrigin())
	two := newPage(t, one.origin)
	f := foreignOfP1
	f.ProfileID = ""
	two.ForeignSeen(f)
	one.AttachForeign(f)
	one.logout()
	one.advance(100)
	two.Heard(one.broadcast[0])
	require.Equal(t, []client.EventType{client.ForeignLogout}, two.told())
	two.AttachForeign(f)
	two.Heard(one.broadcast[0])
	two.turn()
	assert.Empty(t, two.sent)
	assert.False(t, two.IsAuthenticated())
}

func TestForeignSessionThatWasSeenAfterALogoutStays(t *testing.T) {
	o, notice := leftElsewhere(t)
	p := newPage(t, o)
	p.ForeignSeen(foreignOfP1)
	p.Heard(notice)
	assert.Empty(t, p.events)
	p.AttachForeign(foreignOfP1)
	p.Heard(notice)
	assert.Equal(t, "V1", p.SessionID(), "it has the order of the moment at which it was seen")
}

func TestForeignSessionOfAnotherPlayerStays(t *testing.T) {
	for what, seen := range map[string][2]string{
		"another player":         {"P2", "20001"},
		"another game":           {"P1", "20002"},
		"a player not yet known": {"", "20001"},
	} {
		one := loggedIn(t)
		p := newPage(t, one.origin)
		f := foreignOfP1
		f.ProfileID, f.AppID = seen[0], seen[1]
		p.ForeignSeen(f)
		one.logout()
		one.advance(100)
		p.Heard(one.broadcast[0])
		assert.Empty(t, p.events, what)
	}
}

func TestLogoutOfAForeignSessionTellsTheOtherTabs(t *testing.T) {
	one, two := twoTabs(t)
	two.AttachForeign(foreignOfP1)
	two.last().results(done200) // of its own
	two.broadcast = nil
	two.logout()
	two.advance(100)
	require.NotEmpty(t, two.broadcast)
	one.Heard(two.broadcast[len(two.broadcast)-1])
	assert.False(t, one.IsAuthenticated())
}
