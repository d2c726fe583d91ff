package client_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/jsbridge/jsonvalue/jsonvaluetest"
	"playerstate/wasm/client"
	"playerstate/wasm/servop"
)

// unconfirmed is a page whose logout of session S1 is not confirmed, after the
// first attempts have all failed.
func unconfirmed(t *testing.T, o *origin) *page {
	p := newPage(t, o)
	p.login()
	p.last().results(opened)
	p.SetPacketTimeouts([]int{10_000})
	a := p.logout()
	p.last().refuse()
	requireCodes(t, a, 900, 90001)
	return p
}

func TestUnconfirmedLogoutIsDeliveredWithBackoff(t *testing.T) {
	p := unconfirmed(t, newOrigin())
	require.Len(t, p.kept(), 1)
	packet := p.last()
	var waits []int
	for range 12 {
		before, n := p.now, len(p.sent)
		for len(p.sent) == n && p.now < before+1_000_000 {
			p.advance(50)
		}
		waits = append(waits, p.now-before)
		assert.Equal(t, packet.Body, p.last().Body)
		assert.Equal(t, packet.Signature, p.last().Signature)
		p.last().refuse()
	}
	assert.Equal(t, []int{750, 1_500, 3_000, 6_000, 12_000, 24_000, 48_000, 96_000, 192_000, 225_000, 225_000, 225_000}, waits)
	p.advance(300_000)
	p.last().results(done200)
	assert.Empty(t, p.kept())
	n := len(p.sent)
	p.advance(10_000_000)
	assert.Len(t, p.sent, n)
}

func TestUnconfirmedLogoutIsDeliveredOnline(t *testing.T) {
	p := unconfirmed(t, newOrigin())
	for range 4 {
		p.advance(10_000)
		p.last().refuse()
	}
	n := len(p.sent)
	p.Online()
	require.Len(t, p.sent, n+1)
	p.Online()
	assert.Len(t, p.sent, n+1, "not while it is on its way")
	p.last().results(done200)
	p.Online()
	assert.Len(t, p.sent, n+1)
	assert.Empty(t, p.kept())
}

func TestUnconfirmedLogoutIsDeliveredOnTheNextLoad(t *testing.T) {
	o := newOrigin()
	first := unconfirmed(t, o)
	packet := first.last().Request
	first.close()

	w := newFakeHost(t, o)
	client.New(w).Adopt() // not even initialised
	w.turn()
	require.Len(t, w.sent, 1)
	packet.Timeout = w.sent[0].Timeout // the one setting that a new page has not been told
	assert.Equal(t, packet, w.sent[0].Request)
	w.sent[0].results(done200)
	assert.Empty(t, w.kept())
}

func TestLogoutWithoutAnAnswerOutlivesThePage(t *testing.T) {
	for name, meanwhile := range map[string]func(*page){
		"it takes its time": func(p *page) { p.advance(100) },
		"an attempt failed": func(p *page) { p.last().refuse() },
		"the page is left":  func(p *page) { p.Leave() },
	} {
		t.Run(name, func(t *testing.T) {
			o := newOrigin()
			p := newPage(t, o)
			p.login()
			p.last().results(opened)
			p.logout()
			require.Empty(t, p.kept(), "one that is answered soon needs no storage")
			meanwhile(p)
			p.close()
			w := newFakeHost(t, o)
			client.New(w).Adopt()
			w.turn()
			require.Len(t, w.sent, 1)
			assert.Equal(t, p.last().Body, w.sent[0].Body)
		})
	}
}

func TestLogoutThatIsAnsweredLateIsDropped(t *testing.T) {
	p := loggedIn(t)
	p.logout()
	p.advance(1_000)
	require.Len(t, p.kept(), 1)
	p.last().results(done200)
	assert.Empty(t, p.kept())
}

