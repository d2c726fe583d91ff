package interop

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/server/dispatcher"
	"playerstate/web/test/browser"
	"playerstate/web/test/game"
)

// makers make the vendor's client of a page, by kind.
var makers = map[string]string{
	"a wrapper":          `new braincloud.BrainCloudWrapper("")`,
	"a wrapper, named":   `new braincloud.BrainCloudWrapper("game")`,
	"a wrapper, unnamed": `new braincloud.BrainCloudWrapper()`,
	"a client":           `new braincloud.BrainCloudClient()`,
}

// attached is a page whose game makes the vendor's client after all scripts, and whose tag
// names it. login(tell) logs in by it, vendor() is its client.
func (s site) attached(maker, attributes string) player {
	s.T.Helper()
	s.Put("/attached.html", game.HTML(fmt.Sprintf(`<!doctype html><meta charset=utf-8>
		<script src="playerstate.js" data-client="_bc" %s></script><script src="braincloud.js"></script><script>
		window._bc = %s;
		var vendor = () => _bc.brainCloudClient ?? _bc;
		vendor().initialize(%q, %q, %q);
		vendor().setServerUrl(%q);
		var login = (tell) => {
			if (_bc.authenticateAnonymous) return _bc.authenticateAnonymous(tell);
			vendor().authentication.anonymousId = vendor().authentication.generateAnonymousId();
			vendor().authentication.authenticateAnonymous(true, tell);
		};
		var state = () => [vendor().isAuthenticated(), vendor().getSessionId(), vendor().brainCloudManager._heartBeatIntervalId].map(String).join(" ");
		</script>`, attributes, maker, game.AppID, game.AppSecret, game.AppVersion, s.Endpoint())))
	b := s.Open()
	b.Visit(s.SiteURL + "/attached.html")
	return player{b, s}
}

// told is the JSON text of what a script's tell is told.
func (p player) told(script string) string {
	p.T.Helper()
	return p.Text(`new Promise((tell) => void (` + script + `)).then(JSON.stringify)`)
}

// in logs in by the vendor's client, and returns the session's id.
func (p player) in() string {
	p.T.Helper()
	require.Equal(p.T, "200", codes(p.T, p.told(`login(tell)`)))
	return p.Text(`vendor().getSessionId()`)
}

func TestLogoutOfAnAttachedClient(t *testing.T) {
	for kind, maker := range makers {
		t.Run(kind, func(t *testing.T) {
			s := newSite(t)
			p := s.attached(maker, "")
			assert.Equal(t, "undefined object", p.Text(`typeof _bc.attachSession + " " + typeof playerState.client`), "no _bc of ours is published")
			assert.Equal(t, "403 40304", codes(t, p.told(`vendor().playerState.logout(tell)`)), "nobody is logged in")
			calls := []string{`playerState.logout(tell)`, `vendor().playerState.logout(tell)`}
			if kind != "a client" {
				calls = append(calls, `_bc.logout(true, tell)`, `_bc.playerState.logout(tell)`)
			}
			for i, call := range calls {
				id := p.in()
				require.True(t, s.Dispatcher.SessionAlive(id), call)
				assert.Equal(t, `false  null`, p.Text(`(() => { var told = (r) => { result = r }; `+replaceTell(call)+`; return state() })()`), "local first")
				p.Run(`new Promise((resolve) => { var look = () => typeof result === "object" ? resolve() : setTimeout(look, 5); look() })`)
				assert.Equal(t, `{"status":200,"data":null}`, p.Text(`JSON.stringify(result)`), call)
				p.Run(`delete globalThis.result`)
				assert.False(t, s.Dispatcher.SessionAlive(id), call)
				assert.Equal(t, "403 40304", codes(t, p.told(call)), "call %d, again", i)
			}
		})
	}
}

// replaceTell has a call tell the function told.
func replaceTell(call string) string { return `(function (tell) { ` + call + ` })(told)` }

