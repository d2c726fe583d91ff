//go:build js && wasm

package jsbridge

// waiter is a function that the browser is to call, once.
type waiter struct {
	id int
	f  func(news)
}

// news is what the browser has to tell: the status and the wait that a reply has, and
// the places of its body and of what went wrong. All are 0 but for a reply.
type news struct{ status, wait, body, fault int }

// waiting are the waiters, the oldest first. There are a handful at any time: a map
// would add its code to the download and find nothing sooner.
var (
	waiting []waiter
	lastID  int
)

// wake has the waiter of that id called. It is exported by itself: through a js.Func
// the browser's own events would take ten times as long to arrive. Nothing in it may
// block.
//
//lint:ignore U1000 the browser calls it
//go:wasmexport wake
func wake(id, status, wait, body, fault int32) {
	if f := forget(int(id)); f != nil {
		f(news{int(status), int(wait), int(body), int(fault)})
	}
}

// await has f called, once, by the helper that is handed the id.
func await(f func(news)) (id int) {
	lastID++
	waiting = append(waiting, waiter{lastID, f})
	return lastID
}

// forget takes the waiter of that id away, and returns its function.
func forget(id int) func(news) {
	for i, w := range waiting {
		if w.id == id {
			copy(waiting[i:], waiting[i+1:])
			last := len(waiting) - 1
			waiting[last] = waiter{} // holds nothing
			waiting = waiting[:last]
			return w.f
		}
	}
	return nil
}

// cancel ends what the id stands for: f is not called any more.
func cancel(id int) func() {
	return func() {
		forget(id)
		cancelFunc.Invoke(id)
	}
}

// After calls f once, in so many milliseconds, unless it is cancelled first.
func After(ms int, f func()) (stop func()) {
	id := await(func(news) { f() })
	afterFunc.Invoke(id, ms)
	return cancel(id)
}

// Soon calls f once, as soon as the present turn of the event loop is over.
func Soon(f func()) {
	soonFunc.Invoke(await(func(news) { f() }))
}

// Hold calls granted once no other page of the origin holds the name. Where the
// browser has no locks it is granted at once. Release gives up the name, or the
// wish for it.
func Hold(name string, granted func()) (release func()) {
	id := await(func(news) { granted() })
	holdFunc.Invoke(id, name)
	return cancel(id)
}
