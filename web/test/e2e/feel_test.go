package e2e

import (
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"playerstate/web/test/game"
)

// TestTimesThatAPlayerFeels tells them, and holds only that there is an answer: how long the
// first load of a page takes until the program runs, how much of that is the program's (the rest
// is the browser's, which starts a process), and a logout from call to callback in a page that
// has done some. To measure, nothing else must run beside it, and loads are more than one:
//
//	PLAYERSTATE_LOADS=5 go test -count=1 -v -tags=webkit -run Feels ./web/test/e2e/
func TestTimesThatAPlayerFeels(t *testing.T) {
	const logouts = 20
	loads := fromEnv(t, "PLAYERSTATE_LOADS", 1)
	var ready, load, warm []float64
	for range loads {
		g := game.New(t)
		b := g.OpenNew()
		b.Visit(g.Page(g.Tag("") + `<script>_bc.ready.then(() => { globalThis.readyAt = performance.now() })</script>`))
		b.LogIn()
		var page struct {
			Ready, Load float64
			Warm        []float64
			Codes       []int
		}
		b.Eval(`(async rounds => {
			const warm = [], codes = [];
			for (let i = 0; i < 2 * rounds; i++) {
				const began = performance.now();
				codes.push(await new Promise(done => playerState.logout(result => {
					if (i >= rounds) warm.push(performance.now() - began);
					done(result.status);
				})));
				await _bc.authenticateAnonymous();
			}
			return { ready: readyAt, load: performance.getEntriesByName("playerState.load")[0].duration, warm, codes };
		})(`+strconv.Itoa(logouts)+`)`, &page)
		require.Equal(t, slices.Repeat([]int{200}, 2*logouts), page.Codes)
		ready, load, warm = append(ready, page.Ready), append(load, page.Load), append(warm, page.Warm...)
	}
	t.Logf("%s: ready %.0f ms (%.0f to %.0f), %.0f of them (%.0f to %.0f) the program's, warm logout %.1f ms (95th percentile %.1f)", engine,
		quantile(ready, 50), slices.Min(ready), slices.Max(ready), quantile(load, 50), slices.Min(load), slices.Max(load), quantile(warm, 50), quantile(warm, 95))
}

// quantile is the value that so many per cent are not above.
func quantile(values []float64, percent int) float64 {
	values = slices.Sorted(slices.Values(values))
	return values[(len(values)-1)*percent/100]
}
