//go:build js && wasm

package jsbridge

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// answered is a Reply whose body is text: the body itself is gone once the reply is
// told.
type answered struct {
	Reply
	body string // as JSON, "undefined" if there is none
}

// postTo sends a request to a fetch that the test puts in the place of the browser's,
// and gives what comes back. The real one is in the end-to-end tests.
func postTo(t *testing.T, fetch string, timeout int) (reply answered) {
	t.Helper()
	script(`page.fetch = globalThis.fetch; globalThis.fetch = ` + fetch)
	defer script(`globalThis.fetch = page.fetch`)
	after(t, func(done func()) {
		Fetch(Request{URL: "https://x.test/", Body: "b", Timeout: timeout, Headers: []string{"X-A", "1", "X-B", "2"}}, func(r Reply) {
			Complete(0, r.Body)
			reply = answered{r, script(`String(page.stringify(page.answers.pop()[1]))`).String()}
			done()
		})
	})
	requireNothingPending(t)
	return reply
}

func TestFetch(t *testing.T) {
	r := postTo(t, `async (url, init) => new Response(JSON.stringify([url, init.method, init.headers, init.body, init.keepalive, init.credentials]), { headers: { "Retry-After": "7" } })`, 1000)
	assert.Equal(t, 200, r.Status)
	assert.Zero(t, r.RetryAfter, "there is nothing to try again")
	assert.Empty(t, r.Fault)
	assert.JSONEq(t, `["https://x.test/", "POST", {"X-A":"1","X-B":"2"}, "b", false, "omit"]`, r.body)
}

func TestFetchFaults(t *testing.T) {
	for name, test := range map[string]struct {
		fetch  string
		status int
		fault  string
	}{
		"a promise that rejects":      {`async () => { throw new TypeError("Failed to fetch") }`, 0, "the server could not be reached: Failed to fetch"},
		"a fetch that throws":         {`() => { throw new Error("at once") }`, 0, "the server could not be reached: at once"},
		"a text that is thrown":       {`() => { throw "text" }`, 0, "the server could not be reached: text"},
		"no answer":                   {`(url, { signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)))`, 0, "the server did not answer within 20 ms"},
		"a body that never ends":      {`async (url, { signal }) => new Response(new ReadableStream({ start(c) { signal.addEventListener("abort", () => c.error(signal.reason)) } }))`, 0, "the server did not answer within 20 ms"},
		"an empty body":               {`async () => new Response(null, { status: 204 })`, 204, "the server's answer is no JSON"},
		"HTML":                        {`async () => new Response("<html>S1", { status: 502 })`, 502, "the server's answer is no JSON"},
		"a body that breaks off":      {`async () => new Response(new ReadableStream({ pull(c) { c.error(new TypeError("network error")) } }))`, 200, "network error"},
		"a body beyond the limit":     {`async () => new Response(new Uint8Array((4 << 20) + 1))`, 200, "the server's answer is longer than 4194304 bytes"},
		"invalid UTF-8 outside texts": {`async () => new Response(new Uint8Array([0xff, 0x7b]))`, 200, "the server's answer is no JSON"},
	} {
		t.Run(name, func(t *testing.T) {
			r := postTo(t, test.fetch, 20)
			assert.Equal(t, test.status, r.Status)
			assert.Equal(t, test.fault, r.Fault)
			assert.Equal(t, "undefined", r.body)
		})
	}
}

// TestFetchOptions checks that what is handed to fetch has what the bridge has put there,
// and nothing that a page has put on every object.
func TestFetchOptions(t *testing.T) {
	r := postTo(t, `async (url, init) => new Response(JSON.stringify([Object.getPrototypeOf(init), Object.getPrototypeOf(init.headers), init.redirect]))`, 1000)
	assert.Equal(t, `[null,null,"error"]`, r.body)
}

