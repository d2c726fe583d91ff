//go:build js && wasm

package jsbridge

// Request is one HTTP POST.
type Request struct {
	URL, Body string
	// Headers are name, value, name, value, …
	Headers []string
	// Timeout is for the whole of it, preflight and body included, in milliseconds.
	Timeout float64
	// Keepalive: it outlives the page. A body has at most 64 KiB then.
	Keepalive bool
}

// Reply is what came back.
type Reply struct {
	Status     int     // 0 where no answer came
	RetryAfter float64 // milliseconds, 0 where the answer names none
	Body       Value   // the zero Value where the body is no JSON, or longer than 4 MiB
	Fault      string  // what went wrong, in words
}

// Fetch issues the request before it returns, and calls done once, unless it is
// aborted first. An abort closes the connection.
func Fetch(r Request, done func(Reply)) (abort func()) {
	id := await(func(a Args) {
		collectLater()
		done(Reply{Status: a.Int(0), RetryAfter: a.Float(1), Body: Value{a[2]}, Fault: a.Text(3)})
	})
	args := make([]any, 0, 5+len(r.Headers))
	args = append(args, id, r.URL, r.Body, r.Timeout, r.Keepalive)
	for _, h := range r.Headers {
		args = append(args, h)
	}
	fetchFunc.Invoke(args...)
	return cancel(id)
}
