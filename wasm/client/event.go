package client

// EventKind is what an event is called on the page.
type EventKind string

// What a page is told of, beside the answers to its calls.
const (
	LoggedIn    EventKind = "login"
	LoggedOut   EventKind = "logout"
	Expired     EventKind = "sessionexpired" // the server says that the session is over
	Unconfirmed EventKind = "unconfirmed"    // a logout was not answered; it is delivered later
	Delivered   EventKind = "delivered"      // such a logout is confirmed
)

// Event is something that happened to the player. Which fields it has depends on
// its kind.
type Event struct {
	Kind      EventKind
	ProfileID string // LoggedIn, LoggedOut, Expired
	Elsewhere bool   // LoggedOut: in another tab
	Reason    int    // Expired, Unconfirmed: the reason code
	Message   string // Unconfirmed: the status message
}
