//go:build js && wasm

package jsbridge

// waiting are the functions that the browser is to call, each once.
var (
	waiting = map[int]func(Args){}
	lastID  int
)

func init() {
	Expose("resume", func(a Args) any {
		id := a.Int(0)
		f := waiting[id]
		delete(waiting, id)
		f(a[1:])
		return nil
	})
}

// await has f called, once, by the helper that is handed the id.
func await(f func(Args)) (id int) {
	lastID++
	waiting[lastID] = f
	return lastID
}

// cancel ends what the id stands for: f is not called any more.
func cancel(id int) func() {
	return func() {
		delete(waiting, id)
		cancelFunc.Invoke(id)
	}
}

// After calls f once, in so many milliseconds, unless it is cancelled first.
func After(ms float64, f func()) (stop func()) {
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
