package e2e

import (
	"testing"

	"playerstate/web/test/game"
)

// TestOldBrowser has a browser that lacks what came after its time, as Chrome 75 to 92,
// Firefox 79 to 91 and Safari 15.0 do.
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
		delete Promise.any;
		delete Promise.withResolvers;
		delete Promise.try;
		for (const name of ["reportError", "structuredClone", "BroadcastChannel", "requestIdleCallback", "scheduler", "ReadableStream"]) delete globalThis[name];
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
