package client

import (
	"slices"

	"playerstate/wasm/servop"
)

// LogoutOnClose says whether the player is logged out when the page is left.
func (c *Client) LogoutOnClose(on bool) {
	c.logoutOnClose = on
	c.prepare()
}

// LogoutOnApplicationClose is a logout whose packet is on the wire when it returns, also
// if another is in flight.
func (c *Client) LogoutOnApplicationClose(forgetUser bool) {
	if forgetUser {
		c.forgetUser()
	}
	c.dropUnsentLogins()
	left := c.endCurrent()
	c.endAll()
	c.tellLeft(left)
	c.tellOthers()
	c.retain()
}

// Leave tells the client that the page is left, and whether the host carries out the farewells:
// it has issued the first. The page may come back.
func (c *Client) Leave(sent bool) {
	c.away, c.leftWith = true, c.visible()
	c.outbox.leave()
	if sent {
		c.sent, c.farewells = c.farewells, nil
	}
	if c.logoutOnClose {
		c.LogoutOnApplicationClose(false)
	} else {
		c.dropUnsentLogins()
		c.endAll()
		c.tellOthers()
		c.retain()
	}
	for _, f := range c.sent {
		f.session.farewell = nil
	}
	c.sent = nil
}

// dropUnsentLogins gives up the logins that are not sent yet: nobody is there for whom a
// session could be opened.
func (c *Client) dropUnsentLogins() {
	for _, o := range append([]*op(nil), c.queue...) {
		if o.Opens {
			c.dropLogin(o, "the page was left before the login was sent")
		}
	}
}

// dropLogin gives up a login that is not sent yet.
func (c *Client) dropLogin(o *op, why string) {
	c.unqueue(o)
	c.endFirst(o)
	c.loginFailed(o.session)
	for _, done := range o.callers {
		c.answer(done, unsent(why))
	}
}

// endAll puts the LOGOUT of every session that is to be ended on the wire, or sees to
// it that it is stored. The page's own fetch may end more of them meanwhile.
func (c *Client) endAll() {
	c.leaving = true
	c.releaseFirst()
	defer func() { c.leaving = false }()
	var seen []*session
	for i := 0; i < len(c.ended); {
		s := c.ended[i]
		i++
		if slices.Contains(seen, s) {
			continue
		}
		seen, i = append(seen, s), 0
		switch {
		case s.state != ending || s.app == nil:
			// Its login is on its way: it follows that if the page lives on.
		case s.ends():
			s.end.flight.outlive()
		default:
			c.endNow(s)
		}
	}
}

// endNow sends a session's LOGOUT past what it waits for. The session's calls that wait
// go along if they fit.
func (c *Client) endNow(s *session) {
	end := s.end
	if end == nil || end.session != s {
		end = &op{Operation: servop.Logout, session: s}
		s.end = end
	}
	c.unqueue(end)
	ops := c.beside(s)
	var left []*op
	for _, o := range append([]*op(nil), c.queue...) {
		if o.session == s {
			c.unqueue(o)
			left = append(left, o)
		}
	}
	if ops == nil {
		c.refuse(left)
	}
	c.launch(s, append(ops, end), false).keep()
}

// beside are the calls that wait in a session and go along with its LOGOUT as the page is
// left: all, or none if they do not fit.
func (c *Client) beside(s *session) (ops []*op) {
	size := 0
	for _, o := range c.queue {
		if o.session == s && !o.Ends {
			ops = append(ops, o)
			size += o.size()
		}
	}
	if size > maxBesideLogout || len(ops) >= s.maxBundle {
		return nil
	}
	return ops
}

// RunScriptAndLogoutOnApplicationClose is [Client.LogoutOnApplicationClose] with a call of
// a Cloud Code script in the same packet. Data is a JSON text.
func (c *Client) RunScriptAndLogoutOnApplicationClose(forgetUser bool, name, data string) {
	c.dropUnsentLogins()
	c.takeUpEarlier()
	if c.current != nil {
		c.enqueue(servop.RunScript, c.current, `{"scriptName":`+c.host.Quote(name)+`,"scriptData":`+data+`}`, nil)
	}
	c.LogoutOnApplicationClose(forgetUser)
}
