package e2e

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"playerstate/web/server/dispatcher"
	"playerstate/web/test/game"
)

// tries installs what counts the callbacks of a call, and how often a login is sent.
// Each callback is told in its own time, so they are counted only after another login
// and logout.
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

// TestLogoutSurvivesEveryFault does each fault to one logout: there is one callback with
// a numeric status, and the next login and logout work.
func TestLogoutSurvivesEveryFault(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	player := g.Play()
	player.Run(tries)
	for _, fault := range dispatcher.Faults() {
		t.Run(fault.Name, func(t *testing.T) {
			g, b, operation := g.For(t), player.For(t), "LOGOUT"
			if fault.Preflight {
				// Preflights are remembered: a tab that has asked for none asks again, after
				// its login from the dispatcher's own origin, under another name.
				b, operation = g.Play(), ""
				b.Run(tries)
			}
			b.LogIn()
			if fault.Preflight {
				b.MoveTo(g.OtherName())
			}
			g.Break(fault.Name, 1, operation)
			var r struct {
				Given game.Result
				Same  bool
			}
			b.Eval(`(async () => {
				`+game.Limits(fault)+`
				const out = await counted(tell => playerState.logout(tell));
				`+game.Patient+`
				if (_bc.isAuthenticated() || _bc.getSessionId() !== "") throw new Error("not logged out");
				const again = await _bc.authenticateAnonymous();
				const outAgain = await playerState.logout();
				if (again.status !== 200 || outAgain.status !== 200) throw new Error("wedged: " + JSON.stringify([again, outAgain]));
				return { given: out.given, same: out.same() };
			})()`, &r)
			assert.True(t, r.Same, "one callback, with the object that the promise gives")
			b.DeliverNow() // or it would meet the next fault
			assert.True(t, r.Given.Explains(fault), r.Given.Codes())
		})
	}
}

// TestLogoutUnderAFaultThatStays has every attempt refused, as nothing listens at the
// server's address: the logout is answered as unconfirmed, and kept.
func TestLogoutUnderAFaultThatStays(t *testing.T) {
	t.Parallel()
	b := game.New(t).LogIn()
	b.Run(`_bc.setPacketTimeouts([60, 60])`)
	b.MoveTo("http://127.0.0.1:2") // no service has that port
	r := b.Result(`playerState.logout()`)
	assert.Equal(t, "900/90001", r.Codes())
	assert.Contains(t, r.StatusMessage, "could not be reached")
	assert.False(t, b.Truth(`_bc.isAuthenticated()`))
	assert.Equal(t, 1, b.Kept())
}

// TestLoginUnderEveryFault does each fault to one login: there is one callback with a
// numeric status, the login is sent once, and the next one works.
func TestLoginUnderEveryFault(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	player := g.Play()
	player.Run(tries)
	for _, fault := range dispatcher.Faults() {
		if fault.Preflight {
			continue // the same for every packet, and shown above
		}
		t.Run(fault.Name, func(t *testing.T) {
			g, b := g.For(t), player.For(t)
			g.Break(fault.Name, 1, "AUTHENTICATE")
			b.Run(`(async () => {
				sent.length = 0;
				` + game.Limits(fault) + `
				globalThis.login = await counted(tell => (sent.push(0), _bc.authenticateAnonymous(tell)));
				` + game.Patient + `
				if (typeof login.given.status !== "number") throw new Error("no status");
				if (login.given.status !== 200 && _bc.isAuthenticated()) throw new Error("logged in by a login that failed");
				await playerState.logout();
			})()`)
			g.Mend() // a login that was given up may not have arrived
			// Another player, whose session such a login can't displace.
			b.Run(`(async () => {
				sent.push(0);
				const again = await _bc.authenticateUniversal("another", "player", true);
				const out = await playerState.logout();
				if (again.status !== 200 || out.status !== 200) throw new Error("wedged: " + JSON.stringify([again, out]));
			})()`)
			assert.True(t, b.Truth(`login.same()`), "one callback, with the object that the promise gives")
			b.DeliverNow()
			// Counted in the page: below it Chromium itself repeats a request whose
			// connection, used before, is reset or answered with 408.
			assert.Equal(t, "1 1", b.Text(`sent.join(" ")`), "a login is sent once")
		})
	}
}

// TestRefusedLoginKeepsWhatTheServerAdds checks the members that tell a game why it can't be
// played, and where a newer version is.
func TestRefusedLoginKeepsWhatTheServerAdds(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.Play()
	for fault, want := range map[string]string{
		"auth-version": `{"status":400,"reason_code":40322,"status_message":"Game version not supported","severity":"ERROR",` +
			`"upgradeAppId":"https://store.example/game"}`,
		"auth-disabled": `{"status":403,"reason_code":40330,"status_message":"App is disabled","severity":"ERROR",` +
			`"disabledReason":{"message":"Closed for maintenance until noon."}}`,
	} {
		g.Break(fault, 1, "AUTHENTICATE")
		assert.Equal(t, want, b.Text(`_bc.authenticateAnonymous().then(JSON.stringify)`))
	}
}
