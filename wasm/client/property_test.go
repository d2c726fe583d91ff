package client_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"playerstate/jsbridge/jsonvalue/jsonvaluetest"
	"playerstate/wasm/client"
	"playerstate/wasm/servop"
)

// opening is a session as its server knows it.
type opening struct {
	url, appID string
	alive      bool
	// known: a client of this origin has had it.
	known bool
}

// game is one origin with its pages, and the servers that they talk to.
type game struct {
	rt      *rapid.T
	origin  *origin
	pages   []*gamePage
	opened  map[string]*opening  // by session id
	packets map[string]*exchange // by session and number
}

// gamePage is one page of the game.
type gamePage struct {
	*page
	gone bool
	// loggedOut: a logout was the last call that says who is logged in.
	loggedOut bool
	// closing: the player is logged out when the page is left.
	closing bool
	// url and appID are the latest settings.
	url, appID string
	// calls are those that its program owes a result.
	calls []*answer
	// earlier is the session that the page before this one has left in the tab.
	earlier *opening
	// told is how many of its broadcasts the other pages have had.
	told int
	seen int // how many of its exchanges were checked
}

const (
	serverOne = "https://one.test/dispatcherv2"
	serverTwo = "https://two.test/dispatcherv2"
)

// load opens a page as the script tag does.
func (g *game) load(t *testing.T) *gamePage {
	h := newFakeHost(t, g.origin)
	p := &gamePage{page: &page{h, client.New(h)}, loggedOut: true}
	p.ids = 1000 * len(g.pages)
	if len(g.pages) > 0 {
		p.now = g.pages[0].now
	}
	p.begin(serverOne, "20001")
	g.pages = append(g.pages, p)
	return p
}

// begin makes the settings of the page in a program that has started.
func (p *gamePage) begin(url, appID string) {
	p.SetPacketTimeouts([]int{1_000, 2_000, 3_000})
	p.moveTo(url)
	p.LogoutOnClose(p.closing) // first, as in a page
	p.initialize(appID)
	if p.ownRetained {
		p.Resume()
	}
	p.Adopt()
}

// initialize says which game it is, and leaves the server's URL as it is.
func (p *gamePage) initialize(appID string) {
	if p.appID != "" && p.appID != appID {
		p.loggedOut = true // of the other game
	}
	p.appID = appID
	p.StoreUnder("")
	p.Initialize(appID, "secret", "1.0.0", "")
}

// moveTo says where the packets of later sessions go.
func (p *gamePage) moveTo(url string) {
	p.url = url
	p.SetServerURL(url)
}

// die ends the program of a page, and starts another one.
func (p *gamePage) die() {
	p.end()
	p.Client = client.New(p.fakeHost)
	p.begin(p.url, p.appID)
}

// reload loads a page anew, of which the program is told or not. The session stays, unless
// somebody logs out or takes it up.
func (g *game) reload(p *gamePage, told bool) {
	if told {
		p.leave()
	} else {
		p.leaveAlone()
	}
	if s := g.opened[p.SessionID()]; s != nil {
		s.known = false
		p.earlier = s
	}
	p.end()
	p.calls = nil
	p.ownRetained = false
	p.Client = client.New(p.fakeHost)
	p.begin(p.url, p.appID)
}

// leave leaves the page, which may come back.
func (p *gamePage) leave() {
	p.leaving()
	p.Leave()
}

// leaveAlone leaves the page by scripts alone.
func (p *gamePage) leaveAlone() {
	p.leaving()
	p.onFetch = nil // it would call a program that has ended
	for _, f := range slices.Clone(p.farewells) {
		f.carryOut(p.fakeHost)
	}
	if p.closing {
		p.Client = client.New(p.fakeHost) // nobody is logged in any more
	}
}

// leaving notes who is logged out as the page is left.
func (p *gamePage) leaving() {
	if p.closing {
		p.loggedOut = true
		p.takeUp()
	}
}

// takeUp has the session of the page before this one be known again.
func (p *gamePage) takeUp() {
	if s := p.earlier; s != nil && s.appID == p.appID {
		s.known = true
	}
	p.earlier = nil
}

// end ends the program of a page, which hears nothing any more.
func (p *gamePage) end() {
	p.close()
	for _, x := range p.sent {
		x.done = func(servop.Reply) {}
	}
}

// call makes a call whose result is awaited, unless the program dies.
func (g *game) call(p *gamePage, f func(client.Done)) { p.calls = append(p.calls, p.page.call(f)) }

