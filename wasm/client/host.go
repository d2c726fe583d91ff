package client

import (
	"playerstate/jsbridge/jsonvalue"
	"playerstate/wasm/servop"
)

// Host is what the client needs of the world around it. No function that is handed
// to a Host is called before the Host's method has returned.
type Host interface {
	// Now is the wall clock, in milliseconds since 1970.
	Now() int
	// Random is a whole number, 0 <= Random(n) < n.
	Random(n int) int
	// NewID makes a GUID.
	NewID() string
	// Locale is the player's time zone (hours east of Greenwich), language and
	// country, each a JSON text, "" where it is not known.
	Locale() (timeZoneOffset, language, country string)

	// After calls f once, in so many milliseconds, unless it is cancelled first.
	After(ms int, f func()) (cancel func())
	// Soon calls f once, as soon as the present turn of the event loop is over.
	Soon(f func())

	// Fetch issues the request before it returns, and calls done once, unless it
	// is aborted first. An abort closes the connection.
	Fetch(r Request, done func(servop.Reply)) (abort func())

	// Quote writes a JSON string.
	Quote(text string) string
	// Parse reads a JSON text, nil where it is none.
	Parse(text string) jsonvalue.Value

	// Load, Save and Remove keep texts beyond the page's life, where they can. Keys
	// are the names of those that begin with prefix.
	Load(key string) (text string, found bool)
	Save(key, text string)
	Remove(key string)
	Keys(prefix string) []string
	// Lock calls granted once this is the only page of its origin to hold the lock of
	// that name. Release gives it up, or withdraws the request for it.
	Lock(name string, granted func()) (release func())

	// Emit tells the page of an event, once the present call has returned. The detail
	// is a JSON object.
	Emit(kind, detail string)
	// Broadcast tells the origin's other pages, whose clients get it by [Client.Heard].
	Broadcast(text string)

	// Log prints one line for a developer.
	Log(line string)
}

// Request is one attempt at sending a packet.
type Request struct {
	URL       string
	AppID     string
	Signature string
	Body      string
	// Timeout is how long the attempt may take in all, in milliseconds.
	Timeout int
	// Keepalive: the request outlives the page.
	Keepalive bool
}

// Done is handed the result of a call, once, after the call has returned.
type Done func(result jsonvalue.Value)
