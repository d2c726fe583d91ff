package e2e

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/server/dispatcher"
	"playerstate/web/test/game"
	"playerstate/web/test/registry"
)

// fetches are what a page may have in the place of the browser's fetch, which they call
// under the name own.
var fetches = map[string]string{
	"a Proxy around a Response":          `async (...args) => new Proxy(await own(...args), { get(r, name) { const v = r[name]; return typeof v === "function" ? v.bind(r) : v } })`,
	"a plain object":                     `async (...args) => { const r = await own(...args); return { ok: r.ok, status: r.status, headers: r.headers, text: () => r.text(), json: () => r.json(), arrayBuffer: () => r.arrayBuffer() } }`,
	"a plain object without arrayBuffer": `async (...args) => { const r = await own(...args); return { ok: r.ok, status: r.status, text: () => r.text(), json: () => r.json() } }`,
	"a plain object with json() alone":   `async (...args) => { const r = await own(...args); return { status: r.status, headers: {}, json: () => r.json() } }`,
	"a thenable":                         `(...args) => ({ then: (done, fail) => void own(...args).then(done, fail) })`,
	"a text of it":                       `async (...args) => { const r = await own(...args); return new Response(await r.text(), r) }`,
	"its JSON, or nothing":               `async (...args) => { const r = await own(...args), data = await r.json(); r.json = async () => data; return r }`,
	"its bytes, read before":             `async (...args) => { const r = await own(...args); if (r.url.endsWith(".wasm")) { const all = await r.arrayBuffer(); r.arrayBuffer = async () => all } return r }`,
	"a stream of bytes that ends":        `async (...args) => { const r = await own(...args); if (!r.url.endsWith(".wasm")) return r; const all = new Uint8Array(await r.arrayBuffer()); let given = false; return new Response(new ReadableStream({ type: "bytes", pull(to) { if (given) return to.close(); given = true; to.enqueue(all) } }), r) }`,
	"known options alone":                `(url, { method, headers, body }) => own(url, { method, headers, body })`,
	"a URL that is a text":               `async (url, init) => url.startsWith("http") && own(url, init)`,
	"a log of its options":               `(url, init) => own(url, Object.assign({}, init, { headers: new Headers(Object.entries(init.headers ?? {})) }))`,
	"what is no program":                 `async (url, init) => { if (url.endsWith(".wasm")) throw "no"; return own(url, init) }`,
}

// logsInAndOut has the page log in and out, twice.
func logsInAndOut(t *testing.T, b game.Tab) {
	t.Helper()
	b.Run(game.Patient)
	for range 2 {
		assert.Equal(t, "200/0", b.Codes(`_bc.authenticateAnonymous()`))
		assert.Equal(t, "200/0", b.Codes(`playerState.logout()`))
	}
	assert.Empty(t, b.Thrown())
}

func TestFetchOfThePages(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	for name, fetch := range fetches {
		t.Run(name, func(t *testing.T) {
			g := g.Again(t)
			b := g.Open()
			b.Visit(g.Page(`<script>globalThis.fetch = ((own) => ` + fetch + `)(fetch)</script>` + g.Tag("")))
			logsInAndOut(t, b)
		})
	}
}

// TestFetchPolyfills checks two that are widely used: they ask with an XMLHttpRequest. The
// page has one before the script, or puts it in when the program runs.
func TestFetchPolyfills(t *testing.T) {
	t.Parallel()
	const whatwg, unfetch = "whatwg-fetch@3.6.20", "unfetch@5.0.0"
	modules, err := registry.Install(filepath.Join(game.Root, "web/dist/.fetch", whatwg+"+"+unfetch), whatwg, unfetch)
	require.NoError(t, err)
	g := game.New(t)
	for name, path := range map[string]string{"whatwg-fetch": "whatwg-fetch/dist/fetch.umd.js", "unfetch": "unfetch/polyfill/index.js"} {
		script, err := os.ReadFile(filepath.Join(modules, path))
		require.NoError(t, err)
		g.Put("/"+name+".js", game.File("text/javascript", 200, script))
		t.Run(name+" before", func(t *testing.T) {
			g := g.Again(t)
			b := g.Open()
			b.Visit(g.Page(`<script>delete globalThis.fetch</script><script src="` + name + `.js"></script>` + g.Tag("")))
			logsInAndOut(t, b)
		})
		t.Run(name+" after", func(t *testing.T) {
			g := g.Again(t)
			b := g.Play()
			b.Run(`new Promise((done, fail) => {
				delete globalThis.fetch;
				document.body.append(Object.assign(document.createElement("script"), { src: "` + name + `.js", onload: () => done(), onerror: fail }));
			})`)
			logsInAndOut(t, b)
		})
	}
}

