package interop

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"playerstate/web/server/dispatcher"
	"playerstate/web/test/game"
)

// alone is a page with the vendor's client and nothing else. Its clock goes on by seconds
// whenever nothing is in flight, so that the client's own waits take no time.
//
// tell(call) is how often a call's callback was told something, with which status first, 0 for
// one that is no number, and whether it is one.
const alone = `<script>
	let inFlight = 0;
	XMLHttpRequest.prototype.send = (send => function (...args) {
		inFlight++;
		this.addEventListener("loadend", () => inFlight--);
		return send.apply(this, args);
	})(XMLHttpRequest.prototype.send);
	const rest = ms => new Promise(resolve => setTimeout(resolve, ms));
	const tell = async (call) => {
		let calls = 0, status;
		call(result => { calls++; status ??= result?.status; });
		// More than all of its attempts and the waits between them.
		for (const end = Date.now() + 300_000; calls === 0 && Date.now() < end; pass(15_000)) {
			// An answer that is on its way has its time.
			for (let i = 0; i < 100 && inFlight > 0 && calls === 0; i++) await rest(25);
			await rest(25);
		}
		await rest(25);
		const numeric = typeof status === "number";
		return { calls, status: numeric ? status : 0, numeric };
	};
</script>`

// TestVendorsClientAloneUnderEveryFault does each fault to one logout of the vendor's client
// in a page that has it alone, and counts after how many it goes on.
func TestVendorsClientAloneUnderEveryFault(t *testing.T) {
	whole := newSite(t)
	whole.Put("/alone.html", game.HTML(`<!doctype html><meta charset=utf-8><script data-shortest=1000>`+clock+`</script>`+alone+
		fmt.Sprintf(`<script src="braincloud.js"></script><script>
			const _bc = new braincloud.BrainCloudWrapper("");
			_bc.initialize(%q, %q, %q);
			_bc.brainCloudClient.setServerUrl(%q);</script>`, game.AppID, game.AppSecret, game.AppVersion, whole.Endpoint())))
	tab := whole.Open()
	survived, all := 0, 0
	for _, fault := range dispatcher.Faults() {
		if fault.Preflight {
			continue // they are remembered: the tab makes none
		}
		all++
		t.Run(fault.Name, func(t *testing.T) {
			s, b := whole.For(t), tab.For(t)
			b.Visit(s.SiteURL + "/alone.html")
			type told struct {
				Calls, Status int
				Numeric       bool
			}
			var in, out, again, outAgain told
			b.Eval(`tell(told => _bc.authenticateAnonymous(told))`, &in)
			if in != (told{1, 200, true}) {
				t.Logf("a login %+v", in) // the fault before this one has left it so
				return
			}
			s.Break(fault.Name, 1, "LOGOUT")
			b.Eval(`tell(told => _bc.playerState.logout(told))`, &out)
			s.Mend()
			b.Eval(`tell(told => _bc.authenticateAnonymous(told))`, &again)
			if again.Status == 200 {
				b.Eval(`tell(told => _bc.playerState.logout(told))`, &outAgain)
			}
			if out.Calls == 1 && out.Numeric && again == in && outAgain == in {
				survived++
			} else {
				t.Logf("one logout %+v, then a login %+v and a logout %+v", out, again, outAgain)
			}
		})
	}
	t.Logf("the vendor's client alone survives %d of %d", survived, all)
	// A number that is the same in every run there is none: its timers race with its errors.
	assert.True(t, 3*survived > all && 3*survived < 2*all, "README says that it is about half")
}
