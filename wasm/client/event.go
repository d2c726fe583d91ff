package client

import "playerstate/wasm/servop"

// EventType is the type of an event on the page.
type EventType string

// The events that a page gets beside the answers to its calls.
const (
	LoggedIn    EventType = "login"
	LoggedOut   EventType = "logout"
	Expired     EventType = "sessionexpired" // the server says that the session is over
	Unconfirmed EventType = "unconfirmed"    // a logout was not answered; it is delivered later
	Delivered   EventType = "delivered"      // such a logout is confirmed
	// IdentityConflict: the stored ids are refused, and the game has to decide.
	IdentityConflict EventType = "identityconflict"
	// CallFailed: a call has another result than 200. The page's script tells of it.
	CallFailed EventType = "error"
)

// ForeignLogout tells the scripts that another page's notice ends the session that another
// client in the page has.
const ForeignLogout EventType = "foreignlogout"

// EventRow is an event of the page, and the members of its detail.
type EventRow struct {
	Type   EventType
	Detail []string
	// Internal: it is for the scripts, and the page is not told.
	Internal bool
}

// Events are the events. A test holds playerstate.d.ts, README and the events that are
// emitted against them; the program does not link the table.
var Events = []EventRow{
	{Type: LoggedIn, Detail: []string{"profileId"}},
	{Type: LoggedOut, Detail: []string{"profileId", "elsewhere"}},
	{Type: Expired, Detail: []string{"profileId", "reasonCode"}},
	{Type: Unconfirmed, Detail: []string{"reasonCode", "statusMessage"}},
	{Type: Delivered},
	{Type: IdentityConflict, Detail: []string{"reasonCode"}},
	{Type: CallFailed, Detail: []string{"service", "operation", "result"}},
	{Type: ForeignLogout, Detail: []string{"sessionId", "notice"}, Internal: true},
}

// emitLogin tells the page that a player is logged in.
func (c *Client) emitLogin(profileID string) {
	c.host.Emit(string(LoggedIn), `{"profileId":`+c.host.Quote(profileID)+`}`)
}

// emitLogout tells the page that the player is logged out, here or in another tab.
func (c *Client) emitLogout(profileID string, elsewhere bool) {
	where := "false"
	if elsewhere {
		where = "true"
	}
	c.host.Emit(string(LoggedOut), `{"profileId":`+c.host.Quote(profileID)+`,"elsewhere":`+where+`}`)
}

// emitExpired tells the page that the server has called the session over.
func (c *Client) emitExpired(profileID string, reasonCode int) {
	c.host.Emit(string(Expired), `{"profileId":`+c.host.Quote(profileID)+`,"reasonCode":`+servop.Decimal(reasonCode)+`}`)
}

// emitForeignLogout tells the scripts of a notice that ends another client's session.
func (c *Client) emitForeignLogout(sessionID, notice string) {
	c.host.Emit(string(ForeignLogout), `{"sessionId":`+c.host.Quote(sessionID)+`,"notice":`+c.host.Quote(notice)+`}`)
}

// emitUnconfirmed tells the page that a logout was not answered.
func (c *Client) emitUnconfirmed(f servop.Failure) {
	c.host.Emit(string(Unconfirmed), `{"reasonCode":`+servop.Decimal(f.ReasonCode)+`,"statusMessage":`+c.host.Quote(f.Message)+`}`)
}

// emitDelivered tells the page that a logout of before is confirmed.
func (c *Client) emitDelivered() { c.host.Emit(string(Delivered), `{}`) }

// emitIdentityConflict tells the page that the server has refused the stored ids. To make
// a new player without being asked would lose the old one.
func (c *Client) emitIdentityConflict(reasonCode int) {
	c.host.Emit(string(IdentityConflict), `{"reasonCode":`+servop.Decimal(reasonCode)+`}`)
}
