//go:build js && wasm

package jsbridge

// OnPageHide calls f each time that the page is left, by a navigation or by closing it
// (HTML, the event "pagehide" of Window), and says whether a [Farewell] was carried out
// before. If the page's own fetch calls in as one is, f is called before that, and once more,
// with false, at the end. The page may come back.
func OnPageHide(f func(done bool)) (remove func()) {
	return on("pagehide", func(c completion) { f(c.status != 0) })
}

// OnOnline calls f each time that the network comes back (HTML, the event "online" of
// Window).
func OnOnline(f func()) (remove func()) { return on("online", func(completion) { f() }) }

// on calls f at each event of that type on the global object.
func on(event string, f func(completion)) (remove func()) {
	handle := register(f, true)
	listenHelper(int32(handle), event)
	return cancel(handle)
}

// OnBroadcast calls f with each text that another page of the origin sends on the
// channel of that name (HTML, BroadcastChannel; if there is none, the event "storage").
func OnBroadcast(channel string, f func(text string)) (remove func()) {
	handle := register(func(c completion) { f(textAt(c.value)) }, true)
	joinHelper(int32(handle), channel)
	return cancel(handle)
}

// Broadcast sends a text to the origin's other pages, on the channel that was joined
// last.
func Broadcast(text string) { broadcastHelper(text) }

// Emit tells the page of an event, after the present turn of the event loop. Its
// detail is a JSON text.
func Emit(kind, detail string) { emitHelper(joined(kind, detail)) }
