package client_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/jsbridge/jsonvalue"
	"playerstate/wasm/client"
)

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

func TestLongMessagesDoNotShareALogoutsPacket(t *testing.T) {
	p := loggedIn(t)
	p.Send("score", "POST", `"`+strings.Repeat("x", 40<<10)+`"`, func(jsonvalue.Value) {})
	p.logout()
	require.Equal(t, "POST", p.last().names())
	p.last().results(done200)
	assert.Equal(t, "LOGOUT", p.last().names())
}

func TestLogoutTakesEarlierCallsOfTheTurnAlong(t *testing.T) {
	p := loggedIn(t)
	score, logout := p.send("score", "POST"), p.logout()
	require.Len(t, p.sent, 2)
	assert.Equal(t, "POST,LOGOUT", p.last().names())
	p.last().results(`{"status":200,"data":{"n":1}}`, done200)
	requireCodes(t, score, 200, 0)
	requireCodes(t, logout, 200, 0)
}

func TestTheMessagesBesideALogoutAreCounted(t *testing.T) {
	p := loggedIn(t)
	half := `"` + strings.Repeat("x", 16<<10) + `"`
	p.Send("score", "ONE", half, func(jsonvalue.Value) {})
	p.Send("score", "TWO", half, func(jsonvalue.Value) {})
	p.logout()
	require.Equal(t, "ONE,TWO", p.last().names(), "each is short enough, both are not")
	p.last().results(done200, done200)
	assert.Equal(t, "LOGOUT", p.last().names())
}

func TestLogoutOfASessionOfBeforeDoesNotHideTheLatest(t *testing.T) {
	t.Run("as it is answered", func(t *testing.T) {
		p := loggedIn(t)
		first := p.logout()
		p.Attach("S9", 5, "", 0)
		second := p.logout()
		p.last().results(done200)
		requireCodes(t, first, 200, 0)
		third := p.logout()
		p.last().results(done200)
		requireCodes(t, second, 200, 0)
		requireCodes(t, third, 200, 0)
	})
	t.Run("as it is refused", func(t *testing.T) {
		p := loggedIn(t)
		p.send("score", "POST")
		p.turn()
		first := p.logout()
		p.Attach("S9", 5, "", 0)
		second := p.logout()
		p.last().results(`{"status":403,"reason_code":40303}`)
		requireCodes(t, first, 403, 40304)
		third := p.logout()
		require.Equal(t, "S9", p.last().sessionID())
		p.last().results(done200)
		requireCodes(t, second, 200, 0)
		requireCodes(t, third, 200, 0)
	})
}

func TestCallsOfASessionWhoseLogoutIsStoredAreNotSent(t *testing.T) {
	p := loggedIn(t)
	p.send("score", "POST")
	p.turn()
	later := p.send("score", "LATER")
	out := p.logout()
	in := p.login()
	p.last().refuse() // the login waits: the LOGOUT goes to the outbox
	p.turn()
	require.Equal(t, "AUTHENTICATE", p.last().names())
	requireCodes(t, out, 900, 90001)
	requireCodes(t, later, 403, 40304)
	p.last().results(openedNew)
	requireCodes(t, in, 200, 0)
}

func TestSessionThatWasLoggedOutDoesNotExpire(t *testing.T) {
	p := loggedIn(t)
	p.send("score", "POST")
	p.turn()
	out := p.logout()
	p.last().results(`{"status":403,"reason_code":40303}`)
	requireCodes(t, out, 403, 40304)
	assert.NotContains(t, p.told(), client.Expired)
}

func TestLogoutIsStoredUnderTheNumberThatItWillHave(t *testing.T) {
	p := loggedIn(t)
	p.send("score", "POST")
	p.turn()
	p.Send("score", "LATER", `"`+strings.Repeat("x", 40<<10)+`"`, func(jsonvalue.Value) {})
	p.logout()
	require.Contains(t, p.origin.store[p.kept()[0]], `"packetId":2,"messages":1`)
	p.last().results(done200)
	require.Equal(t, "LATER", p.last().names())
	require.Equal(t, 2, p.last().packetID())
	assert.Contains(t, p.origin.store[p.kept()[0]], `"packetId":3,"messages":1`)
	p.last().results(done200)
	assert.Equal(t, 3, p.last().packetID())
}
