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
