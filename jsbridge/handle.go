//go:build js && wasm

package jsbridge

// pending is a function that the browser calls by its handle.
type pending struct {
	handle int
	f      func(completion)
	// repeats: it is called as often as the event happens, until it is cancelled.
	repeats bool
}

// completion is what the browser hands to a pending function: the status and the wait
// of a reply, and the places of a value and of a fault. Each is 0 if there is none.
type completion struct{ status, wait, value, fault int }

// registered are the pending functions, the oldest first. There are a handful at any
// time: a map would add its code to the download and find nothing sooner.
var (
	registered []pending
	lastHandle int
)

// wake calls the pending function of that handle. It is exported by itself: through a
// js.Func of syscall/js the browser's own events would take ten times as long to arrive. Nothing in it
// may block.
//
//lint:ignore U1000 the browser calls it
//go:wasmexport wake
func wake(handle, status, wait, value, fault int32) {
	for _, p := range registered {
		if p.handle == int(handle) {
			if !p.repeats {
				forget(p.handle)
			}
			p.f(completion{int(status), int(wait), int(value), int(fault)})
			return
		}
	}
}

// register has f called by the helper that gets the handle: once, or each time that an
// event happens.
func register(f func(completion), repeats bool) (handle int) {
	lastHandle++
	registered = append(registered, pending{lastHandle, f, repeats})
	return lastHandle
}

// forget removes the pending function of that handle.
func forget(handle int) {
	for i, p := range registered {
		if p.handle == handle {
			copy(registered[i:], registered[i+1:])
			last := len(registered) - 1
			registered[last] = pending{} // holds nothing
			registered = registered[:last]
			return
		}
	}
}

// cancel is the function that ends what the handle stands for: its function is not
// called any more.
func cancel(handle int) func() {
	return func() {
		forget(handle)
		cancelHelper(int32(handle))
	}
}
