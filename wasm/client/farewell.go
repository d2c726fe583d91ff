package client

import "playerstate/wasm/servop"

// Farewell is what the browser does by itself when the page is left: it ends the session
// that the page would leave behind, also if it has ended the program before.
type Farewell struct {
	// Request is issued, and outlives the page.
	Request Request
	// Key is what Record is stored under.
	Key, Record string
	// Retained is retained, as by [Host.Retain].
	Retained string
	// Counter is the key of a number. Notice is broadcast with the one after it behind it.
	Counter, Notice string
}

// farewell is a Farewell that the host has, and what it was made of.
type farewell struct {
	session   *session
	app       *app
	profileID string
	packetID  int
	// ops are the calls that go along.
	ops     []*op
	request Request
	// withdraw takes it back, or gives the request up.
	withdraw func()
	// answered takes the reply to the request.
	answered func(servop.Reply)
}

// parting is the session that is to be ended when the page is left, nil if there is none. If
// this client has none, it is another client's in the page, which will be attached then.
func (c *Client) parting() *session {
	s := c.visible()
	if s == nil {
		s = c.seen
	}
	if !c.logoutOnClose || s == nil || s.app == nil {
		return nil
	}
	return s
}

// upToDate says whether the host has the farewell of that session as it is now. One that
// is stale is withdrawn.
func (c *Client) upToDate(s *session) bool {
	f := c.farewell
	if f == nil {
		return s == nil
	}
	same := s != nil && f.session == s && f.packetID == s.next && f.app == s.app && f.request.URL == s.url && f.profileID == s.profileID
	if same {
		ops := c.beside(s)
		same = len(ops) == len(f.ops)
		for i := 0; same && i < len(ops); i++ {
			same = ops[i] == f.ops[i]
		}
	}
	if !same {
		c.farewell = nil
		f.withdraw()
	}
	return same
}

// prepare has the host ready to end the session that the page would leave behind. It is
// called at the end of everything that changes that session, its packets or its calls.
func (c *Client) prepare() {
	s := c.parting()
	if c.upToDate(s) || s == nil {
		return
	}
	ops := c.beside(s)
	all := append(append([]*op(nil), ops...), &op{Operation: servop.Logout})
	f := &farewell{session: s, app: s.app, profileID: s.profileID, packetID: s.next, ops: ops, answered: func(servop.Reply) {}}
	f.request = c.packet(s, all, s.next)
	f.request.Keepalive, f.request.Timeout = true, c.timeouts[0]
	r := record{request: f.request, packetID: s.next, messages: len(all), expires: c.host.WallClock() + s.life()}
	c.farewell = f
	f.withdraw = c.host.Prepare(Farewell{
		Request: f.request, Key: recordPrefix + s.name(), Record: r.text(c.host.Quote), Retained: c.retainedText(nil),
		Counter: orderKey, Notice: c.noticeBefore(s, s.profileID),
	}, func(r servop.Reply) { f.answered(r) })
}

// issue issues a request, unless the browser has by itself as the page was left. The page's
// own fetch may leave the page: a farewell that is stale is withdrawn before.
func (c *Client) issue(r Request, done func(servop.Reply)) (abort func()) {
	if f := c.sent; f != nil && f.request.Body == r.Body {
		f.answered = done
		return f.withdraw
	}
	c.upToDate(c.parting())
	return c.host.Fetch(r, done)
}