func TestTwoTabsDoNotDeliverTwice(t *testing.T) {
	o := newOrigin()
	first := unconfirmed(t, o)
	second := newPage(t, o)
	second.advance(1_000_000)
	assert.Empty(t, second.sent, "the first tab holds it")

	first.close()
	second.turn()
	require.Len(t, second.sent, 1)
	third := newPage(t, o)
	third.turn()
	assert.Empty(t, third.sent)
	second.last().results(done200)
	third.turn()
	assert.Empty(t, third.sent, "it is delivered by then")
}

// TestPageThatComesBackHasLeftTheDeliveryToOthers has a page in the cache while another page
// of the origin delivers, or tries to.
func TestPageThatComesBackHasLeftTheDeliveryToOthers(t *testing.T) {
	for name, of := range map[string]func(*origin) *page{
		"its own": func(o *origin) *page { return unconfirmed(t, o) },
		"another page's": func(o *origin) *page {
			unconfirmed(t, o).close()
			p := newPage(t, o)
			p.turn()
			p.last().refuse()
			return p
		},
	} {
		for _, delivered := range []bool{true, false} {
			t.Run(fmt.Sprint(name, ", delivered: ", delivered), func(t *testing.T) {
				o := newOrigin()
				p := of(o)
				p.Leave()
				n := len(p.sent)
				second := newPage(t, o)
				second.turn()
				require.Len(t, second.sent, 1, "the page in the cache holds no lock")
				if delivered {
					second.last().results(done200)
				} else {
					second.last().refuse()
				}
				second.close()

				p.advance(2_000)
				if delivered {
					assert.Len(t, p.sent, n, "it does not deliver it again")
					assert.Equal(t, name == "its own", slices.Contains(p.told(), client.Delivered), "the page is told if it knows of it")
				} else {
					require.Len(t, p.sent, n+1)
					p.last().results(done200)
				}
				assert.Empty(t, p.kept())
			})
		}
	}
}

// TestPageThatComesBackWaitsForTheOneThatDelivers has another page go on with the delivery.
func TestPageThatComesBackWaitsForTheOneThatDelivers(t *testing.T) {
	o := newOrigin()
	p := unconfirmed(t, o)
	p.advance(750)
	under := p.last() // is under way as the page is left
	p.Leave()
	second := newPage(t, o)
	second.turn()
	second.last().refuse()
	under.refuse()
	n := len(p.sent)
	p.Online()
	p.advance(60_000)
	assert.Len(t, p.sent, n, "the other page has the lock")
	second.close()
	p.advance(60_000)
	require.Greater(t, len(p.sent), n)
}

// backFromTheCache is a page that has come back, and its logout, which is in flight. Another
// page of the origin has delivered it meanwhile.
func backFromTheCache(t *testing.T, timeouts ...int) (*page, *answer) {
	o := newOrigin()
	p := newPage(t, o)
	p.login()
	p.last().results(opened)
	p.SetPacketTimeouts(timeouts)
	a := p.logout()
	p.advance(100)
	p.Leave()
	second := newPage(t, o)
	second.turn()
	second.last().results(done200)
	second.advance(100)
	p.advance(0)
	return p, a
}

func TestPageThatComesBackIsAnsweredItself(t *testing.T) {
	p, a := backFromTheCache(t, 10_000, 10_000, 10_000)
	p.last().refuse()
	p.advance(1_000)
	p.last().results(done200) // replayed
	requireCodes(t, a, 200, 0)
	assert.Empty(t, p.kept())
}

func TestPageThatComesBackAndHearsNothing(t *testing.T) {
	p, a := backFromTheCache(t, 10_000)
	n := len(p.sent)
	p.last().refuse()
	requireCodes(t, a, 900, 90001)
	assert.Equal(t, []client.EventType{client.Unconfirmed, client.Delivered}, p.told()[len(p.told())-2:])
	p.advance(1_000_000)
	assert.Len(t, p.sent, n)
	assert.Empty(t, p.kept())
}