func TestAttachedClientsOwnCallsAreAnsweredFirst(t *testing.T) {
	s := newSite(t)
	p := s.attached(makers["a wrapper"], "")
	id := p.in()
	s.Break("slow-answer", 1, "READ")
	order := p.Text(`(async () => {
		const order = [];
		const call = (name, f) => new Promise((resolve) => f((result) => { order.push(name + " " + result.status); resolve(); }));
		const first = call("in flight", (tell) => _bc.playerState.readUserState(tell));
		while (!_bc.brainCloudManager._requestInProgress) await new Promise((next) => setTimeout(next));
		const second = call("queued", (tell) => _bc.playerState.getAttributes(tell));
		const out = call("logout", (tell) => _bc.playerState.logout(tell));
		const loggedOut = state(); // at once, whatever is answered by now
		await Promise.all([first, second, out]);
		return [loggedOut, ...order].join(", ");
	})()`)
	assert.Equal(t, "false  null, in flight 200, queued 200, logout 200", order)
	assert.False(t, s.Dispatcher.SessionAlive(id))
	p.in() // its next login works
}

func TestLogoutWhileAnAttachedClientLogsIn(t *testing.T) {
	s := newSite(t)
	p := s.attached(makers["a wrapper"], "")
	assert.Equal(t, "200 200", p.Text(`(async () => {
		const login = new Promise((tell) => login_(tell));
		const out = await playerState.logout();
		return (await login).status + " " + out.status;
		function login_(tell) { globalThis.login(tell) }
	})()`))
	assert.Equal(t, "false  null", p.Text(`state()`))
	assert.Len(t, s.Packets("LOGOUT"), 1)
}

// TestClosedPageOfAnAttachedClient closes a page with the vendor's session, which ends it with
// a packet under the number that the vendor's client has come to, also past one in flight.
func TestClosedPageOfAnAttachedClient(t *testing.T) {
	for _, kind := range []string{"a wrapper", "a client"} {
		for when, calls := range map[string]string{
			"after its login":        ``,
			"after calls":            `for (let i = 0; i < 3; i++) await new Promise((tell) => vendor().playerState.readUserState(tell));`,
			"with a packet underway": `vendor().playerState.getAttributes(() => {}); while (!vendor().brainCloudManager._requestInProgress) await new Promise((next) => setTimeout(next));`,
		} {
			t.Run(kind+" "+when, func(t *testing.T) {
				s := newSite(t)
				p := s.attached(makers[kind], "data-logout-on-close")
				p.Run(`playerState.client.ready`)
				id := p.in()
				s.Break("hang-after", 1, "GET_ATTRIBUTES")
				p.Run(`(async () => { ` + calls + ` })()`)
				var next int
				p.Eval(`vendor().brainCloudManager._packetId`, &next)
				p.Close()
				s.Over(id)
				ends := s.Packets("LOGOUT")
				require.Len(t, ends, 1)
				assert.Equal(t, next, ends[0].PacketID)
				assert.Equal(t, []string{"playerState.LOGOUT"}, ends[0].Messages)
			})
		}
	}
}

func TestDetachedClientIsAsBefore(t *testing.T) {
	s := newSite(t)
	p := s.attached(makers["a wrapper"], "")
	id := p.in()
	assert.True(t, p.Truth(`(() => {
		const ours = [_bc.logout, _bc.playerState.logout, _bc.logoutOnApplicationClose];
		playerState.detachClient();
		return ours.every((f, i) => typeof f === "function" && f !== [_bc.logout, _bc.playerState.logout, _bc.logoutOnApplicationClose][i]);
	})()`))
	assert.Equal(t, "900 90202", codes(t, p.told(`playerState.logout(tell)`)), "it is nothing to us")
	assert.True(t, s.Dispatcher.SessionAlive(id))
	p.Run(`playerState.attachClient(_bc)`)
	assert.Equal(t, "200", codes(t, p.told(`playerState.logout(tell)`)))
	assert.False(t, s.Dispatcher.SessionAlive(id))
}

func TestBadArgumentLeavesAnAttachedClientAsItIs(t *testing.T) {
	s := newSite(t)
	p := s.attached(makers["a wrapper"], "")
	id := p.in()
	for _, call := range []string{`playerState.logout("callback")`, `_bc.logout(false, "callback")`, `playerState.client.logout(1)`} {
		assert.Contains(t, p.Text(call+`.catch(String)`), "TypeError", call)
		assert.True(t, p.Truth(`_bc.brainCloudClient.isAuthenticated()`), call)
		assert.Equal(t, id, p.Text(`_bc.brainCloudClient.getSessionId()`), call)
	}
	assert.Equal(t, "200", codes(t, p.told(`playerState.logout(tell)`)))
	assert.False(t, s.Dispatcher.SessionAlive(id))
}