// TestFetchDoesNotWaitForTheEnd takes an answer that is whole from a connection that does
// not end.
func TestFetchDoesNotWaitForTheEnd(t *testing.T) {
	r := postTo(t, `async (url, { signal }) => new Response(new ReadableStream({
		start(c) {
			c.enqueue(new TextEncoder().encode('{"ä":1}'));
			signal.addEventListener("abort", () => { page.closed = true; c.error(signal.reason); });
		},
	}))`, 50)
	assert.Equal(t, `{"ä":1}`, r.body)
	assert.Equal(t, 200, r.Status)
	for script(`page.closed`).IsUndefined() { // when its time is over
		after(t, func(done func()) { After(1, done) })
	}
}

// pieces is a fetch whose answer comes in those pieces, and then does not end.
const pieces = `async () => new Response(new ReadableStream({
	start(c) {
		for (const piece of PIECES) c.enqueue(typeof piece === "string" ? new TextEncoder().encode(piece) : Uint8Array.from(piece));
	},
}))`

func TestFetchTakesWhatIsWholeInAnyPieces(t *testing.T) {
	for pieced, whole := range map[string]string{
		`['{"a":{}', ',"b":"}', '"}']`:                         `{"a":{},"b":"}"}`,
		`[[0x7b, 0x22, 0xc3], [0xa4, 0x22, 0x3a, 0x31, 0x7d]]`: `{"ä":1}`,
		`[" \r\n\t", ' {"a":1}\n']`:                            `{"a":1}`,
		`['{"a":1', '}\n\n']`:                                  `{"a":1}`,
		`[...'{"a":"\\\\","b":"{\\"","c":[{"}":{}}]}']`:        `{"a":"\\","b":"{\"","c":[{"}":{}}]}`,
		`['{"a":"\\', '"}"}']`:                                 `{"a":"\"}"}`,
	} {
		r := postTo(t, strings.Replace(pieces, "PIECES", pieced, 1), 600_000)
		assert.Equal(t, whole, r.body, pieced)
	}
}

// TestFetchReadsToTheEnd checks that what is no object is read up to its end.
func TestFetchReadsToTheEnd(t *testing.T) {
	for pieced, whole := range map[string]string{
		`['[{"a":1}', ',{}]']`: `[{"a":1},{}]`,
		`['{}{', '}']`:         `undefined`,
		`['}{', '}']`:          `undefined`,
		`['"}', '"']`:          `"}"`,
		`['1', '2']`:           `12`,
	} {
		ending := strings.Replace(strings.Replace(pieces, "PIECES", pieced, 1), "\n\t}", "\n\t\tc.close();\n\t}", 1)
		r := postTo(t, ending, 600_000)
		assert.Equal(t, whole, r.body, pieced)
	}
}

// TestFetchParsesOnce checks that a long answer in many pieces is not parsed at each of them.
func TestFetchParsesOnce(t *testing.T) {
	script(`page.parse = JSON.parse; page.parsed = 0; JSON.parse = (text) => { page.parsed++; return page.parse(text); }`)
	defer script(`JSON.parse = page.parse`)
	postTo(t, strings.Replace(pieces, "PIECES", `['{"a":[{}', ...Array(2000).fill(',{"b":{}}'), ']}']`, 1), 600_000)
	assert.Equal(t, 1, script(`page.parsed`).Int())
	postTo(t, strings.Replace(strings.Replace(pieces, "PIECES", `Array(2000).fill('{}{')`, 1), "\n\t}", "\n\t\tc.close();\n\t}", 1), 600_000)
	assert.LessOrEqual(t, script(`page.parsed`).Int(), 3)
}

func TestFetchReadsUpToTheLimit(t *testing.T) {
	r := postTo(t, `async () => new Response("1".padEnd(4 << 20))`, 5000)
	assert.Equal(t, "1", r.body)
}

