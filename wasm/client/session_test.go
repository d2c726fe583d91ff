package client_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/jsbridge/jsonvalue"
	"playerstate/wasm/client"
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
	requireCodes(t, a, 403, 40304)
}

func TestCallsOfOneTurnShareAPacket(t *testing.T) {
	p := loggedIn(t)
	var answers []*answer
	for range 12 {
		answers = append(answers, p.send("score", "POST"))
	}
	require.Len(t, p.sent, 1)
	p.turn()
	require.Len(t, p.sent, 2)
	entries := []string{done200, done200, done200, done200, done200, done200, done200, done200, done200, `{"status":400,"reason_code":1}`}
	p.last().results(entries...)
	requireCodes(t, answers[9], 400, 1)
	requireCodes(t, answers[10], 0, 0)
	assert.Equal(t, "POST,POST", p.last().names(), "ten messages a packet")
}

func TestBundleLimitOfTheServer(t *testing.T) {
	p := newPage(t, newOrigin())
	p.login()
	p.last().results(`{"status":200,"data":{"sessionId":"S1","maxBundleMsgs":2}}`)
	for range 3 {
		p.send("score", "POST")
	}
	p.turn()
	assert.Equal(t, "POST,POST", p.last().names())
}

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

func TestServerURL(t *testing.T) {
	for _, url := range []string{
		"https://x.test", "https://x.test/", "https://x.test//", "https://x.test/dispatcherv2", "https://x.test/dispatcherv2/", "https://x.test/dispatcherv2//dispatcherv2/",
	} {
		p := newPage(t, newOrigin())
		p.SetServerURL(url)
		p.login()
		assert.Equal(t, "https://x.test/dispatcherv2", p.last().URL, url)
	}
}

func TestServerURLOfTheVendor(t *testing.T) {
	w := newFakeHost(t, newOrigin())
	p := &page{w, client.New(w)}
	assert.False(t, p.IsInitialized())
	p.Initialize("20001", "secret", "1.0.0", "")
	assert.True(t, p.IsInitialized())
	p.login()
	assert.Equal(t, "https://api.braincloudservers.com/dispatcherv2", p.last().URL)
}

func TestInitializingForAnotherGameLeavesTheSession(t *testing.T) {
	p := loggedIn(t)
	p.Initialize("20001", "secret", "1.0.1", "")
	assert.True(t, p.IsAuthenticated(), "the same game")
	p.Initialize("20002", "secret", "1.0.0", "")
	assert.False(t, p.IsAuthenticated())
}

func TestLoggingNamesNoSecret(t *testing.T) {
	p := newPage(t, newOrigin())
	p.EnableLogging(true)
	p.login()
	p.last().results(opened)
	p.logout()
	for range 4 {
		p.last().refuse()
		p.advance(3_000)
	}
	require.NotEmpty(t, p.lines)
	assert.Contains(t, p.lines, "packet 1 playerState.LOGOUT: attempt 1 of 4")
	for _, line := range p.lines {
		for _, secret := range []string{"S1", "secret", p.last().Signature} {
			assert.NotContains(t, line, secret)
		}
	}
}

func TestSecondLoginThatFailsLeavesTheFirst(t *testing.T) {
	p := newPage(t, newOrigin())
	first, second := p.login(), p.login()
	p.last().results(opened)
	requireCodes(t, first, 200, 0)
	assert.Equal(t, "S1", p.SessionID(), "while the second is on its way")
	p.last().results(`{"status":403,"reason_code":40307}`)
	requireCodes(t, second, 403, 40307)
	assert.Equal(t, "S1", p.SessionID())
	p.logout()
	assert.Equal(t, "S1", p.last().sessionID())
}

func TestLogoutAfterTwoLoginsOfWhichTheSecondFails(t *testing.T) {
	p := newPage(t, newOrigin())
	p.login()
	p.login()
	out := p.logout()
	p.last().results(opened)
	p.last().results(`{"status":403,"reason_code":40307}`)
	require.Equal(t, "LOGOUT", p.last().names())
	assert.Equal(t, "S1", p.last().sessionID())
	p.last().results(done200)
	requireCodes(t, out, 200, 0)
	assert.False(t, p.IsAuthenticated())
}

func TestAnswersKeepTheOrderOfTheCalls(t *testing.T) {
	p := loggedIn(t)
	var order []int
	for i := range 3 {
		p.Send("score", "POST", "", func(jsonvalue.Value) { order = append(order, i) })
		p.turn()
	}
	p.last().results(`{"status":403,"reason_code":40303}`)
	assert.Equal(t, []int{0, 1, 2}, order)
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

func TestPacketsOfASessionAreItsOwnGames(t *testing.T) {
	p := loggedIn(t)
	p.send("score", "POST")
	p.turn()
	p.logout()
	p.Initialize("99999", "other", "1.0.0", "")
	p.last().results(done200)
	require.Equal(t, "LOGOUT", p.last().names())
	assert.Equal(t, "20001", p.last().AppID)
	assert.Contains(t, p.last().Body, `"gameId":"20001"`)
}

func TestLongMessagesDoNotShareALogoutsPacket(t *testing.T) {
	p := loggedIn(t)
	p.Send("score", "POST", `"`+strings.Repeat("x", 40<<10)+`"`, func(jsonvalue.Value) {})
	p.logout()
	require.Equal(t, "POST", p.last().names())
	p.last().results(done200)
	assert.Equal(t, "LOGOUT", p.last().names())
}
