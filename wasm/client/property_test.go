package client_test

import (
	"fmt"
	"playerstate/jsbridge/jsonvalue"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"playerstate/wasm/servop"
)

// TestAnyOrderOfEvents checks that in whatever order things happen, every call is answered
// once and never during the call, a player who logged out is logged out, logouts of one
// session are one packet, and every attempt at a packet has the same bytes.
func TestAnyOrderOfEvents(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p := newPage(t, newOrigin())
		p.SetPacketTimeouts([]int{1_000, 2_000, 3_000})
		var answers []*answer
		loggedOut := true
		sessions := 0
		packets := map[string]*exchange{} // by session and number

		// One of the exchanges that are under way, nil where there is none.
		pick := func() *exchange {
			var under []*exchange
			for _, x := range p.sent {
				if x.open() {
					under = append(under, x)
				}
			}
			if len(under) == 0 {
				return nil
			}
			return rapid.SampledFrom(under).Draw(rt, "exchange")
		}
		entries := func(x *exchange) []string {
			var results []string
			for _, name := range strings.Split(x.names(), ",") {
				if name != "AUTHENTICATE" {
					results = append(results, done200)
					continue
				}
				sessions++
				results = append(results, fmt.Sprintf(`{"status":200,"data":{"sessionId":"S%d","playerSessionExpiry":60}}`, sessions))
			}
			return results
		}
		rt.Repeat(map[string]func(*rapid.T){
			"login":  func(*rapid.T) { answers = append(answers, p.login()); loggedOut = false },
			"logout": func(*rapid.T) { answers = append(answers, p.logout()); loggedOut = true },
			"send":   func(*rapid.T) { answers = append(answers, p.send("score", "POST")) },
			"close":  func(*rapid.T) { p.LogoutOnApplicationClose(false); loggedOut = true },
			"attach": func(*rapid.T) {
				sessions++
				p.Attach(fmt.Sprintf("S%d", sessions), 1000*sessions, "", 60_000)
				loggedOut = false
			},
			"turn": func(*rapid.T) { p.turn() },
			"answer": func(*rapid.T) {
				if x := pick(); x != nil {
					x.results(entries(x)...)
				}
			},
			"late answer": func(rt *rapid.T) {
				if len(p.sent) == 0 {
					return
				}
				x := rapid.SampledFrom(p.sent).Draw(rt, "exchange")
				x.results(entries(x)...)
			},
			"fault": func(rt *rapid.T) {
				x := pick()
				if x == nil {
					return
				}
				rapid.SampledFrom([]func(){
					x.refuse,
					func() { x.answer(503, "") },
					func() { x.answer(404, "") },
					func() { x.answer(200, "<html>") },
					func() { x.results(`{"status":403,"reason_code":40303}`) },
					func() { x.answer(200, `{"packetId":-1,"responses":[{"status":403,"reason_code":40301}]}`) },
					func() { x.reply(servop.Reply{Status: 429, RetryAfter: 5_000}) },
				}).Draw(rt, "fault")()
			},
			"time":   func(rt *rapid.T) { p.advance(rapid.IntRange(1, 20_000).Draw(rt, "ms")) },
			"online": func(*rapid.T) { p.Online() },
			"": func(rt *rapid.T) {
				if loggedOut {
					require.False(rt, p.IsAuthenticated(), "a player who logged out is logged out")
					require.Empty(rt, p.SessionID())
				}
				logouts := map[string]string{}
				for _, x := range p.sent {
					key := fmt.Sprint(x.sessionID(), " ", x.packetID())
					if x.sessionID() == "" {
						key += x.Body // a login has no session yet
					}
					if first, ok := packets[key]; ok {
						require.Equal(rt, first.Body, x.Body, "every attempt has the same bytes")
						require.False(rt, x.names() == "AUTHENTICATE" && first != x, "AUTHENTICATE is sent once")
					} else {
						packets[key] = x
					}
					if strings.Contains(x.names(), "LOGOUT") {
						require.Contains(rt, []string{"", x.Body}, logouts[x.sessionID()], "one LOGOUT a session")
						logouts[x.sessionID()] = x.Body
					}
				}
				for _, a := range answers {
					require.LessOrEqual(rt, len(a.results), 1)
				}
			},
		})

		// In the end everything is answered, and the next login and logout work.
		for range 20 {
			p.advance(10_000)
			for _, x := range p.sent {
				if x.open() {
					x.results(entries(x)...)
				}
			}
		}
		for i, a := range answers {
			require.Len(rt, a.results, 1, "call %d", i)
			_, ok := jsonvalue.Integer(a.results[0].Member("status"))
			require.True(rt, ok)
		}
		in := p.login()
		p.turn()
		x := p.last()
		x.results(entries(x)...)
		requireCodes(rt, in, 200, 0)
		out := p.logout()
		p.last().results(done200)
		requireCodes(rt, out, 200, 0)
		p.turn()
		require.Empty(rt, p.kept(), "nothing is left to deliver")
	})
}
