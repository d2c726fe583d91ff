//go:build js && wasm

package jsbridge

import "playerstate/wasm/jsonvalue"

// Request is one HTTP POST.
type Request struct {
	URL, Body string
	// Headers are names and values.
	Headers []string
	// Timeout is for the whole of it, preflight and body included, in milliseconds.
	Timeout int
	// Keepalive: it outlives the page. A body has at most 64 KiB then.
	Keepalive bool
}

// Reply is what came back.
type Reply struct {
	Status     int    // 0 where no answer came
	RetryAfter int    // milliseconds, 0 where the answer names none, or is a success
	Body       Value  // nil where the body is no JSON, or longer than 4 MiB
	Fault      string // what went wrong, in words
}

// Fetch issues the request before it returns, and calls done once, unless it is
// aborted first. An abort closes the connection.
func Fetch(r Request, done func(Reply)) (abort func()) {
	id := await(func(n news) {
		fault := jsonvalue.Text(wrap(n.fault))
		done(Reply{Status: n.status, RetryAfter: n.wait, Body: wrap(n.body), Fault: fault})
	})
	fetchFunc.Invoke(id, post(append([]string{r.URL, r.Body}, r.Headers...)...), r.Timeout, r.Keepalive)
	return cancel(id)
}
