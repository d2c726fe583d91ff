package client_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/wasm/client"
	"playerstate/wasm/servop"
)

// closing is a page with session S1, which is ended when the page is left.
func closing(t *testing.T) *page {
	p := loggedIn(t)
	p.LogoutOnClose(true)
	return p
}

// prepared are the operations, the session and the number of each packet that is ready.
func (p *page) prepared() string {
	var packets []string
	for _, f := range p.farewells {
		x := &exchange{Request: f.Request, fakeHost: p.fakeHost}
		packets = append(packets, fmt.Sprint(x.names(), " ", x.sessionID(), " ", x.packetID()))
	}
	return strings.Join(packets, "; ")
}

// logoutBehind has the player log out while a packet is in flight, and returns that.
func (p *page) logoutBehind() *exchange {
	p.send("score", "POST")
	p.turn()
	packet := p.last()
	p.logout()
	return packet
}

// leavesWithout leaves the page without what was prepared for that, and returns the packets
// that the client then sends, by their bodies.
func (p *page) leavesWithout() map[string]client.Request {
	before := len(p.sent)
	p.Client.Leave(false)
	return byBody(p.sent[before:])
}

func byBody(sent []*exchange) map[string]client.Request {
	requests := map[string]client.Request{}
	for _, x := range sent {
		requests[x.Body] = x.Request
	}
	return requests
}

func TestFarewellIsTheLogoutThatTheClientWouldSend(t *testing.T) {
	for name, make := range map[string]func(*page){
		"after a login":        func(*page) {},
		"after a packet":       func(p *page) { p.send("score", "POST"); p.turn(); p.last().results(done200) },
		"a packet in flight":   func(p *page) { p.send("score", "POST"); p.turn() },
		"a call that waits":    func(p *page) { p.send("score", "POST") },
		"calls behind another": func(p *page) { p.send("score", "POST"); p.turn(); p.send("score", "A"); p.send("score", "B") },
		"calls that don't fit": func(p *page) {
			for range 10 {
				p.send("score", "POST")
			}
		},
		"an attached session": func(p *page) { p.Attach("S9", 7, "P9", 0) },
		"attached again":      func(p *page) { p.Attach("S1", 40, "P1", 0) },
		"at another server":   func(p *page) { p.SetServerURL("https://other.test"); p.Attach("S1", 1, "P1", 0) },
		"a foreign session": func(p *page) {
			p.AttachForeign(client.Foreign{SessionID: "V1", ProfileID: "P1", PacketID: 12, AppID: "20002", Secret: "other", URL: "https://vendor.test"})
		},
		"a login in flight": func(p *page) { p.login() },
		"a second login": func(p *page) {
			p.login()
			p.last().results(openedNew)
		},
		"a redirected login": func(p *page) {
			p.login()
			p.last().results(`{"status":202,"reason_code":40308,"redirect_url":"https://there.test","redirect_appid":"20009"}`)
			p.last().results(openedNew)
		},
		"a logout that waits": func(p *page) { p.logoutBehind() },
		"a logout that waits, and a call before it": func(p *page) {
			p.send("score", "POST")
			p.turn()
			p.send("score", "POST")
			p.logout()
		},
		"a logout that waits, and a login behind it": func(p *page) {
			p.logoutBehind()
			p.login()
		},
		"a logout that waits, and another session": func(p *page) {
			p.logoutBehind()
			p.Attach("S9", 7, "P9", 0)
		},
		"a foreign session beside": func(p *page) { p.AttachForeign(foreignOfP1) },
		"other timeouts":           func(p *page) { p.SetPacketTimeouts([]int{1_000}) },
		"another expiry":           func(p *page) { p.Attach("S1", 1, "P1", 5_000) },
		"a heartbeat":              func(p *page) { p.advance(1_200_000 / 100 * 85) },
		"another's end":            func(p *page) { p.Heard(`logout "20001" "P7" x 9`) },
	} {
		t.Run(name, func(t *testing.T) {
			p, other := closing(t), closing(t)
			make(p)
			make(other)
			require.NotEmpty(t, p.farewells)
			farewells, sent := slices.Clone(p.farewells), len(p.sent)
			want := other.leavesWithout()
			require.Len(t, want, len(farewells))
			for _, f := range farewells {
				assert.Equal(t, want[f.Request.Body], f.Request)
				assert.True(t, f.Request.Keepalive)
				assert.Equal(t, other.origin.store[f.Key], f.Record, "as it is stored")
			}

			p.Leave()
			assert.Equal(t, want, byBody(p.sent[sent:]))
			assert.Len(t, p.sent, len(other.sent))
			assert.Equal(t, other.origin.store, p.origin.store)
			assert.ElementsMatch(t, other.broadcast, p.broadcast)
			assert.Equal(t, other.events, p.events)
			assert.Equal(t, other.SessionID(), p.SessionID())
			assert.Empty(t, p.prepared())
		})
	}
}

