//go:build js && wasm

package jsbridge

import (
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
			reply = answered{r, script(`String(JSON.stringify(page.answers.pop()[1]))`).String()}
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

func TestFetchJoinsWhatComesInPieces(t *testing.T) {
	// The first piece ends like a whole text, and within a letter.
	r := postTo(t, `async () => new Response(new ReadableStream({
		start(c) {
			const text = new TextEncoder().encode('{"a":{},"b":"}ä"}');
			for (const piece of [text.slice(0, 7), text.slice(7, 15), text.slice(15)]) c.enqueue(piece);
			c.close();
		},
	}))`, 1000)
	assert.Equal(t, `{"a":{},"b":"}ä"}`, r.body)
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
	assert.False(t, script(`page.aborted`).Bool())
	abort()
	assert.True(t, script(`page.aborted`).Bool())
	after(t, func(done func()) { After(20, done) })
	requireNothingPending(t)
}
