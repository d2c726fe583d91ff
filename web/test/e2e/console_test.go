package e2e

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/test/game"
)

// consoles are what a page may have in the place of the browser's console, as scripts that
// put it there.
var consoles = map[string]string{
	"no console":                  `Object.defineProperty(globalThis, "console", { value: undefined })`,
	"an empty console":            `Object.defineProperty(globalThis, "console", { value: {} })`,
	"a console that throws":       `for (const name of Object.keys(console)) console[name] = () => { throw new Error("the console's") }`,
	"a console that can't be got": `Object.defineProperty(globalThis, "console", { get() { throw new Error("the console's") } })`,
	"a console that calls in":     `for (const name of Object.keys(console)) console[name] = () => { game.getSessionId(); game.sendRequest({ service: "time", operation: "READ" }) }`,
}

// timelines are what a page may have in the place of other functions that no answer waits
// for.
var timelines = map[string]string{
	"no measure":                    `delete Performance.prototype.measure`,
	"no clearMeasures":              `delete Performance.prototype.clearMeasures`,
	"a measure that throws":         `performance.measure = () => { throw new Error("the measure's") }`,
	"a measure of Level 2":          `performance.measure = (name, startMark) => { if (startMark !== undefined && !performance.getEntriesByName(String(startMark), "mark").length) throw new DOMException("no mark " + startMark, "SyntaxError") }`,
	"no queueMicrotask":             `delete globalThis.queueMicrotask`,
	"a queueMicrotask that is late": `globalThis.queueMicrotask = () => {}`,
}

// TestConsoleOfThePages checks that what is for developers alone costs no player a logout.
func TestConsoleOfThePages(t *testing.T)  { playBehind(t, consoles) }
func TestTimelineOfThePages(t *testing.T) { playBehind(t, timelines) }

func playBehind(t *testing.T, scripts map[string]string) {
	t.Parallel()
	g := game.New(t)
	for name, before := range scripts {
		t.Run(name, func(t *testing.T) {
			g := g.Again(t)
			b := g.Open()
			// One name is the page's own, so that the script has something to complain of.
			b.Visit(g.Page(`<script>var _bc = "the page's own"; ` + before + `</script>` + g.Tag(`data-code-prefix="game"`)))
			b.Run(`game.enableLogging(true); game.setPacketTimeouts([300])`)
			for range 2 {
				assert.Equal(t, "200/0", b.Codes(`game.authenticateAnonymous()`))
				assert.Equal(t, "200/0", b.Codes(`game.sendRequest({ service: "time", operation: "READ" })`))
				assert.Equal(t, "200/0", b.Codes(`playerState.logout()`))
			}
			assert.Empty(t, b.Thrown())
		})
	}
}

func TestComplaintsWithoutAConsole(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	for name, before := range consoles {
		t.Run(name, func(t *testing.T) {
			g := g.Again(t)
			b := g.Open()
			b.Visit(g.Page(`<script>var _bc = "the page's own"; ` + before + `</script><script src="playerstate.js" data-app-id=""></script>`))
			assert.True(t, b.Truth(`_bc === "the page's own"`))
			assert.Equal(t, "900/90202", b.Codes(`playerState.logout()`))
			assert.Empty(t, b.Thrown())
		})
	}
}

func TestLoadThatFailsWithoutAConsole(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	g.Put(wasmPath, game.File("text/html", 404, nil))
	for name, before := range consoles {
		t.Run(name, func(t *testing.T) {
			g := g.Again(t)
			b := g.Open()
			b.Visit(g.Page(`<script>` + before + `</script>` + g.Tag(`data-code-prefix="game"`)))
			assert.Equal(t, "900/90200", b.Codes(`playerState.logout()`))
			assert.Equal(t, "rejected", b.Text(`game.ready.catch(() => "rejected")`))
			assert.Empty(t, b.Thrown())
		})
	}
}

func TestDeathWithoutAConsole(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	g.Put(wasmPath, game.File("application/wasm", 200, mortal(t)))
	for name, before := range consoles {
		t.Run(name, func(t *testing.T) {
			g := g.Again(t)
			b := g.Open()
			b.Visit(g.Page(`<script>` + before + `</script>` + g.Tag(`data-code-prefix="game"`)))
			assert.Equal(t, "200/0", b.Codes(`game.authenticateAnonymous()`))
			r := b.Result(`game.sendRequest({ service: "die", operation: "panic" })`)
			assert.Equal(t, "900/90200", r.Codes())
			assert.Equal(t, "playerState: the program stopped unexpectedly; it is started again", r.StatusMessage, "it died of the panic")
			assert.Equal(t, "200/0", b.Codes(`game.authenticateAnonymous()`))
			assert.Equal(t, "200/0", b.Codes(`playerState.logout()`))
			assert.Empty(t, b.Thrown())
		})
	}
}

// TestReportErrorOfThePages checks that an error of a callback's is told the page, by
// whatever it has to be told, and disturbs nothing else.
func TestReportErrorOfThePages(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	for name, before := range map[string]string{
		"none":            `delete globalThis.reportError`,
		"one that throws": `globalThis.reportError = () => { throw new Error("reportError's") }`,
	} {
		t.Run(name, func(t *testing.T) {
			g := g.Again(t)
			b := g.Open()
			b.Visit(g.Page(`<script>` + before + `
				var reported = new Promise(done => addEventListener("error", e => { e.preventDefault(); done(e.error.message) }));
			</script>` + g.Tag("")))
			require.Equal(t, "200/0", b.Codes(`_bc.authenticateAnonymous(() => { throw new Error("the callback's") })`))
			assert.Equal(t, "the callback's", b.Text(`reported`))
			assert.Equal(t, "200/0", b.Codes(`playerState.logout()`))
			assert.Equal(t, "playerState.load,playerState.login,playerState.logout",
				b.Text(`performance.getEntriesByType("measure").map(e => e.name).sort().join()`), "and its entries are left")
		})
	}
}
