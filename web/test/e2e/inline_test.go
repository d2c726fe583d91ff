package e2e

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/test/browser"
	"playerstate/web/test/game"
)

// inlineTag is the tag of the script that has the program within itself.
func inlineTag(g game.Game, attributes string) string {
	return strings.Replace(g.Tag(attributes), `"playerstate.js"`, `"playerstate.inline.js"`, 1)
}

// inlineText is that script's text.
func inlineText(t *testing.T) string {
	require.NoError(t, game.Build())
	text, err := os.ReadFile(game.Root + "/web/dist/playerstate.inline.js")
	require.NoError(t, err)
	return string(text)
}

// TestOneFile has the script with the program within itself, in places that the program
// can't be fetched from.
func TestOneFile(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	g.Put(wasmPath, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the program is not asked for") }))
	within := strings.Replace(inlineTag(g, ""), `src="playerstate.inline.js"`, "", 1)
	within = strings.Replace(within, "></script>", ">"+inlineText(t)+"</script>", 1)
	for name, body := range map[string]string{
		"a tag":                       inlineTag(g, ""),
		"the tag of a module":         inlineTag(g, `type="module"`),
		"under the versioned name":    strings.Replace(inlineTag(g, ""), "playerstate.", "playerstate-"+game.Version(t)+".", 1),
		"within the page":             within,
		"a fetch of the page's own":   `<script>globalThis.fetch = ((own) => ` + fetches["a plain object"] + `)(fetch)</script>` + inlineTag(g, ""),
		"with the program's own hash": inlineTag(g, `data-wasm-integrity="`+hashes(t)["playerstate.wasm"]+`"`),
	} {
		t.Run(name, func(t *testing.T) {
			b := g.For(t).Open()
			b.Visit(g.Page(body))
			browser.Eventually(t, "the script has run", func() bool { return b.Truth(`typeof _bc === "object"`) })
			logsInAndOut(t, b)
			assert.Empty(t, b.Printed())
		})
	}
	t.Run("a page that is a file", func(t *testing.T) {
		dir := t.TempDir()
		page := filepath.Join(dir, "game.html")
		require.NoError(t, os.WriteFile(page, []byte("<!doctype html><meta charset=utf-8><title>game</title>"+inlineTag(g, "")), 0o644))
		require.NoError(t, os.WriteFile(filepath.Join(dir, "playerstate.inline.js"), []byte(inlineText(t)), 0o644))
		b := g.For(t).OpenNew() // a file's origin is every file's
		b.Visit("file://" + page)
		logsInAndOut(t, b)
	})
	t.Run("a module, and in a worker", func(t *testing.T) {
		b := g.For(t).Open()
		b.Visit(g.Page(""))
		script := `const bc = createClient({ ` + createOptions(g, g.Endpoint()) + ` }); bc.authenticateAnonymous().then(async (r) => postMessage(r.status + " " + (await bc.logout()).status));`
		g.Put("/worker.js", game.File("text/javascript", 200, []byte(`import { createClient } from "./playerstate.inline.mjs";`+script)))
		assert.Equal(t, "200 200", b.Text(`new Promise((done, fail) => {
			const worker = new Worker("worker.js", { type: "module" });
			worker.onmessage = e => done(e.data);
			worker.onerror = e => fail(e.message ?? "error");
		})`))
	})
}

// TestTwoFilesInAPageThatIsAFile says that it takes one.
func TestTwoFilesInAPageThatIsAFile(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	dir := t.TempDir()
	page := filepath.Join(dir, "game.html")
	require.NoError(t, os.WriteFile(page, []byte("<!doctype html><meta charset=utf-8><title>game</title>"+g.Tag("")), 0o644))
	for _, name := range []string{"playerstate.js", "playerstate.wasm"} {
		content, err := os.ReadFile(game.Root + "/web/dist/" + name)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), content, 0o644))
	}
	b := g.OpenNew()
	b.Visit("file://" + page)
	r := b.Result(`playerState.logout()`)
	if !has(barred) {
		assert.Equal(t, "403/40304", r.Codes(), "nobody is logged in")
		return
	}
	assert.Equal(t, "900/90200", r.Codes())
	assert.Contains(t, r.StatusMessage, "playerstate.inline.js")
}

// TestOneFileThatCannotRun says why, and what to do.
func TestOneFileThatCannotRun(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	for name, test := range map[string]struct{ csp, before, said string }{
		"a policy":               {"script-src 'self' 'unsafe-inline'", "", "'wasm-unsafe-eval'"},
		"no DecompressionStream": {"", `<script>delete globalThis.DecompressionStream</script>`, "use playerstate.js with playerstate.wasm"},
		"no WebAssembly":         {"", `<script>delete globalThis.WebAssembly</script>`, "no WebAssembly"},
		"another hash":           {"", `<script>DecompressionStream = class { constructor() { return new TransformStream() } }</script>`, "integrity"},
	} {
		t.Run(name, func(t *testing.T) {
			g := g.Again(t)
			page := game.HTML("<!doctype html>" + test.before + inlineTag(g, `data-wasm-integrity="`+hashes(t)["playerstate.wasm"]+`"`))
			if test.csp != "" {
				page = game.With("Content-Security-Policy", test.csp, page)
			}
			b := g.Open()
			b.Visit(g.Put("/game.html", page))
			r := b.Result(`playerState.logout()`)
			assert.Equal(t, "900/90200", r.Codes())
			assert.Contains(t, r.StatusMessage, test.said)
		})
	}
}

