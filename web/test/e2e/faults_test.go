package e2e

import (
	"net"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/server/dispatcher"
)

// tries installs what counts the callbacks of a logout. Each is told in its own time,
// so the count is taken only after another login and logout.
const tries = `
	globalThis.counted = async (call) => {
		let calls = 0, told;
		const given = await call(result => { calls++; told = result; });
		return { given, same: () => calls === 1 && told === given };
	};
	globalThis.sent = []; // how often AUTHENTICATE was sent, login by login
	globalThis.fetch = ((fetch) => (url, init) => {
		if (init?.body?.includes("AUTHENTICATE") && sent.length > 0) sent[sent.length - 1]++;
		return fetch(url, init);
	})(globalThis.fetch);`

// outcomes are what a logout under one fault may be answered with: most faults are
// mended by trying again, a few are the server's last word.
var lastWords = map[string]string{
	"http-400": "900/90001", "http-401": "900/90001", "http-403": "900/90001", "http-404": "900/90001", "http-410": "900/90001",
	"http-501": "900/90001", "http-400-json": "", "http-403-json": "900/40301", "http-403-json-expired": "403/40303",
	"packet-serious": "", "packet-session-expired": "403/40303", "packet-no-session": "403/40304", "packet-displaced": "403/40356",
	"packet-logout-error": "",
}

// Every fault, once: one callback, a numeric status, and the next login and logout work.
func TestLogoutSurvivesEveryFault(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	b := g.play()
	b.eval(`_bc.setPacketTimeouts([1.5, 2, 3, 4]);`+tries, nil)
	for _, fault := range dispatcher.Faults() {
		t.Run(fault.Name, func(t *testing.T) {
			b := b
			b.t, g.t = t, t
			require.Equal(t, "200/0", b.result(`_bc.authenticateAnonymous()`).codes())
			operation := "LOGOUT"
			if fault.Preflight {
				// Preflights are remembered: a tab that has asked for none asks again, after
				// its login from the dispatcher's own origin, under another name.
				b = g.play()
				b.eval(`_bc.setPacketTimeouts([1.5, 2, 3, 4]);`+tries, nil)
				require.Equal(t, "200/0", b.result(`_bc.authenticateAnonymous()`).codes())
				b.eval(`_bc.setServerUrl("`+strings.Replace(g.server.URL, "127.0.0.1", "localhost", 1)+`")`, nil)
				operation = ""
			}
			g.break_(fault.Name, 1, operation)
			var r struct {
				Given result
				Same  bool
			}
			b.eval(`(async () => {
				const out = await counted(tell => playerState.logout(tell));
				if (_bc.isAuthenticated() || _bc.getSessionId() !== "") throw new Error("not logged out");
				const again = await _bc.authenticateAnonymous();
				const outAgain = await playerState.logout();
				if (again.status !== 200 || outAgain.status !== 200) throw new Error("wedged: " + JSON.stringify([again, outAgain]));
				return { given: out.given, same: out.same() };
			})()`, &r)
			assert.True(t, r.Same, "one callback, with the object that the promise gives")
			// A later delivery must not meet the next fault.
			eventually(t, "what is unconfirmed is delivered", func() bool { return b.kept() == 0 })
			want, last := lastWords[fault.Name]
			switch {
			case !last:
				assert.Equal(t, "200/0", r.Given.codes())
			case want != "":
				assert.Equal(t, want, r.Given.codes())
			default:
				assert.NotZero(t, r.Given.Status)
				assert.NotEqual(t, 200, r.Given.Status)
			}
		})
	}
}

// Every fault, for good: the logout is answered as unconfirmed, and delivered once
// the network works again.
func TestLogoutUnderAFaultThatStays(t *testing.T) {
	t.Parallel()
	refused, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	closed := "http://" + refused.Addr().String()
	require.NoError(t, refused.Close())

	g := newGame(t)
	b := g.logIn()
	b.eval(`_bc.setPacketTimeouts([0.2, 0.2]); _bc.setServerUrl("`+closed+`")`, nil)
	r := b.result(`playerState.logout()`)
	assert.Equal(t, "900/90001", r.codes())
	assert.Contains(t, r.StatusMessage, "could not be reached")
	assert.False(t, b.truth(`_bc.isAuthenticated()`))
}

func TestLoginUnderEveryFault(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	b := g.play()
	b.eval(`_bc.setPacketTimeouts([3]);`+tries, nil)
	for _, fault := range dispatcher.Faults() {
		if fault.Preflight {
			continue // the same for every packet, and shown above
		}
		t.Run(fault.Name, func(t *testing.T) {
			b.t, g.t = t, t
			g.break_(fault.Name, 1, "AUTHENTICATE")
			var same bool
			b.eval(`(async () => {
				sent.length = 0;
				const login = await counted(tell => (sent.push(0), _bc.authenticateAnonymous(tell)));
				if (typeof login.given.status !== "number") throw new Error("no status");
				if (login.given.status !== 200 && _bc.isAuthenticated()) throw new Error("logged in by a login that failed");
				await playerState.logout();
				sent.push(0);
				const again = await _bc.authenticateAnonymous();
				const out = await playerState.logout();
				if (again.status !== 200 || out.status !== 200) throw new Error("wedged: " + JSON.stringify([again, out]));
				return login.same();
			})()`, &same)
			assert.True(t, same)
			eventually(t, "what is unconfirmed is delivered", func() bool { return b.kept() == 0 })
			// Counted in the page: below it Chromium itself repeats a request whose
			// connection, used before, is reset or answered with 408.
			assert.Equal(t, "1 1", b.text(`sent.splice(0).join(" ")`), "a login is sent once")
		})
	}
}
