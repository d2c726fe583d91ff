package client

import (
	"slices"

	"playerstate/wasm/servop"
)

// Farewell is what the browser does by itself when the page is left: it ends a session that
// the page would leave behind, also if it has ended the program before.
type Farewell struct {
	// Request is issued, and outlives the page.
	Request Request
	// Key is what Record is stored under.
	Key, Record string
	// Retained is retained, as by [Host.Retain], unless it is "".
	Retained string
	// Counter is the key of a number. Notice is broadcast with the one after it behind it,
	// unless it is "".
	Counter, Notice string
}

// farewell is a Farewell that the host has, and what it was made of.
type farewell struct {
	session   *session
	app       *app
	profileID string
	packetID  int
	// ops are the calls that go along.
	ops      []*op
	request  Request
	life     int
	retained string
	// tells: it has a notice.
	tells bool
	// withdraw takes it back, or gives the request up.
	withdraw func()
	// answered takes the reply to the request.
	answered func(servop.Reply)
}

// partings are the sessions that are to be ended when the page is left: those whose LOGOUT
// waits for its turn and, if the player is logged out then, those that are open. Of these
// one may be the earlier page's, and one another client's, which will be attached then.
func (c *Client) partings() (all []*session) {
	add := func(s *session, as state) {
		if s != nil && s.state == as && s.app != nil && !s.ends() {
			all = append(all, s)
		}
	}
	if c.logoutOnClose {
		for s := c.current; s != nil; s = s.before {
			add(s, open)
		}
		add(c.earlier, open)
		add(c.seen, open)
	}
	for _, s := range c.ended {
		add(s, ending)
	}
	return all
}

// tellsAsLeft says whether the origin's other pages are told of that session's end as the page
// is left: if it has ended before, they are told already.
func (c *Client) tellsAsLeft(s *session) bool {
	visible := c.visible()
	return s == visible || visible == nil && s == c.earlier || s == c.seen
}

// retainedThen is what is to be retained when the page is left, "" for nothing else than now.
func (c *Client) retainedThen() string {
	if !c.logoutOnClose {
		return ""
	}
	defer func(earlier *session) { c.earlier = earlier }(c.earlier)
	c.earlier = nil
	return c.retainedText(nil)
}

// withdrawStale withdraws the farewells that are not of those sessions as they are now.
func (c *Client) withdrawStale(partings []*session, retained string) {
	all := c.farewells
	c.farewells = nil
	for _, f := range all {
		if s := f.session; slices.Contains(partings, s) && f.retained == retained && f.isOf(c, s) {
			c.farewells = append(c.farewells, f)
		} else {
			s.farewell = nil
			f.withdraw()
		}
	}
}

// isOf says whether it is of that session as it is now.
func (f *farewell) isOf(c *Client, s *session) bool {
	if f.tells != c.tellsAsLeft(s) || f.life != s.life() || f.request.Timeout != c.timeouts[0] || f.packetID != s.next || f.app != s.app || f.request.URL != s.url || f.profileID != s.profileID {
		return false
	}
	ops := c.beside(s)
	for i, o := range ops {
		if i >= len(f.ops) || o != f.ops[i] {
			return false
		}
	}
	return len(ops) == len(f.ops)
}

// prepare has the host ready to end the sessions that the page would leave behind. It is
// called at the end of everything that changes one of them, its packets or its calls.
func (c *Client) prepare() {
	partings, retained := c.partings(), c.retainedThen()
	c.withdrawStale(partings, retained)
	for _, s := range partings {
		if s.farewell == nil {
			c.farewell(s, retained)
		}
	}
}

// farewell has the host ready to end that session.
func (c *Client) farewell(s *session, retained string) {
	ops := c.beside(s)
	all := append(append([]*op(nil), ops...), &op{Operation: servop.Logout})
	f := &farewell{
		session: s, tells: c.tellsAsLeft(s), app: s.app, profileID: s.profileID, packetID: s.next, ops: ops, life: s.life(), retained: retained,
		request: c.packet(s, all, s.next), answered: func(servop.Reply) {},
	}
	f.request.Keepalive, f.request.Timeout = true, c.timeouts[0]
	r := record{request: f.request, packetID: s.next, messages: len(all), expires: c.host.WallClock() + f.life}
	notice := ""
	if f.tells {
		notice = c.noticeBefore(s, s.profileID)
	}
	f.withdraw = c.host.Prepare(Farewell{
		Request: f.request, Key: recordPrefix + s.name(), Record: r.text(c.host.Quote), Retained: retained, Counter: orderKey, Notice: notice,
	}, func(r servop.Reply) { f.answered(r) })
	s.farewell = f
	c.farewells = append(c.farewells, f)
}

// issue issues a request, unless the browser has by itself as the page was left. The page's
// own fetch may leave the page: a farewell that is stale is withdrawn before.
func (c *Client) issue(r Request, done func(servop.Reply)) (abort func()) {
	for _, f := range c.sent {
		if f.request.Body == r.Body {
			f.answered = done
			return f.withdraw
		}
	}
	c.withdrawStale(c.partings(), c.retainedThen())
	return c.host.Fetch(r, done)
}
