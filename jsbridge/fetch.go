//go:build js && wasm

package jsbridge

// Request is one HTTP POST.
type Request struct {
	URL, Body string
	// Headers are names and values, as the browser's own object.
	Headers Value
	// Timeout is for the whole of it, preflight and body included, in milliseconds.
	Timeout int
	// Keepalive: it outlives the page. A body has at most 64 KiB then.
	Keepalive bool
}

// Reply is what came back.
type Reply struct {
	Status     int    // 0 where no answer came
	RetryAfter int    // milliseconds, 0 where the answer names none
	Body       Value  // nil where the body is no JSON, or longer than 4 MiB
	Fault      string // what went wrong, in words
}

// Fetch issues the request before it returns, and calls done once, unless it is
// aborted first. An abort closes the connection.
func Fetch(r Request, done func(Reply)) (abort func()) {
	id := await(func(a Args) {
		done(Reply{Status: a.Int(0), RetryAfter: a.Int(1), Body: wrap(a[2]), Fault: a.Text(3)})
		collectLater()
	})
	fetchFunc.Invoke(id, r.URL, r.Body, r.Timeout, r.Keepalive, unwrap(r.Headers))
	return cancel(id)
}
