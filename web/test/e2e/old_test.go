package e2e

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"

	"playerstate/web/test/game"
)

// TestOldBrowser has a browser that lacks what came after its time, as the oldest that
// README names do.
func TestOldBrowser(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	const old = `
		delete AbortSignal.timeout;
		delete AbortSignal.any;
		delete AbortSignal.abort;
		Object.defineProperty(AbortSignal.prototype, "reason", { value: undefined });
		delete Object.hasOwn;
		delete Array.prototype.at;
		delete Array.prototype.findLast;
		delete String.prototype.at;
		delete String.prototype.replaceAll;
		delete String.prototype.isWellFormed;
		delete Promise.allSettled;
		delete Promise.any;
		delete Promise.withResolvers;
		delete Promise.try;
		for (const name of ["reportError", "structuredClone", "WeakRef", "FinalizationRegistry", "AggregateError", "BroadcastChannel", "requestIdleCallback", "scheduler", "ReadableStream"]) delete globalThis[name];
		delete WebAssembly.compileStreaming;
		delete WebAssembly.instantiateStreaming;
		delete Navigator.prototype.locks;
		delete crypto.constructor.prototype.randomUUID;
		delete Response.prototype.body;
		globalThis.Error = class extends Error { constructor(message) { super(message) } };
		performance.measure = (name, startMark) => { if (startMark !== undefined) throw new DOMException("no mark", "SyntaxError") };
	`
	b := g.Open()
	b.Visit(g.Page(`<script>` + old + `</script>` + g.Tag("")))
	logsInAndOut(t, b)
}

// tooOld are browsers that the program can't run in, as scripts that take from this one what
// they lack, what the console says that is, and how often they ask for the program: what WebAssembly
// lacks is found as neither way of a load compiles it, and is known from then on.
var tooOld = map[string]struct {
	before, lack string
	asks         int32
}{
	"without WebAssembly":      {`delete globalThis.WebAssembly`, "WebAssembly", 0},
	"with WebAssembly of 2017": {`WebAssembly.validate = () => false`, "bulk memory in its WebAssembly", 2}, // it can't be taken from a browser
	"without fetch":            {`delete globalThis.fetch`, "fetch", 0},
	"without AbortController":  {`delete globalThis.AbortController`, "AbortController", 0},
	"without TextDecoder":      {`delete globalThis.TextDecoder`, "TextDecoder", 0},
	// But for Promise.prototype.finally, which a driver needs.
	"without anything after ES2015": {`
		for (const name of ["entries", "fromEntries", "values", "hasOwn", "getOwnPropertyDescriptors"]) delete Object[name];
		for (const name of ["matchAll", "padStart", "padEnd", "replaceAll", "at", "trimStart"]) delete String.prototype[name];
		for (const name of ["includes", "flat", "flatMap", "at", "findLast"]) delete Array.prototype[name];
		delete Performance.prototype.measure;
		window.EventTarget = function () { throw new TypeError("Illegal constructor") };
		for (const name of ["WebAssembly", "fetch", "AbortController", "AbortSignal", "TextDecoder", "TextEncoder", "BroadcastChannel", "ReadableStream", "queueMicrotask", "reportError", "globalThis"]) delete window[name];
	`, "fetch", 0},
}

// TestBrowserThatIsTooOld checks that a page goes on in one: the console has one line, and
// each call is answered.
func TestBrowserThatIsTooOld(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	var asked atomic.Int32
	g.Put(wasmPath, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) })) // with nothing that compiles
	for name, old := range tooOld {
		t.Run(name, func(t *testing.T) {
			says := "playerState: the program can not run here: there is no " + old.lack
			g := g.Again(t)
			b := g.Open()
			b.Visit(g.Page(`<script>` + old.before + `</script>` + g.Tag("data-logout-on-close") + `<script>
				var told = [];
				var early = playerState.logout(r => told.push(r.reason_code));
				_bc.addEventListener("login", () => {});
				_bc.setPacketTimeouts([60]);
			</script>`))
			for _, call := range []string{
				`early`, `playerState.logout()`, `_bc.authenticateAnonymous()`, `_bc.authenticateUniversal("ann", "pw", true)`,
				`_bc.sendRequest({ service: "time", operation: "READ", data: { a: 1 } })`, `playerState.updateAttributes({ a: "1" }, true)`,
				`new Promise(done => playerState.logout(null, (status, code, json) => done(JSON.parse(json))))`,
			} {
				r := b.Result(call)
				assert.Equal(t, "900/90200", r.Codes(), call)
				assert.Equal(t, says, r.StatusMessage, call)
			}
			assert.Equal(t, "90200", b.Text(`told.join()`))
			assert.Equal(t, says, b.Text(`_bc.ready.then(() => "fulfilled", e => e.message)`))
			assert.Equal(t, "false,false,,", b.Text(`[_bc.isInitialized(), _bc.isAuthenticated(), _bc.getSessionId(), _bc.getProfileId()].join()`))
			assert.Contains(t, b.Text(`playerState.logout(5).catch(String)`), "TypeError: playerState.logout: callback must be a function")
			assert.Equal(t, "error: "+says, strings.Join(b.Printed(), "\n"))
			assert.Empty(t, b.Thrown())
			assert.Equal(t, old.asks, asked.Swap(0))
		})
	}
}
