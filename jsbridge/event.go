//go:build js && wasm

package jsbridge

import "playerstate/jsbridge/jsonvalue"

// OnPageHide calls f each time that the page is left, by a navigation or by closing it
// (HTML, the event "pagehide" of Window). The page may come back.
func OnPageHide(f func()) (remove func()) { return on("pagehide", f) }

// OnOnline calls f each time that the network comes back (HTML, the event "online" of
// Window).
func OnOnline(f func()) (remove func()) { return on("online", f) }

// on calls f at each event of that type on the global object.
func on(event string, f func()) (remove func()) {
	handle := register(func(completion) { f() }, true)
	listenHelper(int32(handle), event)
	return cancel(handle)
}

// OnBroadcast calls f with each text that another page of the origin sends on the
// channel of that name (HTML, BroadcastChannel; if there is none, the event "storage").
func OnBroadcast(channel string, f func(text string)) (remove func()) {
	handle := register(func(c completion) { f(jsonvalue.Text(wrap(c.value))) }, true)
	joinHelper(int32(handle), channel)
	return cancel(handle)
}

// Broadcast sends a text to the origin's other pages, on the channel that was joined
// last.
func Broadcast(text string) { broadcastHelper(text) }

// Emit tells the page of an event, after the present turn of the event loop. Its
// detail is a JSON text.
func Emit(kind, detail string) { emitHelper(joined(kind, detail)) }
