//go:build js && wasm

package jsbridge

// Farewell is what is done when the page is left.
type Farewell struct {
	// Request is issued. It outlives the page.
	Request Request
	// Key is what Text is saved under.
	Key, Text string
	// Retained is retained, unless it is "".
	Retained string
	// Counter is the key of a number. Notice is broadcast with the one after it behind it,
	// unless it is "".
	Counter, Notice string
}

// Prepare has a farewell carried out when the page is left, before [OnPageHide] is told: by
// scripts alone, as a browser may end the program before that. Done is called with the
// reply, if the page lives on. Withdraw takes it back, and aborts a request that is issued.
// All farewells are carried out, in the order in which they were prepared; if the page's own
// fetch calls in as one is issued, those behind it follow.
func Prepare(f Farewell, done func(Reply)) (withdraw func()) {
	handle := replied(done)
	prepareHelper(int32(handle), joined(f.Request.texts(f.Key, f.Text, f.Retained, f.Counter, f.Notice)...), float64(f.Request.Timeout))
	return cancel(handle)
}