// TestProgramIsAskedForOnce checks that what is not as usual is not asked for again.
func TestProgramIsAskedForOnce(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	program := wasm(t)
	for name, test := range map[string]struct{ kind, before string }{
		"another type": {"application/octet-stream", ``},
		"no Response":  {"application/wasm", `globalThis.fetch = ((own) => ` + fetches["a plain object"] + `)(fetch)`},
	} {
		t.Run(name, func(t *testing.T) {
			var asked atomic.Int32
			g.Put(wasmPath, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				asked.Add(1)
				game.File(test.kind, 200, program).ServeHTTP(w, r)
			}))
			g := g.Again(t)
			b := g.Open()
			b.Visit(g.Page(`<script>` + test.before + `</script>` + g.Tag("")))
			logsInAndOut(t, b)
			assert.EqualValues(t, 1, asked.Load())
		})
	}
}

// hashes are those that are shipped, by the files' names.
func hashes(t *testing.T) (hashes map[string]string) {
	text, err := os.ReadFile(game.Root + "/web/dist/integrity.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &hashes))
	return hashes
}

// TestIntegrityBehindAFetchOfThePages checks that no fetch of the page's own lets a program
// in that has another hash, nor keeps the right one out.
func TestIntegrityBehindAFetchOfThePages(t *testing.T) {
	t.Parallel()
	tampered := game.New(t)
	tampered.Put(wasmPath, game.File("application/wasm", 200, append(wasm(t), 0, 2, 1, 'x'))) // with a custom section
	integrity := hashes(t)["playerstate.wasm"]
	for name, fetch := range fetches {
		t.Run(name, func(t *testing.T) {
			before := `<script>globalThis.fetch = ((own) => ` + fetch + `)(fetch)</script>`
			right, tampered := game.New(t), tampered.Again(t)
			b := right.Open()
			b.Visit(right.Page(before + right.Tag(`data-wasm-integrity="sha256-no `+integrity+`"`)))
			logsInAndOut(t, b)
			b = tampered.Open()
			b.Visit(tampered.Page(before + tampered.Tag(`data-wasm-integrity="`+integrity+`"`)))
			r := b.Result(`playerState.logout()`)
			assert.Equal(t, "900/90200", r.Codes())
			assert.Contains(t, r.StatusMessage, "integrity")
		})
	}
}

// TestIntegrityThatCannotBeChecked has a page that may not hash, as one over plain HTTP: the
// browser's own fetch does, and what another one gives is refused.
func TestIntegrityThatCannotBeChecked(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	tag := g.Tag(`data-wasm-integrity="` + hashes(t)["playerstate.wasm"] + `"`)
	const before = `Object.defineProperty(crypto, "subtle", { value: undefined });`
	b := g.Open()
	b.Visit(g.Page(`<script>` + before + `</script>` + tag))
	logsInAndOut(t, b)
	for _, fetch := range []string{fetches["a plain object"], `async (...args) => { const r = await own(...args); return new Response(r.body, r) }`} {
		b = g.For(t).Open()
		b.Visit(g.Page(`<script>` + before + `globalThis.fetch = ((own) => ` + fetch + `)(fetch)</script>` + tag))
		r := b.Result(`playerState.logout()`)
		assert.Equal(t, "900/90200", r.Codes())
		assert.Contains(t, r.StatusMessage, "can't be checked here")
	}
}

// TestLoadThatIsNeverAnswered has a fetch that does not heed its signal.
func TestLoadThatIsNeverAnswered(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.Open()
	b.Visit(g.Page(`<script>
		globalThis.fetch = () => new Promise(() => {});
		globalThis.setTimeout = (real => (f, ms, ...args) => real(f, ms >= 60_000 ? ms / 1000 : ms, ...args))(setTimeout);
	</script>` + g.Tag("")))
	r := b.Result(`playerState.logout()`)
	assert.Equal(t, "900/90200", r.Codes())
	assert.Contains(t, r.StatusMessage, "did not come within 120 seconds")
}

// TestRedirectElsewhere checks that no other origin gets a packet, with the session's id and
// the signature in it.
func TestRedirectElsewhere(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	var asked atomic.Int32
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Header().Set("Access-Control-Allow-Headers", "*")
	}))
	defer elsewhere.Close()
	g.Put("/away"+dispatcher.Path, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, elsewhere.URL, http.StatusTemporaryRedirect)
	}))
	b := g.LogIn()
	b.MoveTo(g.SiteURL + "/away")
	b.Run(game.OneAttempt)
	r := b.Result(`playerState.logout()`)
	assert.Equal(t, "900/90001", r.Codes())
	assert.True(t, strings.Contains(r.StatusMessage, "could not be reached"), r.StatusMessage)
	assert.Zero(t, asked.Load())
}