// TestFetchThatThrowsIsToldLater puts a function in fetch's place that throws at once:
// nothing comes back before Fetch has returned.
func TestFetchThatThrowsIsToldLater(t *testing.T) {
	script(`page.fetch = globalThis.fetch; globalThis.fetch = () => { throw new Error("at once") }`)
	defer script(`globalThis.fetch = page.fetch`)
	returned, early := false, false
	after(t, func(done func()) {
		Fetch(Request{URL: "https://x.test/", Timeout: 1000}, func(Reply) {
			early = !returned
			done()
		})
		returned = true
	})
	assert.False(t, early)
}

func TestRetryAfter(t *testing.T) {
	for header, ms := range map[string]int{
		`"3"`:       3000,
		`" 3 "`:     3000,
		`"-3"`:      0,
		`"soon"`:    0,
		`undefined`: 0,
		`new Date(Date.now() - 60_000).toUTCString()`: 0,
	} {
		r := postTo(t, `async () => { const h = `+header+`; return new Response("1", { status: 503, headers: h === undefined ? {} : { "Retry-After": h } }) }`, 1000)
		assert.Equal(t, ms, r.RetryAfter, header)
	}
	r := postTo(t, `async () => new Response("1", { status: 503, headers: { "Retry-After": new Date(Date.now() + 60_000).toUTCString() } })`, 1000)
	assert.InDelta(t, 60_000, float64(r.RetryAfter), 5_000)
}

func TestAbortedFetch(t *testing.T) {
	script(`page.fetch = globalThis.fetch; page.aborted = false; globalThis.fetch = (url, { signal }) => new Promise((resolve) => signal.addEventListener("abort", () => { page.aborted = true; resolve(new Response("1")) }))`)
	defer script(`globalThis.fetch = page.fetch`)
	abort := Fetch(Request{URL: "https://x.test/", Timeout: 1000}, func(Reply) { t.Error("an aborted fetch was answered") })
	abort()
	assert.False(t, script(`page.aborted`).Bool(), "who listens is not called while Go runs")
	after(t, func(done func()) { After(20, done) })
	assert.True(t, script(`page.aborted`).Bool())
	requireNothingPending(t)
}

// TestFetchOfThePages checks that an answer is taken that is no Response, as a fetch of the
// page's own may give it.
func TestFetchOfThePages(t *testing.T) {
	const json = `{"a":[1]}`
	for name, fetch := range map[string]string{
		"a Proxy around a Response":         `async () => new Proxy(new Response(text), { get(r, name) { const v = r[name]; return typeof v === "function" ? v.bind(r) : v } })`,
		"text() alone":                      `async () => ({ ok: true, status: 200, text: async () => text })`,
		"json() alone":                      `async () => ({ ok: true, status: 200, json: async () => JSON.parse(text) })`,
		"json() that does not wait":         `() => ({ ok: true, status: 200, json: () => JSON.parse(text) })`,
		"a thenable":                        `() => ({ then(f) { f({ ok: true, status: 200, text: () => ({ then(f) { f(text) } }) }) } })`,
		"headers without get":               `async () => ({ status: 200, headers: { "retry-after": "7" }, text: async () => text })`,
		"headers that throw":                `async () => ({ status: 200, headers: { get() { throw new Error("get") } }, text: async () => text })`,
		"a status in words":                 `async () => ({ ok: true, status: "200", text: async () => text })`,
		"another kind of stream":            `async () => ({ ok: true, status: 200, body: { on() {} }, text: async () => text })`,
		"a body that was read":              `async () => { const r = new Response(text); const data = await r.json(); r.json = async () => data; return r }`,
		"an answer before the call is over": `() => ({ status: 200, text: () => text })`,
		"an old toJSON":                     `async () => { Array.prototype.toJSON = function () { return "[" + this.join() + "]" }; return { status: 200, json: async () => JSON.parse(text) } }`,
	} {
		t.Run(name, func(t *testing.T) {
			defer script(`delete Array.prototype.toJSON`)
			r := postTo(t, `((text) => `+fetch+`)('`+json+`')`, 600_000)
			assert.Equal(t, 200, r.Status)
			assert.Zero(t, r.RetryAfter)
			assert.Empty(t, r.Fault)
			script(`delete Array.prototype.toJSON`)
			assert.Equal(t, json, r.body)
		})
	}
}

