//go:build !firefox

package e2e

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/server/dispatcher"
)

// heap is the page's JS heap after a collection, in bytes.
func (b *tab) heap() (used int) {
	b.t.Helper()
	patiently(b.t, func(ctx context.Context) (err error) {
		used, err = b.driven.(chromiumTab).heap(ctx)
		return err
	})
	return used
}

// Logins and logouts under random faults: each is answered once, none wedges the
// next, and nothing piles up.
func TestSoak(t *testing.T) {
	t.Parallel()
	rounds := fromEnv(t, "PLAYERSTATE_SOAK", 500)
	g := newGameWith(t, dispatcher.Config{Seed: 1})
	b := g.play()
	b.eval(`_bc.setPacketTimeouts([0.3, 0.4, 0.5]);
		globalThis.tally = { calls: 0, callbacks: 0, duplicates: 0, lost: 0, wedged: 0 };
		globalThis.counted = async (call) => {
			let told = 0;
			tally.calls++;
			const result = await Promise.race([
				call(() => { tally.callbacks++; if (++told > 1) tally.duplicates++ }),
				new Promise(resolve => setTimeout(resolve, 20_000, null)),
			]);
			if (result === null || told === 0) tally.lost++;
			return result;
		};
		globalThis.soak = async (rounds) => {
			for (let i = 0; i < rounds; i++) {
				const login = await counted(tell => _bc.authenticateAnonymous(tell));
				if (typeof login?.status !== "number") tally.wedged++;
				const out = await counted(tell => playerState.logout(tell));
				if (typeof out?.status !== "number" || _bc.isAuthenticated()) tally.wedged++;
			}
		}`, nil)
	round := func(n int) {
		for ; n > 0; n -= 50 {
			b.eval(fmt.Sprintf(`soak(%d)`, min(n, 50)), nil)
		}
	}
	round(min(rounds/5, 1000)) // what is made once is made
	before := b.heap()
	require.NoError(t, g.dispatcher.Script(dispatcher.Script{Fault: "random", Times: -1, Percent: 30}))
	start := time.Now()
	round(rounds)
	took := time.Since(start)
	require.NoError(t, g.dispatcher.Script(dispatcher.Script{Fault: "none"}))
	eventually(t, "what is unconfirmed is delivered", func() bool { return b.kept() == 0 })
	var after int
	eventually(t, "the heap does not grow with the calls", func() bool {
		after = b.heap()
		return after < before+before/4
	})

	var tally struct{ Calls, Callbacks, Duplicates, Lost, Wedged int }
	b.eval(`tally`, &tally)
	fmt.Printf("soak: %d calls, %d callbacks, %d duplicates, %d lost, %d wedged; JS heap %d KB before, %d KB after; %s\n",
		tally.Calls, tally.Callbacks, tally.Duplicates, tally.Lost, tally.Wedged, before>>10, after>>10, took.Round(time.Second))
	assert.Equal(t, tally.Calls, tally.Callbacks)
	assert.Zero(t, tally.Duplicates)
	assert.Zero(t, tally.Lost)
	assert.Zero(t, tally.Wedged)
	assert.Equal(t, "200/0", b.result(`_bc.authenticateAnonymous()`).codes())
	assert.Equal(t, "200/0", b.result(`playerState.logout()`).codes())
}
