package client_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/jsbridge/jsonvalue"
)

func TestEveryAttemptSendsTheSameBytes(t *testing.T) {
	p := loggedIn(t)
	a := p.logout()
	first := p.last()
	for range 10 {
		p.last().refuse()
		p.advance(2_000)
		if status, _ := a.codes(t); status != 0 {
			break
		}
	}
	requireCodes(t, a, 900, 90001)
	require.GreaterOrEqual(t, len(p.sent), 5)
	for _, x := range p.sent[1:5] {
		assert.Equal(t, first.Body, x.Body)
		assert.Equal(t, first.Signature, x.Signature)
	}
}

func TestAttemptsThatHangHaveTheirOwnTimeEach(t *testing.T) {
	p := loggedIn(t)
	start := p.now
	a := p.logout()
	p.advance(15_000)
	require.Len(t, p.sent, 3, "again at once")
	assert.Equal(t, start+15_000, p.sent[2].at)
	assert.True(t, p.sent[1].closed, "what is given up is aborted")
	p.advance(20_000)
	p.advance(35_000)
	p.advance(49_999)
	requireCodes(t, a, 0, 0)
	p.advance(1)
	requireCodes(t, a, 900, 90001)
	assert.Equal(t, start+120_000, p.now)
	for i, x := range p.sent[1:5] {
		assert.True(t, x.closed, i)
	}
}

func TestWhatIsRetried(t *testing.T) {
	for name, fault := range map[string]func(*exchange){
		"refused":   (*exchange).refuse,
		"HTTP 408":  func(x *exchange) { x.answer(408, "") },
		"HTTP 425":  func(x *exchange) { x.answer(425, "") },
		"HTTP 429":  func(x *exchange) { x.answer(429, "") },
		"HTTP 500":  func(x *exchange) { x.answer(500, "") },
		"HTTP 502":  func(x *exchange) { x.answer(502, "") },
		"HTTP 503":  func(x *exchange) { x.answer(503, "") },
		"HTTP 504":  func(x *exchange) { x.answer(504, "") },
		"HTML":      func(x *exchange) { x.answer(200, "<html>") },
		"empty":     func(x *exchange) { x.answer(200, "") },
		"other":     func(x *exchange) { x.answer(200, `{"packetId":0,"responses":[{"status":200}]}`) },
		"two":       func(x *exchange) { x.results(done200, done200) },
		"no status": func(x *exchange) { x.results(`{}`) },
		"at work":   func(x *exchange) { x.results(`{"status":403,"reason_code":40606}`) },
		"hangs":     func(x *exchange) { x.fakeHost.advance(x.Timeout) },
	} {
		t.Run(name, func(t *testing.T) {
			p := loggedIn(t)
			a := p.logout()
			fault(p.last())
			require.Len(t, p.sent, 3)
			assert.Equal(t, p.sent[1].Body, p.last().Body)
			p.last().results(done200)
			requireCodes(t, a, 200, 0)
			p.login()
			p.last().results(openedNew)
			again := p.logout()
			p.last().results(done200)
			requireCodes(t, again, 200, 0)
		})
	}
}

func TestWhatIsNotRetried(t *testing.T) {
	for _, status := range []int{400, 401, 403, 404, 410, 413, 501, 520} {
		p := loggedIn(t)
		a := p.logout()
		p.last().answer(status, "")
		requireCodes(t, a, 900, 90001)
		assert.Len(t, p.sent, 2, status)
	}
}

func TestLastAttemptGivesTheReason(t *testing.T) {
	p := loggedIn(t)
	p.SetPacketTimeouts([]int{1_000, 1_000})
	a := p.logout()
	p.last().refuse()
	p.last().answer(200, "<html>")
	requireCodes(t, a, 900, 40408)

	p = loggedIn(t)
	a = p.logout()
	p.last().answer(400, `{"reason_code":40301,"status_message":"Bad signature"}`)
	requireCodes(t, a, 900, 40301)
	assert.Equal(t, "Bad signature", a.results[0].Text("status_message"))
}

func TestLoginDoesNotWaitForALogoutThatIsTriedAgain(t *testing.T) {
	t.Run("called while it is", func(t *testing.T) {
		p := loggedIn(t)
		out := p.logout()
		p.last().refuse()
		retry := p.last()
		in := p.login()
		p.turn()
		requireCodes(t, out, 900, 90001)
		assert.True(t, retry.closed)
		require.Equal(t, "AUTHENTICATE", p.last().names())
		p.last().results(openedNew)
		requireCodes(t, in, 200, 0)
		assert.Equal(t, "S2", p.SessionID())
	})
	t.Run("called during the first attempt", func(t *testing.T) {
		p := loggedIn(t)
		out := p.logout()
		p.login()
		require.Equal(t, "LOGOUT", p.last().names(), "the first attempt is waited for")
		p.last().refuse()
		requireCodes(t, out, 900, 90001)
		require.Equal(t, "AUTHENTICATE", p.last().names())
	})
}