func TestFaultsOfAFetchOfThePages(t *testing.T) {
	for name, test := range map[string]struct {
		fetch  string
		status int
		fault  string
	}{
		"nothing":                {`() => {}`, 0, "the server could not be reached: "},
		"an error without words": {`async () => { throw Object.create(null) }`, 0, "the server could not be reached: an error without words"},
		"an answer never":        {`() => new Promise(() => {})`, 0, "the server did not answer within 20 ms"},
		"a body never":           {`async () => ({ status: 200, text: () => new Promise(() => {}) })`, 0, "the server did not answer within 20 ms"},
		"a text that is none":    {`async () => ({ status: 200, text: async () => ({}) })`, 200, "the server's answer is no JSON"},
		"a body that is long":    {`async () => ({ status: 200, text: async () => "1".padEnd((4 << 20) + 1) })`, 200, "the server's answer is longer than 4194304 bytes"},
		"a status that is none":  {`async () => ({ status: Symbol(), text: async () => "{}" })`, 0, "the server could not be reached: "},
		"an error that quotes":   {`async () => ({ status: 200, json: async () => JSON.parse("S1 is the session") })`, 200, "the server's answer is no JSON"},
	} {
		t.Run(name, func(t *testing.T) {
			r := postTo(t, test.fetch, 20)
			assert.Equal(t, test.status, r.Status)
			assert.True(t, strings.HasPrefix(r.Fault, test.fault), r.Fault)
			assert.Equal(t, "undefined", r.body)
		})
	}
}

func TestFetchClosesWhatItReadsNoFurther(t *testing.T) {
	script(`page.closed = false`)
	postTo(t, `async () => new Response(new ReadableStream({ start(c) { c.enqueue(new Uint8Array((4 << 20) + 1)) }, cancel() { page.closed = true } }))`, 600_000)
	for !script(`page.closed`).Bool() {
		after(t, func(done func()) { After(1, done) })
	}
}

// TestFetchThatDoesNotHeedTheSignal checks that the connection is closed all the same.
func TestFetchThatDoesNotHeedTheSignal(t *testing.T) {
	for _, fetch := range []string{
		// It hangs within the body.
		`async () => new Response(new ReadableStream({ cancel() { page.closed = true } }))`,
		// It hangs before the answer.
		`() => new Promise((answer) => { page.answer = () => answer(new Response(new ReadableStream({ cancel() { page.closed = true } }))) })`,
		// It hangs behind an answer that is whole.
		`async () => new Response(new ReadableStream({ start(c) { c.enqueue(new TextEncoder().encode("{}")) }, cancel() { page.closed = true } }))`,
	} {
		script(`page.closed = false; page.answer = () => {}`)
		postTo(t, fetch, 20)
		script(`page.answer()`)
		for !script(`page.closed`).Bool() {
			after(t, func(done func()) { After(1, done) })
		}
	}
}

// block holds the page up for so long, as a long task does.
func block(ms string) {
	script(`for (const end = performance.now() + ` + ms + `; performance.now() < end;);`)
}

// TestFetchWhosePageIsHeldUp checks that an answer is taken that has come while the page was
// held up beyond the attempt's time.
func TestFetchWhosePageIsHeldUp(t *testing.T) {
	for fetch, fault := range map[string]string{
		`() => new Promise((answer) => setTimeout(answer, 100, new Response("{}")))`: "",
		`() => new Promise(() => {})`: "the server did not answer within 50 ms",
	} {
		script(`page.fetch = globalThis.fetch; globalThis.fetch = ` + fetch)
		var reply Reply
		after(t, func(done func()) {
			Fetch(Request{URL: "https://x.test/", Timeout: 50}, func(r Reply) { reply = r; done() })
			block("300")
		})
		script(`globalThis.fetch = page.fetch`)
		assert.Equal(t, fault, reply.Fault)
		requireNothingPending(t)
	}
}