// TestProgramThatAPageGives has createClient take it, in each kind.
func TestProgramThatAPageGives(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	program := game.File("application/wasm", 200, wasm(t))
	g.Put(wasmPath, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("it is not asked for where it is not") }))
	g.Put("/elsewhere", program)
	b := g.Open()
	b.Visit(g.Page(""))
	for _, given := range []string{
		`() => fetch("elsewhere")`,
		`fetch("elsewhere")`,
		`await fetch("elsewhere")`,
		`(await fetch("elsewhere")).arrayBuffer()`,
		`new Uint8Array(await (await fetch("elsewhere")).arrayBuffer())`,
		`await (await fetch("elsewhere")).blob()`,
		`() => WebAssembly.compileStreaming(fetch("elsewhere"))`,
	} {
		assert.Equal(t, "200 200", b.Text(`(async () => {
			const { createClient } = await import("./playerstate.mjs");
			const bc = createClient({ `+createOptions(g, g.Endpoint())+`, wasm: `+given+` });
			return (await bc.authenticateAnonymous()).status + " " + (await bc.logout()).status;
		})()`), given)
	}
}

// TestTagWithAURLOfTheProgram has data-wasm-url, which is relative to the page.
func TestTagWithAURLOfTheProgram(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	program := wasm(t)
	g.Put(wasmPath, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("it is not asked for where it is not") }))
	g.Put("/deep/er/program", game.File("application/wasm", 200, program))
	for name, tag := range map[string]string{"two files": g.Tag(`data-wasm-url="er/program"`), "one file": inlineTag(g, `data-wasm-url="er/program"`)} {
		t.Run(name, func(t *testing.T) {
			b := g.For(t).Open()
			b.Visit(g.Put("/deep/"+name, game.HTML(strings.Replace(tag, `src="`, `src="/`, 1))))
			logsInAndOut(t, b)
			assert.Empty(t, b.Printed())
		})
	}
	g.Put(wasmPath, game.File("application/wasm", 200, program))
	b := g.Open()
	b.Visit(g.Page(g.Tag(`data-wasm-url="https://"`)))
	logsInAndOut(t, b)
	require.Len(t, b.Printed(), 1)
	assert.Contains(t, b.Printed()[0], "data-wasm-url must be a URL")
}

// TestWhenTheProgramIsLoaded has data-load.
func TestWhenTheProgramIsLoaded(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	asked := countedProgram(t, g)
	// What is asked for would be asked for before this.
	const rest = `new Promise((done) => requestIdleCallback(() => requestIdleCallback(() => fetch("game.html").then(() => done()))))`
	for name, test := range map[string]struct {
		attributes string
		before     string
		loads      bool
	}{
		"at once":                       {``, `undefined`, true},
		"lazy":                          {`data-load="lazy"`, `_bc.enableLogging(true); _bc.isAuthenticated(); undefined`, false},
		"lazy, with a listener":         {`data-load="lazy"`, `_bc.addEventListener("login", () => {})`, true},
		"lazy, with ready":              {`data-load="lazy"`, `void _bc.ready`, true},
		"lazy, on close":                {`data-load="lazy" data-logout-on-close`, `undefined`, false},
		"lazy, on close, with a client": {`data-load="lazy" data-logout-on-close data-client="missing.bc" data-code-prefix="_bc"`, `undefined`, true},
		"idle":                          {`data-load="idle"`, `undefined`, true},
		"idle, without its callback":    {`data-load="idle"`, `undefined`, true},
	} {
		t.Run(name, func(t *testing.T) {
			g := g.Again(t)
			b := g.Open()
			asked.Store(0)
			page := g.Tag(test.attributes)
			if strings.Contains(name, "without") {
				page = `<script>var requestIdle = globalThis.requestIdleCallback; requestIdleCallback = undefined</script>` + page
			}
			b.Visit(g.Page(page))
			b.Run(`globalThis.requestIdleCallback ??= globalThis.requestIdle ?? setTimeout; undefined`) // WebKit has none
			b.Run(test.before)
			b.Run(rest)
			if test.loads {
				browser.Eventually(t, "it is asked for", func() bool { return asked.Load() == 1 })
			} else {
				assert.Zero(t, asked.Load())
			}
			logsInAndOut(t, b)
			assert.EqualValues(t, 1, asked.Load())
		})
	}
	b := g.Open()
	b.Visit(g.Page(g.Tag(`data-load="later"`)))
	logsInAndOut(t, b)
	require.Len(t, b.Printed(), 1)
	assert.Contains(t, b.Printed()[0], `data-load must be "lazy" or "idle"`)
}
