package e2e

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/test/game"
)

// readable is the header that lets pages of other origins read a file.
const readable = "Access-Control-Allow-Origin"

// newCDN serves what is shipped from an origin of its own, with headers, and returns its URL.
func newCDN(t *testing.T, headers map[string]string) string {
	t.Helper()
	require.NoError(t, game.Build())
	files := http.FileServer(http.Dir(filepath.Join(game.Root, "web/dist")))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range headers {
			w.Header().Set(name, value)
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
}

// from is a tag whose script comes from that origin.
func from(cdn, tag string) string { return strings.Replace(tag, `src="`, `src="`+cdn+"/", 1) }

func TestFilesFromAnotherOrigin(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	cdn := newCDN(t, map[string]string{readable: "*"})
	for name, tag := range map[string]string{
		"a script":            from(cdn, g.Tag("")),
		"with integrity":      from(cdn, g.Tag(`crossorigin integrity="`+hashes(t)["playerstate.js"]+`" data-wasm-integrity="`+hashes(t)["playerstate.wasm"]+`"`)),
		"its program alone":   g.Tag(`data-wasm-url="` + cdn + `/playerstate.wasm"`),
		"one file":            from(newCDN(t, nil), inlineTag(g, "")),
		"a script of modules": from(cdn, g.Tag(`type="module"`)),
	} {
		t.Run(name, func(t *testing.T) {
			b := g.For(t).Open()
			b.Visit(g.Page(tag + `<script>addEventListener("load", () => document.title = "loaded")</script>`))
			logsInAndOut(t, b)
			assert.Empty(t, b.Printed())
		})
	}
	t.Run("that may not be read", func(t *testing.T) {
		b := g.For(t).Open()
		b.Visit(g.Page(lapse + from(newCDN(t, nil), g.Tag(""))))
		assert.Equal(t, "900/90200", b.Codes(`playerState.logout()`))
	})
}

// TestCrossOriginIsolatedPage has a page that may use threads, as games do.
func TestCrossOriginIsolatedPage(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	for name, tag := range map[string]string{
		"its own files":       g.Tag(""),
		"with crossorigin":    from(newCDN(t, map[string]string{readable: "*"}), g.Tag("crossorigin")),
		"without crossorigin": from(newCDN(t, map[string]string{readable: "*", "Cross-Origin-Resource-Policy": "cross-origin"}), g.Tag("")),
		"one file":            from(newCDN(t, map[string]string{"Cross-Origin-Resource-Policy": "cross-origin"}), inlineTag(g, "")),
	} {
		t.Run(name, func(t *testing.T) {
			page := game.HTML(`<!doctype html><meta charset="utf-8">` + tag)
			page = game.With("Cross-Origin-Opener-Policy", "same-origin", game.With("Cross-Origin-Embedder-Policy", "require-corp", page))
			b := g.For(t).Open()
			b.Visit(g.Put("/isolated.html", page))
			require.True(t, b.Truth(`crossOriginIsolated`))
			logsInAndOut(t, b)
		})
	}
}

// told is a script for a page in a frame: it logs a player in and out, and has the frame's
// owner told what it found of its place, and the statuses.
const told = `<script>(async () => {
	let place = origin;
	try {
		localStorage.setItem("probe", "1");
	} catch {
		place += " without storage";
	}
	const statuses = [await _bc.authenticateAnonymous(), await playerState.logout()].map((result) => result.status);
	parent.postMessage([place, ...statuses].join(" "), "*");
})()</script>`

// framed opens a page that has another one in a frame, and returns what that tells.
func framed(t *testing.T, g game.Game, owner, frame string) string {
	t.Helper()
	b := g.For(t).Open()
	g.Put("/owner.html", game.HTML(`<!doctype html><script>var heard = new Promise((done) => { onmessage = (event) => done(event.data) })</script>`+frame))
	b.Visit(owner + "/owner.html")
	return b.Text(`heard`)
}

// TestFrameThatIsSandboxed has a frame with sandbox="allow-scripts": it has an origin that is like
// no other, and no storage.
func TestFrameThatIsSandboxed(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	const frame = `<iframe sandbox="allow-scripts" src="frame.html"></iframe>`
	g.Put(wasmPath, game.With(readable, "*", game.File("application/wasm", 200, wasm(t))))
	for name, tag := range map[string]string{"two files that may be read": g.Tag(""), "one file": inlineTag(g, "")} {
		t.Run(name, func(t *testing.T) {
			g.Put("/frame.html", game.HTML(`<!doctype html><meta charset="utf-8">`+tag+told))
			assert.Equal(t, "null without storage 200 200", framed(t, g, g.SiteURL, frame))
		})
	}
}

// TestFrameOfAnotherSite has a frame whose storage is partitioned by its owner's site.
func TestFrameOfAnotherSite(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	g.Put("/frame.html", game.HTML(`<!doctype html><meta charset="utf-8">`+g.Tag("")+told))
	owner := strings.Replace(g.SiteURL, "127.0.0.1", "localhost", 1)
	assert.Equal(t, g.SiteURL+" 200 200", framed(t, g, owner, `<iframe src="`+g.SiteURL+`/frame.html"></iframe>`))
}

// TestServiceWorkerThatCachesEverything has one that answers whatever it has a copy of.
func TestServiceWorkerThatCachesEverything(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	asked := countedProgram(t, g)
	g.Put("/worker.js", game.File("text/javascript", 200, []byte(`
		addEventListener("install", () => skipWaiting());
		addEventListener("activate", (event) => event.waitUntil(clients.claim()));
		addEventListener("fetch", (event) => event.respondWith((async () => {
			const cache = await caches.open("everything"), kept = await cache.match(event.request);
			if (kept) return kept;
			const response = await fetch(event.request);
			if (event.request.method === "GET" && response.ok) await cache.put(event.request, response.clone());
			return response;
		})()));
	`)))
	b := g.Open()
	b.Visit(g.Page(""))
	b.Run(`navigator.serviceWorker.register("worker.js").then(() => new Promise((done) => {
		if (navigator.serviceWorker.controller) done();
		else navigator.serviceWorker.oncontrollerchange = () => done();
	}))`)
	page := g.Put("/play.html", game.HTML(`<!doctype html><meta charset="utf-8">`+g.Tag("")))
	for range 3 {
		b.Visit(page)
		require.True(t, b.Truth(`navigator.serviceWorker.controller !== null`))
		logsInAndOut(t, b)
	}
	assert.EqualValues(t, 1, asked.Load(), "later pages have the copy")
}