func (g *game) login(p *gamePage) {
	p.loggedOut = false
	g.call(p, func(done client.Done) {
		p.Login(client.Login{Type: "Universal", ExternalID: "ann", Token: `"x"`}, done)
	})
}

func (g *game) logout(p *gamePage) {
	p.loggedOut = true // before: its fetch may call in
	p.takeUp()
	g.call(p, func(done client.Done) { p.Logout(false, done) })
}

// arrive has the server take a packet, and returns its entries.
func (g *game) arrive(x *exchange, profile string) (entries []string) {
	o := g.opened[x.sessionID()]
	for _, name := range strings.Split(x.names(), ",") {
		switch {
		case name == "AUTHENTICATE":
			id := fmt.Sprintf("S%d", len(g.opened)+1)
			g.opened[id] = &opening{url: x.URL, appID: x.AppID, alive: true}
			entries = append(entries, fmt.Sprintf(`{"status":200,"data":{"sessionId":%q,"profileId":%q,"playerSessionExpiry":%d}}`, id, profile, 600*(len(g.opened)%2)))
		case o == nil || !o.alive || o.url != x.URL || o.appID != x.AppID:
			entries = append(entries, `{"status":403,"reason_code":40304}`)
		default:
			if name == "LOGOUT" || name == "FULL_PLAYER_RESET" {
				o.alive = false
			}
			entries = append(entries, done200)
		}
	}
	return entries
}

// answer has the server take a packet and answer it.
func (g *game) answer(p *gamePage, x *exchange, profile string) {
	entries := g.arrive(x, profile)
	if x.names() == "AUTHENTICATE" && x.open() && !p.gone {
		p.earlier = nil
		g.opened[fmt.Sprintf("S%d", len(g.opened))].known = true
	}
	x.results(entries...)
}

// underWay are the exchanges that the network still has.
func (g *game) underWay() (pages []*gamePage, exchanges []*exchange) {
	for _, p := range g.pages {
		for _, x := range p.sent {
			if x.open() {
				pages, exchanges = append(pages, p), append(exchanges, x)
			}
		}
	}
	return pages, exchanges
}

// spread has the pages hear each other.
func (g *game) spread() {
	for _, p := range g.pages {
		for ; p.told < len(p.broadcast); p.told++ {
			for _, other := range g.pages {
				if other != p && !other.gone {
					other.Heard(p.broadcast[p.told])
				}
			}
		}
	}
}

// check holds what must hold at any time.
func (g *game) check() {
	for _, p := range g.pages {
		if p.loggedOut && !p.gone {
			require.False(g.rt, p.IsAuthenticated(), "a player who logged out is logged out")
			require.Empty(g.rt, p.SessionID())
		}
		for ; p.seen < len(p.sent); p.seen++ {
			x := p.sent[p.seen]
			if x.names() == "AUTHENTICATE" {
				continue
			}
			o := g.opened[x.sessionID()]
			require.NotNil(g.rt, o, "%s is sent in a session", x.Body)
			require.Equal(g.rt, [2]string{o.url, o.appID}, [2]string{x.URL, x.AppID}, "a packet goes to its own session's server, for its own app")
			key := fmt.Sprint(x.sessionID(), " ", x.packetID())
			if first, ok := g.packets[key]; ok {
				require.Equal(g.rt, first.Body, x.Body, "every attempt has the same bytes")
			} else {
				g.packets[key] = x
			}
		}
	}
	for _, p := range g.pages {
		for _, a := range p.calls {
			require.LessOrEqual(g.rt, len(a.results), 1)
		}
	}
}

