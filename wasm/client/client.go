package client

import (
	"playerstate/jsbridge/jsonvalue"
	"playerstate/wasm/servop"
)

// Client is the state machine. Its methods are called on one thread.
type Client struct {
	host     Host
	app      *app // nil until it is initialised
	url      string
	timeouts []int // milliseconds, one an attempt
	logging  bool
	// logoutOnClose: the player is logged out when the page is left.
	logoutOnClose bool

	packets *counter
	// current is the session that the next call is made in: the one that is open,
	// or that a login on its way will open. Nil once logged out.
	current *session
	// ending is the latest logout that is not answered yet.
	ending *op
	queue  []*op
	// flight is the packet that the queue waits for. The server keeps the answer to
	// the last packet only, so there is one at a time.
	flight *flight

	outbox   outbox
	notices  []string // what the origin's other pages are to be told
	lastSent int      // Host.Now of the last packet
	stopBeat func()
	scratch  []byte
}

// New is a client in that world, logged out and not initialised.
func New(h Host) *Client {
	c := &Client{host: h, timeouts: defaultTimeouts, packets: new(counter)}
	c.SetServerURL(defaultServerURL)
	c.outbox.client = c
	return c
}

// op is one operation that was called.
type op struct {
	servop.Operation
	message servop.Message
	// session is the one that it is called in, or that it opens.
	session *session
	waiting []Done
	// flight is the packet that took it, nil while it waits.
	flight *flight
}

// answer hands out a failure that was found during a call.
func (c *Client) answer(done Done, f servop.Failure) {
	c.host.Soon(func() { done(c.result(f)) })
}

// result is a failure as a result object.
func (c *Client) result(f servop.Failure) jsonvalue.Value {
	return c.host.Parse(f.JSON(c.host.Quote))
}

var noSession = servop.Failure{Status: servop.StatusForbidden, ReasonCode: servop.NoSession, Message: "No session"}

// enqueue has an operation sent in the current session, as soon as its turn comes.
func (c *Client) enqueue(o servop.Operation, data string, done Done) *op {
	added := &op{Operation: o, message: o.Message(data, c.host.Quote), session: c.current}
	if done != nil {
		added.waiting = []Done{done}
	}
	c.queue = append(c.queue, added)
	return added
}

// pump sends what is next, where nothing is in flight that is worth waiting for.
func (c *Client) pump() {
	if f := c.flight; f != nil && len(c.queue) > 0 && f.attempt > 0 && f.quiet() {
		f.abandon()
	}
	for c.flight == nil && len(c.queue) > 0 {
		s, ops := c.take()
		if s == nil {
			// Behind the answers that are being given out now.
			c.host.Soon(func() { c.settle(ops, servop.Outcome{Failure: noSession}) })
			continue
		}
		c.flight = c.launch(s, ops, false)
	}
}

// maxBesideLogout is how long the messages are at most that share a packet with a
// logout, in bytes: that packet may have to outlive the page, and to be kept.
const maxBesideLogout = 32 << 10

// take takes the next packet's operations off the queue: those in a row that are
// called in one session, or one that travels alone. The session is nil where they
// have none any more.
func (c *Client) take() (*session, []*op) {
	head := c.queue[0]
	s, n := head.session.live(), 1
	if !head.Alone && s != nil {
		size := len(head.message)
		for n < min(len(c.queue), s.maxBundle) && !c.queue[n].Alone && c.queue[n].session.live() == s {
			if c.queue[n].Ends && size > maxBesideLogout {
				break
			}
			size += len(c.queue[n].message)
			n++
		}
	}
	ops := c.queue[:n:n]
	c.queue = c.queue[n:]
	return s, ops
}

// settle gives each operation its result: first the state is brought up to date,
// then the next packet goes out, and only then are the callers told, who may call
// again.
func (c *Client) settle(ops []*op, outcome servop.Outcome) {
	entries := outcome.Entries
	if entries == nil {
		failure := c.failed(outcome.Failure)
		entries = make([]servop.Entry, len(ops))
		for i := range entries {
			entries[i] = failure
		}
	}
	for i, o := range ops {
		entries[i] = c.effect(o, entries[i])
		if c.ending == o {
			c.ending = nil
		}
	}
	c.pump()
	for i, o := range ops {
		for _, done := range o.waiting {
			done(entries[i].Value)
		}
	}
}

// failed is a failure as the result of a message.
func (c *Client) failed(f servop.Failure) servop.Entry {
	return servop.Entry{Value: c.result(f), Status: f.Status, ReasonCode: f.ReasonCode}
}

// effect brings the state up to date with the result of an operation, and returns
// the result that its callers get.
func (c *Client) effect(o *op, result servop.Entry) servop.Entry {
	switch {
	case o.Opens:
		opened, ok := servop.ReadOpened(result.Value)
		if result.Status == servop.StatusOK && ok {
			c.opened(o.session, opened)
			break
		}
		o.session.state = over
		if c.current == o.session {
			c.current = o.session.before.live()
			c.quietUnlessVisible()
		}
		if result.Status == servop.StatusOK {
			return c.failed(servop.Failure{Status: servop.StatusClient, ReasonCode: servop.JSONParsingError, Message: "the server's answer opens no session"})
		}
	case o.Ends, servop.SessionOver(result.ReasonCode):
		if s := o.session.live(); s != nil {
			if c.visible() == s {
				c.emitExpired(s.profileID, result.ReasonCode)
			}
			c.finish(s)
		}
	}
	return result
}

// EnableLogging turns the lines for developers on or off.
func (c *Client) EnableLogging(on bool) { c.logging = on }

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
