package client

import (
	"playerstate/wasm/servop"
)

// op is one call of an operation.
type op struct {
	servop.Operation
	// data is the message's, a JSON text or "" for none. A login's is made when it is sent.
	data string
	// login is who logs in, nil for any other op and for a raw AUTHENTICATE.
	login *Login
	// session is the one that it is called in, or that it opens.
	session *session
	// callers get its result.
	callers []Done
	// flight is the packet that took it, nil while it waits.
	flight *flight
	// redirected: it is a login that the server has redirected.
	redirected bool
}

// enqueue has an operation sent in a session, as soon as its turn comes.
func (c *Client) enqueue(o servop.Operation, s *session, data string, done Done) *op {
	added := &op{Operation: o, data: data, session: s}
	if done != nil {
		added.callers = []Done{done}
	}
	c.queue = append(c.queue, added)
	return added
}

// unqueue takes an op off the queue.
func (c *Client) unqueue(o *op) {
	for i, other := range c.queue {
		if other == o {
			c.queue = append(c.queue[:i:i], c.queue[i+1:]...)
			return
		}
	}
}

// busy says whether an op of the session waits or is in flight.
func (c *Client) busy(s *session) bool {
	if c.flight != nil && c.flight.session == s {
		return true
	}
	for _, o := range c.queue {
		if o.session == s {
			return true
		}
	}
	return false
}

// pump sends the next packet, unless one is in flight that is worth waiting for.
func (c *Client) pump() {
	if f := c.flight; f != nil && len(c.queue) > 0 && f.attempt > 0 && f.quiet() {
		f.abandon()
	}
	for c.flight == nil && len(c.queue) > 0 && !c.mustWait(c.queue[0]) {
		s, ops := c.take()
		if s == nil {
			c.refuse(ops)
			continue
		}
		c.launch(s, ops, true)
	}
}

const (
	// maxBesideLogout is how long the messages are at most that share a packet with a
	// logout, in bytes: that packet may have to outlive the page, and to be stored.
	maxBesideLogout = keepaliveLimit - roomForLogout
	// roomForLogout is for the logout's own message and for what is around all of them, in
	// bytes: the ids of the game and of the session are the longest of it.
	roomForLogout = 1 << 10
	// aroundMessage is what a message has beside its three texts, in bytes.
	aroundMessage = len(`{"service":"","operation":"","data":},`)
)

// size is the message's length with the comma behind it, in bytes, if its names need no escapes.
func (o *op) size() int { return aroundMessage + len(o.Service) + len(o.Name) + len(o.data) }

// take takes the next packet's ops off the queue: those in a row that are called in one
// session, or one that travels alone. The session is nil if it is over.
func (c *Client) take() (*session, []*op) {
	head := c.queue[0]
	s, n := head.session, 1
	if s.state == over || s.state == stored {
		s = nil
	} else if !head.Alone {
		size := head.size()
		for n < min(len(c.queue), s.maxBundle) && !c.queue[n].Alone && c.queue[n].session == s {
			if c.queue[n].Ends && size > maxBesideLogout {
				break
			}
			size += c.queue[n].size()
			n++
		}
	}
	ops := c.queue[:n:n]
	c.queue = c.queue[n:]
	return s, ops
}

// refuse answers ops whose session is over before they are sent.
func (c *Client) refuse(ops []*op) {
	for _, o := range ops {
		if c.logout == o {
			c.logout = nil
		}
		c.endFirst(o)
		for _, done := range o.callers {
			c.answer(done, c.without)
		}
	}
}

// complete gives each op its result: first the state is brought up to date, then the
// next packet goes out, and only then are the callers told, who may call again.
func (c *Client) complete(ops []*op, outcome servop.Outcome) {
	entries := outcome.Entries
	if entries == nil {
		failure := c.failed(outcome.Failure)
		entries = make([]servop.Entry, len(ops))
		for i := range entries {
			entries[i] = failure
		}
	}
	again := false
	for i, o := range ops {
		if again = c.redirected(o, entries[i]); again {
			break // a login is alone in its packet
		}
		entries[i] = c.effect(o, entries[i])
		if c.logout == o {
			c.logout = nil
		}
	}
	c.pump()
	c.foreseeAll()
	c.retain()
	for i, o := range ops {
		if again {
			break
		}
		for _, done := range o.callers {
			done(entries[i].Value)
		}
	}
}

// effect brings the state up to date with the result of an op, and returns the result
// that its callers get. A LOGOUT's is the flight's or the outbox's business.
func (c *Client) effect(o *op, result servop.Entry) servop.Entry {
	s := o.session
	switch {
	case o.Opens:
		c.endFirst(o)
		opened, ok := servop.ReadOpened(result.Value)
		if result.Status == servop.StatusOK && ok {
			c.opened(s, opened)
			break
		}
		c.loginFailed(s)
		if servop.IdentityConflict(result.ReasonCode) && s.kind == Anonymous {
			c.emitIdentityConflict(result.ReasonCode)
		}
		if result.Status == servop.StatusOK {
			return c.failed(servop.Failure{Status: servop.StatusClient, ReasonCode: servop.JSONParsingError, Message: "the server's answer opens no session"})
		}
	case !o.Ends && servop.SessionOver(result.ReasonCode) && s.state != over:
		if c.visible() == s {
			c.emitExpired(s.profileID, result.ReasonCode)
			c.without = servop.Failure{Status: result.Status, ReasonCode: result.ReasonCode, Message: result.Value.Text("status_message")}
		}
		c.move(s, over)
	case o.Is(servop.DeleteUser) && result.Status == servop.StatusOK:
		c.deleted(s)
	}
	return result
}