// TestAnyOrderOfEvents checks that, in whatever order things happen, every call is
// answered once and never during the call, a player who logged out is logged out, and a
// session that was logged out here is, in the end, ended at its own server or stored to
// be.
func TestAnyOrderOfEvents(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g := &game{rt: rt, origin: newOrigin(), opened: map[string]*opening{}, packets: map[string]*exchange{}}
		g.load(t)
		draw := func(rt *rapid.T) *gamePage {
			var alive []*gamePage
			for _, p := range g.pages {
				if !p.gone {
					alive = append(alive, p)
				}
			}
			return rapid.SampledFrom(alive).Draw(rt, "page")
		}
		profile := rapid.SampledFrom([]string{"", "P1", "P2"})
		pick := func(rt *rapid.T) (*gamePage, *exchange) {
			pages, under := g.underWay()
			if len(under) == 0 {
				return nil, nil
			}
			i := rapid.IntRange(0, len(under)-1).Draw(rt, "exchange")
			return pages[i], under[i]
		}
		rt.Repeat(map[string]func(*rapid.T){
			"login":  func(rt *rapid.T) { g.login(draw(rt)) },
			"logout": func(rt *rapid.T) { g.logout(draw(rt)) },
			"send": func(rt *rapid.T) {
				p := draw(rt)
				g.call(p, func(done client.Done) { p.Send("score", "POST", "", done) })
			},
			"raw login": func(rt *rapid.T) {
				p := draw(rt)
				p.loggedOut = false
				g.call(p, func(done client.Done) { p.Send("authenticationV2", "AUTHENTICATE", `{"x":1}`, done) })
			},
			"raw logout": func(rt *rapid.T) {
				p := draw(rt)
				p.loggedOut = true
				p.takeUp()
				g.call(p, func(done client.Done) { p.Send("playerState", "LOGOUT", "", done) })
			},
			"closing logout": func(rt *rapid.T) {
				p := draw(rt)
				p.loggedOut = true
				p.takeUp()
				p.LogoutOnApplicationClose(false)
			},
			"anonymous login": func(rt *rapid.T) {
				p := draw(rt)
				p.loggedOut = false
				create := rapid.Bool().Draw(rt, "forceCreate")
				g.call(p, func(done client.Done) {
					p.Login(client.Login{Type: client.Anonymous, Token: `""`, ForceCreate: create}, done)
				})
			},
			"reload": func(rt *rapid.T) { g.reload(draw(rt), rapid.Bool().Draw(rt, "told")) },
			"restore": func(rt *rapid.T) {
				p := draw(rt)
				g.call(p, func(done client.Done) { p.RestoreSession(done) })
				if s := g.opened[p.SessionID()]; s != nil && s == p.earlier {
					p.loggedOut = false
					p.takeUp()
				}
			},
			"reset": func(rt *rapid.T) {
				p := draw(rt)
				if s := g.opened[p.SessionID()]; s != nil {
					s.known = false // nothing is sent
				}
				p.loggedOut = true
				p.earlier = nil
				p.ResetCommunication()
			},
			"delete user": func(rt *rapid.T) {
				p := draw(rt)
				g.call(p, func(done client.Done) { p.Send("playerState", "FULL_PLAYER_RESET", "", done) })
			},
			"leave": func(rt *rapid.T) { draw(rt).leave() },
			"logoutOnClose": func(rt *rapid.T) {
				p := draw(rt)
				p.closing = rapid.Bool().Draw(rt, "on")
				p.LogoutOnClose(p.closing)
			},
			"page goes": func(rt *rapid.T) {
				p := draw(rt)
				p.leave()
				if s := g.opened[p.SessionID()]; s != nil {
					s.known = false // nobody logged out
				}
				p.end()
				p.gone, p.calls = true, nil
				g.load(t)
			},
			"second page": func(rt *rapid.T) {
				if len(g.pages) < 4 {
					g.load(t)
				}
			},
			"program dies": func(rt *rapid.T) {
				p := draw(rt)
				p.calls = nil // the page's script answers them
				p.die()
			},
			"attach": func(rt *rapid.T) {
				p := draw(rt)
				id := fmt.Sprintf("S%d", len(g.opened)+1)
				g.opened[id] = &opening{url: p.url, appID: p.appID, alive: true, known: true}
				p.loggedOut, p.earlier = false, nil
				p.Attach(id, 1000*len(g.opened), profile.Draw(rt, "profile"), 600_000*(len(g.opened)%2))
			},
			"attach again": func(rt *rapid.T) {
				p := draw(rt)
				if o := g.opened[p.SessionID()]; o != nil && o.url == p.url {
					p.loggedOut = false
					p.Attach(p.SessionID(), 1000*len(g.opened)+500+len(p.sent), profile.Draw(rt, "profile"), 0)
				}
			},
			"initialize":   func(rt *rapid.T) { draw(rt).initialize(rapid.SampledFrom([]string{"20001", "20002"}).Draw(rt, "app")) },
			"setServerUrl": func(rt *rapid.T) { draw(rt).moveTo(rapid.SampledFrom([]string{serverOne, serverTwo}).Draw(rt, "url")) },
			"page's fetch calls in": func(rt *rapid.T) {
				p := draw(rt)
				calls := map[string]func(){
					"logout":                   func() { g.logout(p) },
					"login":                    func() { g.login(p) },
					"logoutOnApplicationClose": func() { p.loggedOut = true; p.takeUp(); p.LogoutOnApplicationClose(false) },
					"leave":                    func() { p.leave() },
					"online":                   func() { p.Online() },
				}
				p.onFetch = calls[rapid.SampledFrom(slices.Sorted(maps.Keys(calls))).Draw(rt, "call")]
			},
			"turn": func(rt *rapid.T) { draw(rt).turn() },
			"answer": func(rt *rapid.T) {
				if p, x := pick(rt); x != nil {
					g.answer(p, x, profile.Draw(rt, "profile"))
				}
			},
			"answer lost": func(rt *rapid.T) {
				if _, x := pick(rt); x != nil {
					g.arrive(x, "P1")
					x.refuse()
				}
			},
			"fault": func(rt *rapid.T) {
				_, x := pick(rt)
				if x == nil {
					return
				}
				rapid.SampledFrom([]func(){
					x.refuse,
					func() { x.answer(503, "") },
					func() { x.answer(404, "") },
					func() { x.answer(200, "<html>") },
					func() {
						if o := g.opened[x.sessionID()]; o != nil {
							o.alive = false
						}
						x.results(slicesOf(`{"status":403,"reason_code":40303}`, x)...)
					},
					func() { x.results(slicesOf(`{"status":403,"reason_code":40906}`, x)...) },
					func() { x.answer(200, `{"packetId":-1,"responses":[{"status":403,"reason_code":40301}]}`) },
					func() { x.reply(servop.Reply{Status: 429, RetryAfter: 5_000}) },
				}).Draw(rt, "fault")()
			},
			"time": func(rt *rapid.T) {
				ms := rapid.IntRange(1, 20_000).Draw(rt, "ms")
				for _, p := range g.pages {
					if !p.gone {
						p.advance(ms)
					}
				}
			},
			"clock": func(rt *rapid.T) {
				ms := rapid.IntRange(-3*3_600_000, 3*3_600_000).Draw(rt, "ms")
				for _, p := range g.pages {
					p.clock += ms
				}
			},
			"online":  func(rt *rapid.T) { draw(rt).Online() },
			"notices": func(*rapid.T) { g.spread() },
			"":        func(*rapid.T) { g.check() },
		})

		// In the end everything is answered, and the next login and logout work.
		for _, p := range g.pages {
			p.onFetch = nil
		}
		for i := range 20 {
			for _, p := range g.pages {
				if !p.gone {
					p.advance([]int{400, 10_000}[i%2]) // before an attempt's time is over, and after it
				}
			}
			pages, under := g.underWay()
			for i, x := range under {
				g.answer(pages[i], x, "P1")
			}
			g.spread()
			g.check()
		}
		for _, p := range g.pages {
			for i, a := range p.calls {
				require.Len(rt, a.results, 1, "call %d", i)
				_, ok := a.results[0].Integer("status")
				require.True(rt, ok)
			}
		}
		visible := map[string]bool{}
		for _, p := range g.pages {
			if !p.gone {
				visible[p.SessionID()] = true
			}
		}
		for id, o := range g.opened {
			if o.known && o.alive && !visible[id] {
				require.True(rt, g.storedFor(id), "session %s is ended at its own server, or stored to be", id)
			}
		}
		last := g.pages[len(g.pages)-1]
		n := len(last.sent)
		in := last.login()
		last.turn()
		if len(last.sent) == n {
			last.advance(1_000) // another page has the lock of a first login
		}
		g.answer(last, last.last(), "P1")
		requireCodes(rt, in, 200, 0)
		out := last.logout()
		g.answer(last, last.last(), "P1")
		requireCodes(rt, out, 200, 0)
	})
}

// slicesOf is an entry for each message of the packet.
func slicesOf(entry string, x *exchange) (entries []string) {
	for range strings.Split(x.names(), ",") {
		entries = append(entries, entry)
	}
	return entries
}

// storedFor says whether a logout of that session is stored.
func (g *game) storedFor(id string) bool {
	for key, text := range g.origin.store {
		if strings.HasPrefix(key, "playerState.unconfirmed.") {
			body := jsonvaluetest.Parse(text).Text("body")
			if jsonvaluetest.Parse(body).Text("sessionId") == id {
				return true
			}
		}
	}
	return false
}