func TestPacketNumbersAreUsedUpBySendingOnly(t *testing.T) {
	p := newPage(t, newOrigin())
	p.send("score", "POST")
	p.logout()
	p.turn()
	p.login()
	assert.Equal(t, 0, p.last().packetID())
	p.last().refuse()
	p.login()
	assert.Equal(t, 1, p.last().packetID())
}

func TestPacketOfAnOpenSessionIsNotGivenUp(t *testing.T) {
	p := loggedIn(t)
	score := p.send("score", "POST")
	p.turn()
	p.last().refuse()
	p.login()
	p.turn()
	assert.True(t, p.last().open(), "the player has not left the session")
	p.last().results(done200)
	requireCodes(t, score, 200, 0)
	assert.Equal(t, "AUTHENTICATE", p.last().names())
}

func TestPacketIsNotGivenUpForACallThatIsGone(t *testing.T) {
	p := loggedIn(t)
	p.SetPacketTimeouts([]int{15_000, 20_000, 20_000})
	out := p.logout()
	p.last().refuse()
	p.last().refuse() // the next attempt is waited for
	p.login()
	p.Leave() // drops the login, and sends the packet once more
	p.turn()
	requireCodes(t, out, 0, 0)
	assert.True(t, p.last().open())
	p.last().results(done200)
	requireCodes(t, out, 200, 0)
}

func TestPacketThatIsAnsweredInTimeIsNotGivenUp(t *testing.T) {
	p := loggedIn(t)
	out := p.logout()
	p.last().refuse()
	in := p.login() // which would give it up at the end of the turn
	score := p.send("score", "POST")
	p.last().results(done200)
	requireCodes(t, out, 200, 0)
	require.Equal(t, "AUTHENTICATE", p.last().names())
	p.last().results(openedNew)
	requireCodes(t, in, 200, 0)
	p.last().results(done200)
	requireCodes(t, score, 200, 0)
	assert.Empty(t, p.kept())
}

func TestLeavingSendsALogoutThatWaitsForItsNextAttempt(t *testing.T) {
	p := loggedIn(t)
	out := p.logout()
	p.last().refuse()
	p.last().refuse()
	require.Len(t, p.sent, 3)
	p.Leave()
	require.Len(t, p.sent, 4)
	assert.True(t, p.last().Keepalive)
	assert.Equal(t, p.sent[1].Body, p.last().Body)
	assert.Len(t, p.kept(), 1)
	p.advance(5_000)
	assert.Len(t, p.sent, 4, "once")
	p.last().results(done200)
	requireCodes(t, out, 200, 0)
	assert.Empty(t, p.kept())
}

func TestLeavingReplacesAnAttemptThatWouldDieWithThePage(t *testing.T) {
	p := loggedIn(t)
	p.logout()
	p.last().refuse()
	second := p.last()
	require.False(t, second.Keepalive)
	p.Leave()
	require.Len(t, p.sent, 4)
	assert.True(t, second.closed)
	assert.True(t, p.last().Keepalive)
}

func TestLogoutThatIsTooLongDoesNotOutliveThePage(t *testing.T) {
	p := newPage(t, newOrigin())
	p.Attach(strings.Repeat("s", 32<<10), 1, "", 0)
	p.logout()
	require.Equal(t, "LOGOUT", p.last().names())
	assert.False(t, p.last().Keepalive, "the platform would refuse it")
	p.Leave()
	assert.Len(t, p.sent, 1)
	assert.Len(t, p.kept(), 1, "but its record does")
}

func TestLogoutBesideLongMessagesOutlivesThePage(t *testing.T) {
	named := map[string]int{}
	for length := 30 << 10; length < 33<<10; length += 64 {
		p := loggedIn(t)
		p.Send("score", "POST", `"`+strings.Repeat("x", length)+`"`, func(jsonvalue.Value) {})
		p.logout()
		named[p.last().names()]++
		p.Leave()
		assert.Contains(t, p.last().names(), "LOGOUT")
		assert.True(t, p.last().Keepalive, length)
	}
	assert.Len(t, named, 2, "a shorter one goes along")
	assert.Positive(t, named["POST,LOGOUT"])
}