func TestWhatEndsADelivery(t *testing.T) {
	for name, test := range map[string]struct {
		reply func(*exchange)
		ends  bool
	}{
		"200":             {func(x *exchange) { x.results(done200) }, true},
		"40303":           {func(x *exchange) { x.results(`{"status":403,"reason_code":40303}`) }, true},
		"40304":           {func(x *exchange) { x.results(`{"status":403,"reason_code":40304}`) }, true},
		"40356":           {func(x *exchange) { x.results(`{"status":403,"reason_code":40356}`) }, true},
		"40303 over HTTP": {func(x *exchange) { x.answer(403, `{"reason_code":40303}`) }, true},
		"refused":         {(*exchange).refuse, false},
		"HTTP 404":        {func(x *exchange) { x.answer(404, "") }, false},
		"HTTP 503":        {func(x *exchange) { x.answer(503, "") }, false},
		"HTML":            {func(x *exchange) { x.answer(200, "<html>") }, false},
		"hangs":           {func(x *exchange) { x.fakeHost.advance(10_000) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			p := unconfirmed(t, newOrigin())
			p.advance(750)
			n := len(p.sent)
			test.reply(p.last())
			assert.Equal(t, test.ends, len(p.kept()) == 0)
			p.advance(5_000)
			assert.Equal(t, test.ends, len(p.sent) == n)
		})
	}
}

func TestUnconfirmedLogoutIsDroppedWithItsSession(t *testing.T) {
	p := unconfirmed(t, newOrigin()) // the session has 1200 s
	for end := p.now + 1_300_000; p.now < end; {
		p.advance(10_000)
		if p.last().open() {
			p.last().refuse()
		}
	}
	assert.Empty(t, p.kept())
	n := len(p.sent)
	p.Online()
	p.advance(10_000_000)
	assert.Len(t, p.sent, n)
}

func TestDeliveryNeverTouchesANewerSession(t *testing.T) {
	p := unconfirmed(t, newOrigin())
	p.login()
	p.last().results(openedNew)
	p.advance(750)
	require.Equal(t, "S1", p.last().sessionID())
	p.last().results(`{"status":403,"reason_code":40303}`)
	assert.Equal(t, "S2", p.SessionID())
	score := p.send("score", "POST")
	p.turn()
	assert.Equal(t, "S2", p.last().sessionID())
	p.last().results(done200)
	requireCodes(t, score, 200, 0)
}

// TestDeliveredRecordStaysLockedForAWhile checks it because another page may be granted the
// lock sooner than it sees that the record is gone.
func TestDeliveredRecordStaysLockedForAWhile(t *testing.T) {
	p := unconfirmed(t, newOrigin())
	p.advance(750)
	p.last().results(done200)
	require.Empty(t, p.kept())
	p.advance(99)
	assert.Equal(t, 1, p.origin.held())
	p.advance(1)
	assert.Zero(t, p.origin.held())
}

func TestDeliveryHonoursRetryAfter(t *testing.T) {
	p := unconfirmed(t, newOrigin())
	p.advance(750)
	n := len(p.sent)
	p.last().reply(servop.Reply{Status: 503, RetryAfter: 100_000})
	p.advance(99_999)
	require.Len(t, p.sent, n)
	p.advance(1)
	require.Len(t, p.sent, n+1)
}

func TestClosingLogoutThatFailsIsDeliveredByOnePage(t *testing.T) {
	p := loggedIn(t)
	p.SetPacketTimeouts([]int{10_000})
	p.LogoutOnApplicationClose(false)
	next := newPage(t, p.origin) // holds the record from now on
	next.turn()
	require.Len(t, next.sent, 1)
	p.last().refuse()
	p.advance(5_000)
	assert.Len(t, p.sent, 2, "the other page delivers it")
	next.last().results(done200)
	next.advance(100) // and then gives the lock up
	p.turn()
	p.advance(100_000)
	assert.Len(t, p.sent, 2)
	assert.Empty(t, p.kept())
	assert.Zero(t, p.origin.held())
}

func TestRefusedDeliveryIsTriedAgain(t *testing.T) {
	p := unconfirmed(t, newOrigin())
	p.advance(750)
	n := len(p.sent)
	p.last().results(`{"status":500,"reason_code":40906}`)
	assert.Len(t, p.kept(), 1)
	assert.NotContains(t, p.told(), client.Delivered)
	p.advance(10_000)
	require.Greater(t, len(p.sent), n)
	p.last().results(done200)
	assert.Empty(t, p.kept())
	assert.Contains(t, p.told(), client.Delivered)
}

