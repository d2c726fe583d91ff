//go:build js && wasm

package jsbridge

import (
	_ "embed"
	"strings"
	"syscall/js"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

//go:embed bridge.js
var bridgeScript string

// page is what the page's script is to the bridge in these tests: it lets the program
// be called and collects the answers.
//
// It is made before the package's init functions bind the helpers.
var page = js.Global().Call("eval", `(() => {`+bridgeScript+`
	const page = { answers: [], events: [], thrown: [], createBridge };
	page.bridge = createBridge((name, ...args) => {
		try {
			if (name === "collect") return page.bridge.exports.collect();
			const returned = page.instance.exports[name](...args);
			if (name === "wake") page.schedule(); // the test's goroutine waits
			return returned;
		} catch (error) {
			page.thrown.push(String(error));
		}
	}, (call, result) => page.answers.push([call, result]), (type, detail) => page.events.push([type, detail]));
	const resume = Go.prototype._resume;
	Go.prototype._resume = function () {
		page.instance = this._inst;
		return resume.call(this);
	};
	return globalThis.jsbridge = page.bridge, page;
})()`)

func init() {
	page.Set("schedule", js.FuncOf(func(js.Value, []js.Value) any { return nil }))
	page.Call("schedule") // and the page knows the instance
}

// wait waits for a channel that the browser's event loop closes.
func wait(t *testing.T, done <-chan struct{}) {
	t.Helper()
	<-done
}

// after runs the browser's event loop until f was called by way of begin.
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

// await waits for a promise, and gives its value or its error.
func awaitPromise(t *testing.T, promise js.Value) (value js.Value, failed bool) {
	t.Helper()
	ended := make(chan struct{})
	settle := func(rejected bool) js.Func {
		var f js.Func
		f = js.FuncOf(func(_ js.Value, args []js.Value) any {
			f.Release()
			value, failed = args[0], rejected
			close(ended)
			return nil
		})
		return f
	}
	promise.Call("then", settle(false), settle(true))
	wait(t, ended)
	return value, failed
}

// requireNothingUnderWay checks that no function waits to be called.
func requireNothingUnderWay(t *testing.T) {
	t.Helper()
	assert.Empty(t, waiting, "no function waits to be called")
}

func TestExposedFunction(t *testing.T) {
	var got []any
	Expose("test", func(a Args) any {
		got = append(got, a.Text(0), a.Int(1), a.Bool(2), a.Ints(3))
		return "answer"
	})
	assert.Equal(t, "answer", script(`page.bridge.exports.test("a", 2, true, [1, 2.5])`).String())
	assert.Equal(t, []any{"a", 2, true, []int{1, 2}}, got)
}

func TestAfterAndSoon(t *testing.T) {
	var order []string
	after(t, func(done func()) {
		After(1, func() { order = append(order, "timer"); done() })
		Soon(func() { order = append(order, "soon") })
		order = append(order, "now")
	})
	assert.Equal(t, []string{"now", "soon", "timer"}, order)
	requireNothingUnderWay(t)
}

func TestCancelledTimer(t *testing.T) {
	cancel := After(1, func() { t.Error("a cancelled timer fired") })
	cancel()
	requireNothingUnderWay(t)
	after(t, func(done func()) { After(5, done) })
}

func TestTimerBeyondTheBrowsersLongest(t *testing.T) {
	cancel := After(1_000_000_000_000_000, func() { t.Error("fired at once") })
	after(t, func(done func()) { After(5, done) })
	cancel()
}

func TestSettle(t *testing.T) {
	Settle(7, Parse(`{"status":200,"data":null}`))
	assert.Equal(t, `[7,{"status":200,"data":null}]`, script(`JSON.stringify(page.answers.pop())`).String())
}

// A callback of the page's that throws, called from within Go, is an exception of
// the page's; the program goes on.
func TestCallbackThatThrows(t *testing.T) {
	Expose("throwing", func(Args) any {
		defer func() {
			recovered := recover()
			_, isJS := recovered.(js.Error)
			assert.True(t, isJS, "%v", recovered)
		}()
		script(`(() => { throw new Error("the page's own") })()`)
		return nil
	})
	script(`page.bridge.exports.throwing()`)
	after(t, func(done func()) { After(0, done) })
}

func TestEmit(t *testing.T) {
	Emit("login", `{"profileId":"Pä1"}`)
	assert.Equal(t, `["login",{"profileId":"Pä1"}]`, script(`JSON.stringify(page.events.pop())`).String())
}

func TestBroadcast(t *testing.T) {
	var heard string
	Expose("heard", func(a Args) any { heard = a.Text(0); return nil })
	promise := script(`new Promise(done => {
		page.other = new BroadcastChannel("playerState");
		page.other.onmessage = e => done(e.data);
	})`)
	Broadcast("out")
	told, _ := awaitPromise(t, promise)

	assert.Equal(t, "out", told.String())
	script(`page.other.postMessage({ no: "text" }); page.other.postMessage("in"); page.other.close()`)
	for heard == "" {
		after(t, func(done func()) { After(1, done) })
	}
	assert.Equal(t, "in", heard)
}

func TestBroadcastWithoutAChannel(t *testing.T) {
	told, _ := awaitPromise(t, script(`(async () => {
		const channel = globalThis.BroadcastChannel;
		delete globalThis.BroadcastChannel;
		const heard = [];
		const bridge = page.createBridge(() => {}, () => {}, () => {});
		bridge.exports.heard = (text) => heard.push("heard " + text);
		globalThis.BroadcastChannel = channel;
		const frame = document.body.appendChild(document.createElement("iframe")); // a page of its own to storage events
		frame.contentWindow.localStorage.setItem("other", "x");
		frame.contentWindow.localStorage.setItem("playerState", "out");
		frame.contentWindow.localStorage.removeItem("playerState");
		while (heard.length === 0) await new Promise(next => setTimeout(next, 1));
		bridge.mailbox(100).set(new TextEncoder().encode("mine"));
		const { broadcast } = bridge; // as Go calls it
		broadcast(4);
		bridge.stop();
		frame.remove();
		return heard.join() + " " + localStorage.getItem("playerState");
	})()`))
	assert.Equal(t, "heard out null", told.String())
}

func TestStorage(t *testing.T) {
	Save("test.key", "täxt")
	text, found := Load("test.key")
	assert.True(t, found)
	assert.Equal(t, "täxt", text)
	assert.Equal(t, []string{"test.key"}, Keys("test."))
	assert.Equal(t, "täxt", script(`localStorage.getItem("test.key")`).String())
	Remove("test.key")
	_, found = Load("test.key")
	assert.False(t, found)
	assert.Empty(t, Keys("test."))
}

func TestStorageThatIsBarredOrFull(t *testing.T) {
	for name, fault := range map[string]string{
		"full":    `Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError") }`,
		"barred":  `Object.defineProperty(globalThis, "localStorage", { configurable: true, get() { throw new DOMException("barred", "SecurityError") } })`,
		"missing": `Object.defineProperty(globalThis, "localStorage", { configurable: true, value: undefined })`,
	} {
		t.Run(name, func(t *testing.T) {
			script(`page.mended = [Storage.prototype.setItem, Object.getOwnPropertyDescriptor(globalThis, "localStorage")]; ` + fault)
			defer script(`Storage.prototype.setItem = page.mended[0]; Object.defineProperty(globalThis, "localStorage", page.mended[1])`)
			Save("test.key", "kept")
			text, found := Load("test.key")
			assert.True(t, found)
			assert.Equal(t, "kept", text)
			assert.Equal(t, []string{"test.key"}, Keys("test."))
			Remove("test.key")
			_, found = Load("test.key")
			assert.False(t, found)
		})
	}
}

func TestValues(t *testing.T) {
	v := Parse(`{"n":1.5,"s":"x","z":null,"a":[1,"2"],"__proto__":{"polluted":1}}`)
	require.NotNil(t, v)
	n, ok := v.Member("n").Number()
	assert.True(t, ok)
	assert.Equal(t, 1.5, n)
	s, ok := v.Member("s").Text()
	assert.True(t, ok)
	assert.Equal(t, "x", s)
	assert.NotNil(t, v.Member("z"))
	assert.Equal(t, 2, v.Member("a").Items())
	_, ok = v.Member("a").Item(1).Number()
	assert.False(t, ok, "a text is no number")
	_, ok = v.Member("a").Item(0).Text()
	assert.False(t, ok, "a number is no text")
	assert.Equal(t, -1, v.Items())
	for _, missing := range []string{"missing", "polluted", "constructor", "toString"} {
		assert.Nil(t, v.Member(missing), missing)
	}
	assert.Nil(t, v.Member("n").Member("toFixed"))
	assert.Nil(t, v.Member("z").Member("x"))
	assert.Nil(t, Parse(`{`))
	assert.Nil(t, Parse(``))
	assert.Equal(t, `"a\"ä\n"`, Quote("a\"ä\n"))
}

func TestQuote(t *testing.T) {
	stringify := script(`JSON.stringify`)
	for r := range rune(0x2100) {
		text := "a" + string(r) + "b"
		require.Equal(t, stringify.Invoke(text).String(), Quote(text), "U+%04X", r)
	}
	assert.Equal(t, `""`, Quote(""))
}

func TestTextsOfAnyLength(t *testing.T) {
	for _, n := range []int{0, 1, smallestMailbox, smallestMailbox + 1, 1 << 20} {
		Emit("long", `"`+strings.Repeat("ä", n)+`"`)
		assert.Equal(t, n, script(`page.events.pop()[1].length`).Int())
	}
}

// What the browser calls may need memory that only a collection finds.
func TestCollectionWithinACall(t *testing.T) {
	var order []int
	after(t, func(done func()) {
		for i := range 3 {
			After(i, func() {
				for range 64 {
					garbage := make([][]byte, 256)
					for j := range garbage {
						garbage[j] = make([]byte, 1<<10)
					}
				}
				order = append(order, i)
				if i == 2 {
					done()
				}
			})
		}
	})
	assert.Equal(t, []int{0, 1, 2}, order)
	requireNothingUnderWay(t)
}

// A page's own code may run while Go calls out, and call in.
func TestCallWithinACall(t *testing.T) {
	Expose("inner", func(a Args) any { return a.Text(0) + Parse(`{"a":"b"}`).Member("a").(*value).text() })
	var outer, own string
	Expose("outer", func(a Args) any {
		v := Parse(`{"a":"own"}`)
		outer = script(`page.bridge.exports.inner("x", 1, 2, 3)`).String()
		own = v.Member("a").(*value).text() + a.Text(1)
		return own
	})
	assert.Equal(t, "ownsecond", script(`page.bridge.exports.outer("first", "second")`).String())
	assert.Equal(t, "xb", outer)
	assert.Equal(t, "ownsecond", own)
}

func (v *value) text() string {
	text, _ := v.Text()
	return text
}

func TestPollutedPrototype(t *testing.T) {
	script(`Object.defineProperty(Object.prototype, "status", { configurable: true, get() { throw new Error("a getter of the page's") } })`)
	defer script(`delete Object.prototype.status`)
	assert.Nil(t, Parse(`{}`).Member("status"))
}

func TestNewID(t *testing.T) {
	assert.Regexp(t, `^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`, NewID())
	assert.NotEqual(t, NewID(), NewID())
}

func TestPageFacts(t *testing.T) {
	assert.InDelta(t, script(`Date.now()`).Float(), float64(Now()), 10_000)
	for range 100 {
		n := Random(3)
		assert.True(t, n >= 0 && n < 3, n)
	}
	zone, language, _ := Locale()
	assert.Equal(t, script(`String(-new Date().getTimezoneOffset() / 60)`).String(), zone)
	assert.True(t, strings.HasPrefix(language, `"`))
}

func TestHold(t *testing.T) {
	var release func()
	after(t, func(done func()) { release = Hold("test.lock", done) })
	held, _ := awaitPromise(t, script(`navigator.locks.request("test.lock", { ifAvailable: true }, lock => lock === null)`))
	assert.True(t, held.Bool(), "nobody else gets it")

	waits := Hold("test.lock", func() { t.Error("granted to one that has given it up") })
	waits()
	var second func()
	after(t, func(done func()) {
		second = Hold("test.lock", done)
		release()
	})
	second()
	free, _ := awaitPromise(t, script(`navigator.locks.request("test.lock", () => true)`))
	assert.True(t, free.Bool())
	requireNothingUnderWay(t)
}

func TestHoldWithoutLocks(t *testing.T) {
	for name, fault := range map[string]string{
		"missing": `Object.defineProperty(navigator, "locks", { configurable: true, value: undefined })`,
		"barred":  `Object.defineProperty(navigator, "locks", { configurable: true, value: { request: () => Promise.reject(new DOMException("no", "SecurityError")) } })`,
	} {
		t.Run(name, func(t *testing.T) {
			script(fault)
			defer script(`delete navigator.locks`)
			var release func()
			after(t, func(done func()) { release = Hold("test.lock", done) })
			release()
			requireNothingUnderWay(t)
		})
	}
}

// A call leaves nothing behind: no function that waits, and no reference that a
// collection does not free.
func TestStopEndsWhatIsUnderWay(t *testing.T) {
	bridge := script(`page.late = 0; page.createBridge(() => page.late++, () => {})`)
	bridge.Call("after", 1, 1)
	bridge.Call("soon", 2)
	bridge.Call("hold", 3, "test.stop")
	bridge.Call("stop")
	after(t, func(done func()) { After(20, done) })
	assert.Zero(t, script(`page.late`).Int())
	free, _ := awaitPromise(t, script(`navigator.locks.request("test.stop", () => true)`))
	assert.True(t, free.Bool())
}
