//go:build js && wasm

package jsbridge

// Request is one HTTP POST.
type Request struct {
	// URL and Body are the fetch's.
	URL, Body string
	// Headers are names and values.
	Headers []string
	// Timeout is for the whole of it, preflight and body included, in milliseconds.
	Timeout int
	// Keepalive is the fetch's: the request outlives the page. A body has at most 64 KiB
	// then.
	Keepalive bool
}

// Reply is the outcome of a Request.
type Reply struct {
	Status     int    // 0 if no answer came
	RetryAfter int    // milliseconds, 0 if the answer names none, or is a success
	Body       Value  // nil if the body is no JSON, or longer than 4 MiB
	Fault      string // why there is no body, in words
}

// Fetch issues the request before it returns, and calls done once, unless it is
// aborted first. An abort closes the connection.
func Fetch(r Request, done func(Reply)) (abort func()) {
	handle := replied(done)
	fetchHelper(int32(handle), joined(r.texts()...), float64(r.Timeout), r.Keepalive)
	return cancel(handle)
}

// replied has done called with the reply to the request that gets the handle.
func replied(done func(Reply)) (handle int) {
	return register(func(c completion) {
		done(Reply{Status: c.status, RetryAfter: c.wait, Body: wrap(c.value), Fault: textAt(c.fault)})
	}, false)
}

// texts are what the browser's half needs of a request, more texts before it.
func (r Request) texts(before ...string) []string {
	return append(append(before, r.URL, r.Body), r.Headers...)
}