// held is how many locks the pages hold, or wait for.
func (o *origin) held() (n int) {
	for _, waiting := range o.locks {
		n += len(waiting)
	}
	return n
}

func TestClosingLogoutIsDeliveredByItsOwnPageIfNoOtherOneHas(t *testing.T) {
	p := loggedIn(t)
	p.SetPacketTimeouts([]int{10_000})
	p.LogoutOnApplicationClose(false)
	next := newPage(t, p.origin)
	next.turn()
	next.close() // before it has an answer
	p.last().refuse()
	p.advance(1_000)
	require.Len(t, p.sent, 3)
	p.last().results(done200)
	p.advance(100)
	assert.Empty(t, p.kept())
	assert.Zero(t, p.origin.held())
}

// TestDeliveryGoesOnForAsLongAsTheSessionLasts has a session of no known expiry, which is
// taken to last for a day.
func TestDeliveryGoesOnForAsLongAsTheSessionLasts(t *testing.T) {
	p := newPage(t, newOrigin())
	p.Attach("S9", 7, "", 0)
	p.SetPacketTimeouts([]int{10_000})
	p.logout()
	p.last().refuse()
	begun := p.now
	for latest := p.now; len(p.kept()) > 0; {
		require.LessOrEqual(t, p.now-latest, 300_000)
		p.advance(1_000)
		if p.last().open() {
			if len(p.sent) > 12 {
				require.GreaterOrEqual(t, p.now-latest, 150_000)
			}
			latest = p.now
			p.last().refuse()
		}
	}
	assert.InDelta(t, 86_400_000, p.now-begun, 1_000)
	assert.Greater(t, len(p.sent), 300)
}

// closedPast is a page whose logout was sent past a call, and stored.
func closedPast(t *testing.T, timeouts ...int) (p *page, call *exchange) {
	p = loggedIn(t)
	p.send("score", "POST")
	p.turn()
	call = p.last()
	p.SetPacketTimeouts(timeouts)
	p.logout()
	p.Leave()
	return p, call
}

func TestStoredLogoutOfASessionThatACallFindsOver(t *testing.T) {
	for name, refuse := range map[string]bool{"it waits": false, "it is sent": true} {
		t.Run(name, func(t *testing.T) {
			p, call := closedPast(t, 10_000)
			p.last().refuse()
			p.turn()
			if refuse {
				p.advance(1_000)
				require.Len(t, p.sent, 4)
			}
			n := len(p.sent)
			call.results(`{"status":403,"reason_code":40303}`)
			assert.Empty(t, p.kept())
			assert.Equal(t, "delivered", string(p.events[len(p.events)-1].kind))
			p.Online()
			p.advance(10_000_000)
			assert.Len(t, p.sent, n, "nothing is left to deliver")
			assert.Zero(t, p.origin.held())
		})
	}
}

func TestLogoutOfASessionThatACallFindsOverMeanwhile(t *testing.T) {
	p, call := closedPast(t, 10_000, 10_000)
	call.results(`{"status":403,"reason_code":40303}`)
	assert.Empty(t, p.kept())
	n := len(p.events)
	p.last().refuse()
	assert.Empty(t, p.kept(), "nor while it is tried again")
	p.last().refuse()
	assert.Empty(t, p.kept(), "nothing is left to deliver")
	assert.Len(t, p.events, n)
}

func TestLogoutIsStoredForAWeekAtMost(t *testing.T) {
	p := newPage(t, newOrigin())
	p.Attach("S9", 7, "", 30*24*3_600_000)
	p.logout()
	p.Leave()
	require.Len(t, p.kept(), 1)
	expires, ok := jsonvaluetest.Parse(p.origin.store[p.kept()[0]]).Integer("expires")
	require.True(t, ok)
	assert.Equal(t, p.WallClock()+7*24*3_600_000, expires)
}