func TestFarewellIsWithdrawn(t *testing.T) {
	for name, end := range map[string]func(*page){
		"logged out": func(p *page) { p.logout() },
		"expired": func(p *page) {
			p.send("score", "POST")
			p.turn()
			p.last().results(`{"status":403,"reason_code":40303}`)
		},
		"reset":        func(p *page) { p.ResetCommunication() },
		"another game": func(p *page) { p.Initialize("20002", "other", "1.0.0", "") },
		"logged out elsewhere": func(p *page) {
			p.Heard(`logout "20001" "P1" x 9`)
		},
		"closed by the page": func(p *page) { p.LogoutOnApplicationClose(false) },
		"left":               func(p *page) { p.Leave() },
		"not wanted":         func(p *page) { p.LogoutOnClose(false) },
		"deleted": func(p *page) {
			p.send("playerState", "FULL_PLAYER_RESET")
			p.turn()
			p.last().results(done200)
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := closing(t)
			require.Equal(t, "LOGOUT S1 1", p.prepared())
			end(p)
			assert.Empty(t, p.prepared())
			sent := len(p.sent)
			p.Leave()
			assert.Len(t, p.sent, sent, "nothing is sent twice")
		})
	}
}

// TestLogoutThatWaitsIsSentAsThePageIsLeft has nobody there but the host when a page is left
// whose player has logged out while a packet was in flight.
func TestLogoutThatWaitsIsSentAsThePageIsLeft(t *testing.T) {
	p := loggedIn(t)
	p.send("score", "POST")
	p.turn()
	require.Empty(t, p.prepared(), "the player stays")
	p.logout()
	p.Attach("S9", 7, "P9", 0)
	require.Equal(t, "LOGOUT S1 2", p.prepared())
	retained, told := p.retained, len(p.broadcast)
	p.farewells[0].carryOut(p.fakeHost)
	assert.Equal(t, "LOGOUT S1 2", fmt.Sprint(p.last().names(), " ", p.last().sessionID(), " ", p.last().packetID()))
	assert.Equal(t, retained, p.retained)
	assert.Equal(t, 1, told, "as it was called")
	assert.Len(t, p.broadcast, told)
}

// TestLogoutOfAPageThatLogsOutAsItIsLeftIsTold has a farewell that is not carried out.
func TestLogoutOfAPageThatLogsOutAsItIsLeftIsTold(t *testing.T) {
	p := closing(t)
	p.logoutBehind()
	p.advance(100)
	require.Len(t, p.broadcast, 1)
	assert.Contains(t, p.broadcast[0], `logout "20001" "P1" `)
}

// TestLogoutByThePagesOwnFetchIsTold has the page's own fetch log a player out whose session
// has no farewell, while another one's was carried out.
func TestLogoutByThePagesOwnFetchIsTold(t *testing.T) {
	p := loggedIn(t)
	p.logout()
	p.last().refuse() // the second attempt would die with the page
	p.Attach("S7", 5, "P7", 0)
	p.logout()
	p.Attach("S9", 5, "P9", 0)
	require.Equal(t, "LOGOUT S7 5", p.prepared())
	told := len(p.broadcast)
	p.farewells[0].carryOut(p.fakeHost)
	p.onFetch = func() { p.logout() } // as the logout of S1 is sent once more
	p.Client.Leave(true)
	p.advance(100)
	assert.Contains(t, strings.Join(p.broadcast[told:], "\n"), `"P9"`)
}

