package e2e

import (
	"fmt"
	"net/http"
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/test/browser"
	"playerstate/web/test/game"
)

// TestTabClose checks that a tab that is closed logs its player out.
func TestTabClose(t *testing.T) {
	t.Parallel()
	leaves(t, "tab closes", game.New(t), func(b game.Tab) { b.Close() })
}

// TestNavigationAway checks that a page that is left for another origin logs its player out.
func TestNavigationAway(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	there := elsewhere(game.New(t))
	leaves(t, "navigations", g, func(b game.Tab) { b.Run(`location.href = "` + there + `"; undefined`) })
}

// elsewhere is the URL of a page without the script.
func elsewhere(g game.Game) string {
	return g.Put("/elsewhere.html", game.HTML(`<!doctype html><title>elsewhere</title>`))
}

// endsEarly has a page's program do nothing once the page is left, as in a browser that ends
// it before it is told.
const endsEarly = `<script>
	addEventListener("pagehide", () => { globalThis.left = true; });
	const instantiate = WebAssembly.instantiate;
	WebAssembly.instantiate = async (...args) => {
		const instance = await instantiate(...args);
		const exports = Object.entries(instance.exports).map(([name, f]) =>
			[name, typeof f === "function" ? (...args) => globalThis.left ? undefined : f(...args) : f]);
		return Object.create(instance, { exports: { value: Object.fromEntries(exports) } });
	};
</script>`

// TestNavigationAwayWithoutTheProgram checks that scripts alone log the player out of the page
// that is left: also past a packet in flight, and in the other tabs. The next page knows.
func TestNavigationAwayWithoutTheProgram(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	there := elsewhere(g)
	url := g.Page(endsEarly + g.Tag("data-logout-on-close data-restore-session"))
	b := g.Open()
	b.Visit(url)
	b.LogIn()
	id := b.Session()
	other := b.Beside()
	other.Visit(url)
	other.LogIn()
	require.NotEqual(t, id, other.Session())

	g.Break("hang-after", 1, "READ")
	b.Run(`void playerState.readUserState()`)
	b.Run(`location.href = "` + there + `"; undefined`)
	browser.Eventually(t, "the other tab is logged out", func() bool { return other.Truth(`!_bc.isAuthenticated()`) })
	// The other tab's login has displaced the session, and its own logout may arrive first.
	ends := func() (numbers []int) {
		for _, x := range g.Packets("LOGOUT") {
			if x.SessionID == id {
				numbers = append(numbers, x.PacketID)
			}
		}
		return numbers
	}
	browser.Eventually(t, "the logout arrives", func() bool { return len(ends()) > 0 })
	assert.Equal(t, 2, ends()[0], "1 is in flight")
	b.Visit(url)
	assert.False(t, b.Truth(`_bc.ready.then(() => _bc.isAuthenticated())`))
	b.Delivered()
}

func TestNavigationAwayFromAClientThatLogsOutOnClose(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	there := elsewhere(g)
	b := g.Open()
	b.Visit(g.Page(endsEarly + `<script type="module">
		import { createClient } from "./playerstate.mjs";
		globalThis._bc = createClient({ ` + createOptions(g, g.Endpoint()) + `, logoutOnClose: true });
	</script>`))
	b.LogIn()
	id := b.Session()
	b.Run(`location.href = "` + there + `"; undefined`)
	g.Over(id)
}

// TestNavigationAwayBehindALogoutThatWaits checks that a player who has clicked Log out while
// a packet was in flight is out, also if scripts alone see the page left.
func TestNavigationAwayBehindALogoutThatWaits(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	there := elsewhere(g)
	b := g.Open()
	b.Visit(g.Page(endsEarly + g.Tag("")))
	b.Run(game.Patient)
	b.LogIn()
	id := b.Session()
	g.Break("hang", 1, "READ")
	b.Run(`void playerState.readUserState()`)
	g.Arrived(1, "READ")
	b.Run(`void playerState.logout()`)
	require.Empty(t, g.Packets("LOGOUT"), "it waits")
	b.Run(`location.href = "` + there + `"; undefined`)
	g.Over(id)
	assert.Equal(t, 2, g.Packets("LOGOUT")[0].PacketID)
}

// leaves has players leave a game, cross-origin and with a cold preflight, and then has the
// next page of the same storage begin.
func leaves(t *testing.T, name string, g game.Game, leave func(game.Tab)) {
	url := g.Page(g.Tag("data-logout-on-close"))
	n := fromEnv(t, "PLAYERSTATE_CLOSES", 3)
	for i := range n {
		t.Run(strconv.Itoa(i), func(t *testing.T) { // which closes its tabs
			g := g.For(t)
			b := g.OpenNew() // its process ends with it, as a player's may
			b.Visit(url)
			b.LogIn()
			id := b.Session()
			b.MoveTo(g.OtherName())
			leave(b)
			g.Over(id)
			assert.Equal(t, 1, packets(g)[id])
			b = b.Beside()
			b.Visit(url)
			b.Run(`_bc.ready`)
			b.Delivered()
		})
	}
	delivered, twice, more := packets(g), 0, 0
	for _, times := range delivered {
		if times == 2 {
			twice++
		} else if times > 2 {
			more++
		}
	}
	preflights := 0
	for _, r := range g.Dispatcher.Records() {
		if r.Method == http.MethodOptions {
			preflights++
		}
	}
	fmt.Printf("%s in %s: %d of %d delivered, %d of them twice, %d more often; %d preflights\n", name, engine, len(delivered), n, twice, more, preflights)
	assert.Len(t, delivered, n)
	assert.GreaterOrEqual(t, preflights, 2*n, "one for each login and one for each logout")
}

// packets are how many packets with a LOGOUT have arrived, by their sessions.
func packets(g game.Game) map[string]int {
	n := map[string]int{}
	for _, x := range g.Packets("LOGOUT") {
		n[x.SessionID]++
		assert.Equal(g.T, 1, x.PacketID, "the login was packet 0")
	}
	return n
}

// fromEnv is a number that the environment may raise, as 'make soak' does.
func fromEnv(t *testing.T, name string, otherwise int) int {
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	require.NoError(t, err)
	return n
}
