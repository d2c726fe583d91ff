//go:build js && wasm

package jsbridge

// waiter is a function that the browser is to call, once.
type waiter struct {
	id int
	f  func(Args)
}

// waiting are the waiters, the oldest first. There are a handful at any time: a map
// would add its code to the download and find nothing sooner.
var (
	waiting []waiter
	lastID  int
)

func init() {
	Expose("resume", func(a Args) any {
		if f := forget(a.Int(0)); f != nil {
			f(a[1:])
		}
		return nil
	})
}

// await has f called, once, by the helper that is handed the id.
func await(f func(Args)) (id int) {
	lastID++
	waiting = append(waiting, waiter{lastID, f})
	return lastID
}

// forget takes the waiter of that id away, and returns its function.
func forget(id int) func(Args) {
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
	id := await(func(Args) { f() })
	afterFunc.Invoke(id, ms)
	return cancel(id)
}

// Soon calls f once, as soon as the present turn of the event loop is over.
func Soon(f func()) {
	soonFunc.Invoke(await(func(Args) { f() }))
}

// Hold calls granted once no other page of the origin holds the name. Where the
// browser has no locks it is granted at once. Release gives up the name, or the
// wish for it.
func Hold(name string, granted func()) (release func()) {
	id := await(func(Args) { granted() })
	holdFunc.Invoke(id, name)
	return cancel(id)
}