func TestLogoutThatWaitsIsNoFarewellOnceItIsSent(t *testing.T) {
	p := loggedIn(t)
	score := p.logoutBehind()
	require.NotEmpty(t, p.prepared())
	score.results(done200)
	require.Equal(t, "LOGOUT", p.last().names())
	assert.Empty(t, p.prepared())
}

// TestLogoutThatWaitsIsLeftWithItsCalls has scripts alone send a logout with the call before it,
// and the next page of the tab deliver the same packet.
func TestLogoutThatWaitsIsLeftWithItsCalls(t *testing.T) {
	p := loggedIn(t)
	p.send("score", "POST")
	p.turn()
	p.send("score", "LATER")
	p.logout()
	require.Equal(t, "LATER,LOGOUT S1 2", p.prepared())
	p.farewells[0].carryOut(p.fakeHost)
	packet := p.last().Body
	p.close()
	p.Client = client.New(p.fakeHost)
	p.Initialize("20001", "secret", "1.0.0", "https://example.test")
	p.Adopt()
	p.turn()
	assert.Equal(t, packet, p.last().Body)
	p.last().results(done200, done200)
	assert.Empty(t, p.kept())
}

// TestFarewellOfTheSessionOfTheEarlierPage has nobody take it up.
func TestFarewellOfTheSessionOfTheEarlierPage(t *testing.T) {
	load := func() *page {
		p := loggedIn(t)
		p.Client.Leave(false)
		p.retained = strings.Replace(p.retained, `"state":"open"`, `"state":"left"`, 1)
		p.Client = client.New(p.fakeHost)
		p.LogoutOnClose(true)
		p.Initialize("20001", "secret", "1.0.0", "https://example.test")
		return p
	}
	p, other := load(), load()
	require.Equal(t, "LOGOUT S1 1", p.prepared())
	assert.Equal(t, "[]", p.farewells[0].Retained)
	sent, want := len(p.sent), other.leavesWithout()
	require.Len(t, want, 1)
	p.Leave()
	assert.Equal(t, want, byBody(p.sent[sent:]))
	assert.NotEmpty(t, p.broadcast)
	assert.ElementsMatch(t, other.broadcast, p.broadcast)
	assert.Equal(t, other.retained, p.retained)
}

// TestFarewellRetainsWhatIsNotOver has the end of an earlier session confirmed meanwhile.
func TestFarewellRetainsWhatIsNotOver(t *testing.T) {
	p := closing(t)
	p.logout()
	logout := p.last()
	p.Attach("S9", 7, "P9", 0)
	require.Contains(t, p.farewells[0].Retained, "S1")
	logout.results(done200)
	require.Len(t, p.farewells, 1)
	assert.NotContains(t, p.farewells[0].Retained, "S1")
}

func TestFarewellTellsOfThePlayerThatTheSessionHasNow(t *testing.T) {
	p := closing(t)
	p.Attach("S1", 1, "P5", 0)
	require.Len(t, p.farewells, 1)
	assert.Contains(t, p.farewells[0].Notice, `"P5"`)
}

// TestFarewellOfAForeignSessionThatIsNotAttached has the other client's session go on in a page
// that comes back.
func TestFarewellOfAForeignSessionThatIsNotAttached(t *testing.T) {
	p := newPage(t, newOrigin())
	p.LogoutOnClose(true)
	f := foreignOfP1
	p.ForeignSeen(f)
	p.Leave()
	f.PacketID++
	p.ForeignSeen(f)
	assert.Equal(t, "LOGOUT V1 13", p.prepared())
}

// TestFarewellIsNoneThatIsStale has the page's own fetch leave the page while a packet goes
// out: it has used up the number.
func TestFarewellIsNoneThatIsStale(t *testing.T) {
	p := closing(t)
	held := "none was looked at"
	p.onFetch = func() { held = p.prepared() }
	p.send("score", "POST")
	p.turn()
	assert.Empty(t, held)
	assert.Equal(t, "LOGOUT S1 2", p.prepared())
}

func TestFarewellThatIsAnswered(t *testing.T) {
	p := closing(t)
	p.Leave()
	require.Len(t, p.kept(), 1)
	p.last().results(done200)
	assert.Empty(t, p.kept())
	p.login()
	assert.Equal(t, 2, p.last().packetID(), "one number was used up")
	p.last().results(openedNew)
	assert.Equal(t, "LOGOUT S2 3", p.prepared())
}

