package client

import (
	"playerstate/jsbridge/jsonvalue"
	"playerstate/wasm/servop"
)

// Client is the state machine. Its methods are called on one thread.
type Client struct {
	host Host
	app  *app // nil until it is initialised
	// url is the server's of sessions that are opened from now on. ownURL is the one that
	// the page has said: a redirect of the server's changes url alone.
	url, ownURL string
	timeouts    []int // milliseconds, one an attempt
	logging     bool
	// logoutOnClose: the player is logged out when the page is left.
	logoutOnClose bool
	// prefix begins the keys under which the player's ids are stored, if named.
	prefix string
	named  bool
	// language and country are the page's own, JSON texts; "" for the browser's.
	language, country string

	// current is the session that the next call is made in: the one that is open,
	// or that a login on its way will open. It is nil if the player is logged out.
	current *session
	// seen is the latest session that another client in the page was seen with.
	seen *session
	// ended are the sessions that are to be ended and are not stored, oldest first.
	ended []*session
	// logout is the LOGOUT that the next logout gets the result of if no player is logged
	// in: the latest one, until it is answered.
	logout *op

	// without is the result of a call that has no session to be made in: that there is
	// none, or why the server has ended it.
	without servop.Failure

	// first is the login that makes this browser's player, nil if none does.
	first *firstLogin

	queue []*op
	// flight is the packet that the queue waits for. The server keeps the answer to
	// the last packet only, so there is one at a time.
	flight *flight
	// next is the number of the next login's packet.
	next int

	outbox  outbox
	notices []string // what the origin's other pages are to be told
	// unkept are the flights with a logout that is not stored yet.
	unkept []*flight
	// settling: both will be seen to.
	settling bool
	// takingOver: the page is about to look for logouts that other pages have left.
	takingOver bool
	// farewells are what the host does when the page is left, and sent those that it carries
	// out right now.
	farewells, sent []*farewell
	// leaving: the page is being left.
	leaving bool
	// away: the page has been left, and has not come back from the back/forward cache.
	away bool
	// leftWith is the session that was visible as the page was left.
	leftWith *session
	lastSent int // Host.Now of the last packet
	stopBeat func()
	retained string // what Host.Retain has
	// earlier is the open session that the page before this one has left, or the program
	// before this one, nil once it is taken up or another one has taken its place.
	earlier *session
	// resumed: it is the program's.
	resumed bool
	scratch []byte
}

// New is a client with that host, logged out and not initialised.
func New(h Host) *Client {
	c := &Client{host: h, timeouts: defaultTimeouts, retained: "[]", without: noSession}
	c.SetServerURL(defaultServerURL)
	c.outbox.client = c
	return c
}

// answer answers a call here. It does so in a task of its own: a caller that calls again
// from its callback must not keep the page from everything else.
func (c *Client) answer(done Done, f servop.Failure) {
	if done != nil {
		c.host.Task(func() { done(c.result(f)) })
	}
}

// result is a failure as a result object.
func (c *Client) result(f servop.Failure) jsonvalue.Value {
	return c.host.Parse(f.JSON(c.host.Quote))
}

// failed is a failure as the result of a message.
func (c *Client) failed(f servop.Failure) servop.Entry {
	return servop.Entry{Value: c.result(f), Status: f.Status, ReasonCode: f.ReasonCode}
}

// noSession is the result of a call if no player is logged in.
var noSession = servop.Failure{Status: servop.StatusForbidden, ReasonCode: servop.NoSession, Message: "No session"}

// unsent is the failure of a call that is given up for that reason.
func unsent(why string) servop.Failure {
	return servop.Failure{Status: servop.StatusClient, ReasonCode: servop.ClientNetworkError, Message: why}
}

// EnableLogging turns the lines for developers on or off.
func (c *Client) EnableLogging(on bool) { c.logging = on }

// log prints a line of those parts, if logging is on. None of them may come from the
// server or a caller: it may be a secret.
func (c *Client) log(parts ...string) {
	if !c.logging {
		return
	}
	line := ""
	for _, p := range parts {
		line += p
	}
	c.host.Log(line)
}
