//go:build js && wasm

package jsbridge

import (
	_ "embed"
	"regexp"
	"syscall/js"
	"testing"

	"github.com/stretchr/testify/assert"
)

//go:embed guard.js
var guardScript string

//go:embed bridge.js
var bridgeScript string

// moduleLines are what a module has more than a script.
var moduleLines = regexp.MustCompile(`(?m)^(import .*|export )`)

// page stands for the page's script in these tests: it lets the program be called and
// collects the results.
//
// The program's imports are those of the global object's jsbridge (web/test/wasmexec).
var page = js.Global().Call("eval", `(() => {`+moduleLines.ReplaceAllString(guardScript+bridgeScript, "")+`
	const page = { answers: [], events: [], thrown: [], createBridge, stringify };
	page.bridge = createBridge((name, ...args) => {
		try {
			const returned = page.instance.exports[name](...args);
			if (name === "wake") page.schedule(); // the test's goroutine waits
			return returned;
		} catch (error) {
			page.thrown.push(String(error));
		}
	}, (call, result) => page.answers.push([call, result]), (type, detail) => page.events.push([type, detail]), { text: "" }, () => page.instance.exports.mem);
	// A bridge of a test's own, whose memory the test writes.
	page.bridgeTo = (enter, told = () => {}) => {
		const memory = { buffer: new ArrayBuffer(1000) };
		const bridge = createBridge(enter, () => {}, told, { text: "" }, () => memory);
		bridge.put = (content) => {
			const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
			new Uint8Array(memory.buffer).set(bytes);
			return bytes.length;
		};
		return bridge;
	};
	const resume = Go.prototype._resume;
	Go.prototype._resume = function () {
		page.instance = this._inst;
		return resume.call(this);
	};
	return globalThis.jsbridge = page.bridge, page;
})()`)

func init() {
	share()
	page.Set("schedule", js.FuncOf(func(js.Value, []js.Value) any { return nil }))
	page.Call("schedule") // and the page knows the instance
}

// expose lets the page call f, also once it has begun.
func expose(name string, f func(Args) any) {
	Expose(name, f)
	announce(len(exposed) - 1)
}

// wait waits for a channel that the browser's event loop closes.
func wait(t *testing.T, done <-chan struct{}) {
	t.Helper()
	<-done
}

// after runs the browser's event loop until begin's function is called.
func after(t *testing.T, begin func(done func())) {
	t.Helper()
	ended := make(chan struct{})
	begin(func() { close(ended) })
	wait(t, ended)
}

// script evaluates a script of the test's, with the page under the name page.
func script(text string) js.Value {
	js.Global().Set("page", page)
	return js.Global().Call("eval", text)
}

// awaitPromise waits for a promise, and gives its value or its error.
func awaitPromise(t *testing.T, promise js.Value) (value js.Value, failed bool) {
	t.Helper()
	ended := make(chan struct{})
	on := func(rejected bool) js.Func {
		var f js.Func
		f = js.FuncOf(func(_ js.Value, args []js.Value) any {
			f.Release()
			value, failed = args[0], rejected
			close(ended)
			return nil
		})
		return f
	}
	promise.Call("then", on(false), on(true))
	wait(t, ended)
	return value, failed
}

// requireNothingPending checks that no function waits to be called.
func requireNothingPending(t *testing.T) {
	t.Helper()
	assert.Empty(t, registered, "no function waits to be called")
}
