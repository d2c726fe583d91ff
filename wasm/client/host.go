package client

import (
	"playerstate/jsbridge/jsonvalue"
	"playerstate/wasm/servop"
)

// Host is what the client needs of the browser. No function that is handed to a Host is
// called before the Host's method has returned; Fetch alone may run code of the page's,
// which may call the client.
type Host interface {
	// Now is a clock that is never set, in milliseconds.
	Now() int
	// WallClock is the time of day, in milliseconds since 1970. It may be set.
	WallClock() int
	// Random is a whole number, 0 <= Random(n) < n.
	Random(n int) int
	// NewID makes a GUID.
	NewID() string
	// Locale is the player's time zone (hours east of Greenwich), language and
	// country, each a JSON text, "" if it is not known.
	Locale() (timeZoneOffset, language, country string)

	// After calls f once, in so many milliseconds, unless it is cancelled first.
	After(ms int, f func()) (cancel func())
	// Soon calls f once, in a microtask: when the present turn of the event loop is over.
	Soon(f func())
	// Task calls f once, in a task of its own: timers and events go on before it.
	Task(f func())

	// Fetch issues the request before it returns, and calls done once, unless it
	// is aborted first. An abort closes the connection.
	Fetch(r Request, done func(servop.Reply)) (abort func())

	// Quote writes a JSON string.
	Quote(text string) string
	// Parse reads a JSON text, nil if it is none.
	Parse(text string) jsonvalue.Value

	// Load, Save and Remove keep texts beyond the page's life, if they can.
	Load(key string) (text string, found bool)
	Save(key, text string)
	Remove(key string)
	// Keys are the keys that begin with prefix.
	Keys(prefix string) []string
	// Lock calls granted once this is the only page of its origin to hold the lock of
	// that name. A page that is left gives it up, and asks for it again when it comes back:
	// granted is called each time. Release gives it up, or withdraws the request for it.
	Lock(name string, granted func()) (release func())
	// Prepare has a farewell carried out when the page is left, before [Client.Leave] is
	// called, or after if the page's own fetch calls in as an earlier one is issued. Done is
	// called with the reply to its request, if the page lives on. Withdraw takes it back, and
	// gives the request up if it was issued.
	Prepare(f Farewell, done func(servop.Reply)) (withdraw func())
	// Retain keeps a text for the program that starts if this one dies, and for the page that is
	// loaded next in this tab.
	Retain(text string)
	// Retained is the text that the program before this one has kept, or another page of the tab, ""
	// if there is none.
	Retained() string

	// Emit tells the page of an event, once the present call has returned. The detail
	// is a JSON object.
	Emit(kind, detail string)
	// Broadcast tells the origin's other pages, whose clients get it by [Client.Heard].
	Broadcast(text string)

	// Log prints one line for a developer, once the present call has returned.
	Log(line string)
}

// Request is one attempt at sending a packet.
type Request struct {
	// URL is the dispatcher's.
	URL string
	// AppID and Signature are headers.
	AppID, Signature string
	// Body is the packet.
	Body string
	// Timeout is for the whole attempt, in milliseconds.
	Timeout int
	// Keepalive: the request outlives the page. 64 KiB of such bodies may be in flight.
	Keepalive bool
}

// Done gets the result of a call, once, after the call has returned.
type Done func(result jsonvalue.Value)