func TestFarewellThatIsNotAnsweredIsSentAgain(t *testing.T) {
	p := closing(t)
	p.Leave()
	first := p.last()
	first.refuse()
	require.NotSame(t, first, p.last(), "the page lives on")
	assert.Equal(t, first.Body, p.last().Body)
	p.last().results(done200)
	assert.Empty(t, p.kept())
}

// TestAnswerThatIsBrokenOff has an answer begin and not end, as where a page is frozen in the
// back/forward cache.
func TestAnswerThatIsBrokenOff(t *testing.T) {
	p := closing(t)
	brokenOff := servop.Reply{Status: 200, Fault: "network error"}
	p.Leave()
	n := len(p.sent)
	p.last().reply(brokenOff)
	require.Len(t, p.sent, n, "the server has taken it")
	p.advance(0)
	require.Len(t, p.sent, n+1, "no timer fires in a page that is frozen")

	p.Returned()
	p.last().results(done200)
	p.login()
	p.last().results(openedNew)
	p.logout()
	n = len(p.sent)
	p.last().reply(brokenOff)
	assert.Len(t, p.sent, n+1, "the page is there")
}

// TestFarewellOfAProgramThatHasEnded has nobody there but the host when the page is left.
func TestFarewellOfAProgramThatHasEnded(t *testing.T) {
	p := closing(t)
	other := newPage(t, p.origin)
	other.login()
	other.last().results(openedNew)
	require.Len(t, p.farewells, 1)
	p.farewells[0].carryOut(p.fakeHost)
	p.close()
	require.Len(t, p.kept(), 1)
	assert.Equal(t, "LOGOUT S1 1", strings.Join([]string{p.last().names(), p.last().sessionID(), fmt.Sprint(p.last().packetID())}, " "))

	require.Len(t, p.broadcast, 1)
	other.Heard(p.broadcast[0])
	assert.False(t, other.IsAuthenticated(), "the player has left later than that login was called")

	p.Client = client.New(p.fakeHost) // the page is loaded anew
	p.Initialize("20001", "secret", "1.0.0", "https://example.test")
	p.Adopt()
	restored := p.call(p.RestoreSession)
	p.turn()
	requireCodes(t, restored, 403, 40304)
	p.turn()
	require.Equal(t, "LOGOUT", p.last().names(), "nobody has heard an answer")
	p.last().results(done200)
	assert.Empty(t, p.kept())
}

func TestFarewellOfAForeignSession(t *testing.T) {
	p := newPage(t, newOrigin())
	p.LogoutOnClose(true)
	f := foreignOfP1
	f.Beside, f.AppID, f.Secret, f.URL = false, "20002", "other", "https://vendor.test"
	p.ForeignSeen(f)
	assert.Equal(t, "LOGOUT V1 12", p.prepared())
	f.PacketID = 13
	p.ForeignSeen(f)
	assert.Equal(t, "LOGOUT V1 13", p.prepared())
	signature := p.farewells[0].Request.Signature
	f.Secret = "another"
	p.ForeignSeen(f)
	assert.NotEqual(t, signature, p.farewells[0].Request.Signature)
	held := p.farewells[0].Farewell
	require.Empty(t, p.sent)

	p.AttachForeign(f) // as the page is left
	require.Equal(t, "LOGOUT V1 13", p.prepared())
	assert.Equal(t, held, p.farewells[0].Farewell, "the order is that of the moment at which it was seen, too")
	p.Leave()
	require.Len(t, p.sent, 1)
	assert.Equal(t, held.Request, p.last().Request)
	assert.Empty(t, p.prepared())
}

func TestFarewellOfAForeignSessionIsWithdrawn(t *testing.T) {
	p := closing(t)
	p.ForeignSeen(foreignOfP1)
	assert.Equal(t, "LOGOUT S1 1; LOGOUT V1 12", p.prepared())
	p.logout()
	assert.Equal(t, "LOGOUT V1 12", p.prepared())
	p.ForeignSeen(client.Foreign{})
	assert.Empty(t, p.prepared())
	sent := len(p.sent)
	p.Leave()
	assert.Len(t, p.sent, sent)
}