func TestObjectThatIsNoVendorsClient(t *testing.T) {
	s := newSite(t)
	p := s.attached(makers["a wrapper"], "")
	for script, want := range map[string]string{
		`null`:                      "its value must be an object, not null",
		`{}`:                        "its brainCloudManager must be an object, not undefined",
		`{ brainCloudManager: {} }`: "its brainCloudManager._sessionId must be a string, not undefined",
		`({ ...vendor(), brainCloudManager: { ...vendor().brainCloudManager, _packetId: "1" } })`: "its brainCloudManager._packetId must be a number, not string",
		`({ ...vendor(), playerState: {} })`:                                                      "its playerState.logout must be a function, not undefined",
	} {
		assert.Contains(t, p.Text(`(() => { try { playerState.attachClient(`+script+`) } catch (e) { return String(e) } })()`), want, script)
	}
	id := p.in()
	assert.Equal(t, "200", codes(t, p.told(`_bc.playerState.logout(tell)`)), "the one that was attached still is")
	assert.False(t, s.Dispatcher.SessionAlive(id))
}

// TestAttachedClientUnderEveryFault does each of the dispatcher's faults to the logout of
// the vendor's session: there is one callback, with the result that our own session's logout
// has, and the vendor's client can log in and out again.
func TestAttachedClientUnderEveryFault(t *testing.T) {
	for _, kind := range []string{"a wrapper", "a client"} {
		t.Run(kind, func(t *testing.T) {
			whole := newSite(t)
			page := whole.attached(makers[kind], "")
			for _, fault := range dispatcher.Faults() {
				t.Run(fault.Name, func(t *testing.T) {
					s, p, operation := site{whole.For(t), whole.recorder}, player{page.For(t), whole}, "LOGOUT"
					if fault.Preflight {
						// Preflights are remembered: a tab that has asked for none asks again, after
						// its login, under another name.
						p, operation = s.attached(makers[kind], ""), ""
					}
					id := p.in()
					if fault.Preflight {
						p.Run(fmt.Sprintf(`vendor().setServerUrl(%q)`, s.OtherName()))
					}
					s.Break(fault.Name, 1, operation)
					var told struct {
						Calls  int
						Result game.Result
					}
					p.Eval(`(async () => {
						((_bc) => { `+game.Limits(fault)+` })(playerState.client);
						let calls = 0;
						const result = await _bc.playerState.logout(() => { calls++; });
						((_bc) => { `+game.Patient+` })(playerState.client);
						await new Promise((next) => setTimeout(next));
						return { calls, result };
					})()`, &told)
					assert.Equal(t, 1, told.Calls)
					assert.True(t, told.Result.Explains(fault), told.Result.Codes())
					assert.Equal(t, `false  null`, p.Text(`state()`))
					p.DeliverNow()
					s.Over(id)
					p.in()
					require.Equal(t, "200", codes(t, p.told(`_bc.playerState.logout(tell)`)))
				})
			}
		})
	}
}

// TestAttachedClientsOfTwoTabs has two tabs with sessions of one player's in the vendor's
// client, of which the server keeps the later one: a logout in one tab is a logout in the
// other, whichever calls it, and there alone the event says that it was elsewhere.
func TestAttachedClientsOfTwoTabs(t *testing.T) {
	for _, kind := range []string{"a wrapper", "a client"} {
		t.Run(kind, func(t *testing.T) {
			s := newSite(t)
			one := s.attached(makers[kind], "")
			two := player{one.Beside(), s}
			two.Visit(s.SiteURL + "/attached.html")
			for _, p := range []player{one, two} {
				p.Run(`(async () => {
					globalThis.logouts = [];
					playerState.client.addEventListener("logout", ({ detail }) => logouts.push(detail.elsewhere));
					await playerState.client.ready;
				})()`)
			}
			for i, p := range []player{one, two} {
				other := []player{two, one}[i]
				const login = `vendor().authentication.authenticateUniversal("Ann", "password", true, tell)`
				require.Equal(t, "200", codes(t, p.told(login)))
				require.Equal(t, "200", codes(t, other.told(login)))
				id := other.Text(`vendor().getSessionId()`)
				require.True(t, s.Dispatcher.SessionAlive(id))
				require.Equal(t, "403 40356", codes(t, p.told(`playerState.logout(tell)`)))
				browser.Eventually(t, "the other tab's client is logged out", func() bool { return other.Text(`state()`) == "false  null" })
				s.Over(id)
			}
			assert.Equal(t, "false,true", one.Text(`logouts.join()`))
			assert.Equal(t, "true,false", two.Text(`logouts.join()`))
		})
	}
}