func TestLogoutBesideManyMessagesOutlivesThePage(t *testing.T) {
	const opened = `{"status":200,"data":{"sessionId":"S1","maxBundleMsgs":500}}`
	for name, out := range map[string]func(*page){
		"a call":  func(p *page) { p.logout() },
		"closing": func(p *page) { p.LogoutOnApplicationClose(false) },
	} {
		t.Run(name, func(t *testing.T) {
			alone := 0
			for length := range 40 {
				p := newPage(t, newOrigin())
				p.login()
				p.last().results(opened)
				for range 400 {
					p.Send("score", "POST", `"`+strings.Repeat("x", length)+`"`, func(jsonvalue.Value) {})
				}
				out(p)
				p.Leave()
				require.Contains(t, p.last().names(), "LOGOUT")
				require.True(t, p.last().Keepalive, length)
				if p.last().names() == "LOGOUT" {
					alone++
				}
			}
			assert.Positive(t, alone)
			assert.Less(t, alone, 40)
		})
	}
}

func TestFlightThatTheQueueDoesNotWaitForIsNotInTheWay(t *testing.T) {
	p := loggedIn(t)
	p.send("score", "POST")
	p.turn()
	out := p.logout()
	p.Leave()
	closing := p.last()
	require.Equal(t, "LOGOUT", closing.names())
	p.login() // the page has come back
	closing.refuse()
	requireCodes(t, out, 0, 0)
	require.Equal(t, "LOGOUT", p.last().names())
	p.last().results(done200)
	requireCodes(t, out, 200, 0)
}

func TestCallThatFailsLeavesALogoutThatWasSentPastIt(t *testing.T) {
	p := loggedIn(t)
	score := p.send("score", "POST")
	p.turn()
	call := p.last()
	out := p.logout()
	p.Leave()
	closing := p.last()
	p.login() // the page has come back
	call.refuse()
	requireCodes(t, score, 900, 90001)
	requireCodes(t, out, 0, 0)
	closing.results(done200)
	requireCodes(t, out, 200, 0)
	assert.Empty(t, p.kept())
}

func TestAttemptThatThePagesOwnFetchReplacesIsAborted(t *testing.T) {
	p := loggedIn(t)
	out := p.logout()
	p.onFetch = p.Leave // during the second attempt, which would die with the page
	p.last().refuse()
	require.Len(t, p.sent, 4)
	assert.True(t, p.sent[2].closed)
	require.True(t, p.sent[3].open())
	assert.True(t, p.sent[3].Keepalive)
	p.last().refuse()
	p.advance(1_000)
	require.Len(t, p.sent, 5)
	p.last().results(done200)
	requireCodes(t, out, 200, 0)
}

// taken is an answer to a packet whose number is another one's.
const taken = `{"status":403,"reason_code":40730}`

func TestNumberThatIsTakenIsPutDown(t *testing.T) {
	p := loggedIn(t)
	p.send("score", "POST")
	p.turn()
	p.last().results(taken)
	assert.Equal(t, 2, p.last().packetID())
	assert.Contains(t, p.retained, `"next":3`)
	assert.Equal(t, "3", p.origin.store["lastPacketId"])
}

func TestTakenNumberOfAPacketThatALogoutHasOvertaken(t *testing.T) {
	p := loggedIn(t)
	p.send("score", "POST")
	p.turn()
	post := p.last()
	p.LogoutOnApplicationClose(false)
	require.Equal(t, 2, p.last().packetID())
	post.results(taken)
	assert.Equal(t, "POST", p.last().names())
	assert.Equal(t, 3, p.last().packetID(), "2 is the logout's")
}

func TestCallsThatMayHaveBeenMadeBeforeTheirLogoutAreNotMadeAgain(t *testing.T) {
	p := loggedIn(t)
	p.send("score", "POST")
	out := p.logout()
	p.last().refuse()
	require.Equal(t, "POST,LOGOUT", p.last().names())
	p.last().results(taken, taken)
	requireCodes(t, out, 403, 40730)
	p.advance(2_000)
	assert.Equal(t, "LOGOUT", p.last().names())
	assert.Equal(t, 3, p.last().packetID())
}

func TestTakenNumberIsHeardInHTTPsOwnAnswer(t *testing.T) {
	p := loggedIn(t)
	p.send("score", "POST")
	p.turn()
	p.last().answer(403, taken)
	assert.Equal(t, 2, p.last().packetID())
}