func TestOnlineTakesOverLogoutsThatOthersHaveLeft(t *testing.T) {
	p := newPage(t, newOrigin())
	other := newPage(t, p.origin)
	other.Attach("S9", 7, "", 0)
	other.LogoutOnApplicationClose(false)
	other.close()
	p.Online()
	p.turn()
	require.Len(t, p.sent, 1)
	assert.Equal(t, other.last().Body, p.last().Body)
}

// TestRefusedLogoutOfAnotherPageIsSentAnew has the page that is loaded next deliver it, which
// has nothing of it but the record.
func TestRefusedLogoutOfAnotherPageIsSentAnew(t *testing.T) {
	for name, test := range map[string]struct {
		refused string
		numbers []int
	}{
		"by an error":         {`{"status":500,"reason_code":40906}`, []int{2, 3, 4}},
		"its number is taken": {`{"status":400,"reason_code":40730}`, []int{3, 6, 11}},
	} {
		t.Run(name, func(t *testing.T) {
			left := unconfirmed(t, newOrigin())
			left.close()
			p := newPage(t, left.origin)
			p.turn()
			first := p.last()
			require.Equal(t, left.last().Body, first.Body)
			for _, number := range test.numbers {
				before := len(p.sent)
				p.last().results(test.refused)
				for len(p.sent) == before {
					p.advance(1_000)
				}
				x := p.last()
				assert.Equal(t, "LOGOUT S1 "+strconv.Itoa(number), fmt.Sprint(x.names(), " ", x.sessionID(), " ", x.packetID()))
				assert.Equal(t, [2]string{first.URL, first.AppID}, [2]string{x.URL, x.AppID})
				signature := servop.Sign([]byte(x.Body), []byte("secret"))
				assert.Equal(t, string(signature[:]), x.Signature)
			}
			p.last().results(done200)
			assert.Empty(t, p.kept())
		})
	}
}

// TestRefusedLogoutThatCannotBeSignedIsSentAgainAsItIs has nobody there who knows the game's
// secret, or a record whose packet is none.
func TestRefusedLogoutThatCannotBeSignedIsSentAgainAsItIs(t *testing.T) {
	for name, appID := range map[string]string{"another game": "20002", "no game": "", "no packet": "20001"} {
		t.Run(name, func(t *testing.T) {
			left := unconfirmed(t, newOrigin())
			left.close()
			if name == "no packet" {
				for _, key := range left.kept() {
					left.origin.store[key] = strings.Replace(left.origin.store[key], `"body":"{`, `"body":"`, 1)
				}
			}
			w := newFakeHost(t, left.origin)
			p := &page{w, client.New(w)}
			if appID != "" {
				p.Initialize(appID, "secret", "1.0.0", "https://example.test")
			}
			p.Adopt()
			p.turn()
			first := p.last()
			first.answer(200, `{"packetId":1,"responses":[{"status":500,"reason_code":40906}]}`)
			for p.last() == first {
				p.advance(1_000)
			}
			assert.Equal(t, first.Body, p.last().Body)
			assert.Equal(t, first.Signature, p.last().Signature)
		})
	}
}

// TestRefusedLogoutIsSentAnewUnderTheNextNumber checks that the server is not asked for the
// refusal that it has kept.
func TestRefusedLogoutIsSentAnewUnderTheNextNumber(t *testing.T) {
	p := loggedIn(t)
	p.send("score", "POST")
	p.logout()
	require.Equal(t, 1, p.last().packetID())
	p.last().results(done200, `{"status":500,"reason_code":40906}`)
	for number := 2; number < 5; number++ {
		n := len(p.sent)
		p.advance(10_000)
		require.Greater(t, len(p.sent), n)
		assert.Equal(t, number, p.last().packetID())
		assert.Equal(t, "LOGOUT", p.last().names())
		if number < 4 {
			p.last().results(`{"status":500,"reason_code":40906}`)
		}
	}
	p.last().results(done200)
	assert.Empty(t, p.kept())
}
