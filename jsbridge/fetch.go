//go:build js && wasm

package jsbridge

import "playerstate/jsbridge/jsonvalue"

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
	handle := register(func(c completion) {
		fault := jsonvalue.Text(wrap(c.fault))
		done(Reply{Status: c.status, RetryAfter: c.wait, Body: wrap(c.value), Fault: fault})
	}, false)
	fetchHelper(int32(handle), joined(append([]string{r.URL, r.Body}, r.Headers...)...), float64(r.Timeout), r.Keepalive)
	return cancel(handle)
}
