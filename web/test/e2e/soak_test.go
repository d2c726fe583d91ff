package e2e

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/server/dispatcher"
	"playerstate/web/test/browser"
	"playerstate/web/test/game"
)

// heapOf is the page's JS heap after a collection, in bytes; 0 if the engine does not tell.
func heapOf(b game.Tab) (used int) {
	b.T.Helper()
	if !has(heap) {
		return 0
	}
	ctx, cancel := context.WithTimeout(b.T.Context(), browser.Patience)
	defer cancel()
	require.NoError(b.T, b.Page.(browser.ChromiumPage).Run(ctx, heapprofiler.CollectGarbage(), chromedp.ActionFunc(func(ctx context.Context) error {
		bytes, _, _, _, err := runtime.GetHeapUsage().Do(ctx)
		used = int(bytes)
		return err
	})))
	return used
}

// TestSoak logs in and out under random faults: each call is answered once, none wedges
// the next, and nothing piles up.
func TestSoak(t *testing.T) {
	t.Parallel()
	usual := 250
	if !has(heap) {
		usual = 100 // it is the heap that takes long to grow
	}
	rounds := fromEnv(t, "PLAYERSTATE_SOAK", usual)
	g := game.NewWith(t, game.Options{Dispatcher: dispatcher.Config{Seed: 1}})
	b := g.Play()
	// Most calls get through, however slow the machine is. A third attempt may be cut off:
	// such a logout is answered, too, and delivered later.
	b.Run(`_bc.setPacketTimeouts([60, 60, 0.5]);
		globalThis.tally = { calls: 0, callbacks: 0, duplicates: 0, lost: 0, wedged: 0 };
		globalThis.counted = async (call) => {
			let told = 0;
			tally.calls++;
			const result = await call(() => { tally.callbacks++; if (++told > 1) tally.duplicates++ });
			if (told === 0) tally.lost++;
			return result;
		};
		globalThis.soak = async (rounds) => {
			for (let i = 0; i < rounds; i++) {
				const login = await counted(tell => _bc.authenticateAnonymous(tell));
				if (typeof login?.status !== "number") tally.wedged++;
				const out = await counted(tell => playerState.logout(tell));
				if (typeof out?.status !== "number" || _bc.isAuthenticated()) tally.wedged++;
			}
		}`)
	// underFaults does so many rounds, and waits until all of it is over.
	underFaults := func(n int) {
		require.NoError(t, g.Dispatcher.Script(dispatcher.Script{Fault: "random", Times: -1, Percent: 30}))
		for ; n > 0; n -= 10 {
			b.Run(fmt.Sprintf(`soak(%d)`, min(n, 10)))
		}
		g.Mend()
		b.DeliverNow()
	}
	underFaults(min(rounds/5, 1000)) // what is made once is made
	before := heapOf(b)
	start := time.Now()
	underFaults(rounds)
	took := time.Since(start)
	var after int
	browser.Eventually(t, "the heap does not grow with the calls", func() bool {
		after = heapOf(b)
		return after < before+200<<10
	})

	var tally struct{ Calls, Callbacks, Duplicates, Lost, Wedged int }
	b.Eval(`tally`, &tally)
	fmt.Printf("soak: %d calls, %d callbacks, %d duplicates, %d lost, %d wedged; JS heap %d KB before, %d KB after; %s\n",
		tally.Calls, tally.Callbacks, tally.Duplicates, tally.Lost, tally.Wedged, before>>10, after>>10, took.Round(time.Second))
	assert.Equal(t, tally.Calls, tally.Callbacks)
	assert.Zero(t, tally.Duplicates)
	assert.Zero(t, tally.Lost)
	assert.Zero(t, tally.Wedged)
	assert.Equal(t, "200/0", b.Codes(`_bc.authenticateAnonymous()`))
	assert.Equal(t, "200/0", b.Codes(`playerState.logout()`))
}
