package client

import "playerstate/wasm/servop"

// Logout ends the player's session. The player is logged out of this client when
// it returns, whatever the network does. Logouts that are called while one is on
// its way get that one's result. ForgetUser also forgets who the player was, so
// that the next anonymous login makes a new one.
func (c *Client) Logout(forgetUser bool, done Done) {
	if forgetUser {
		c.forgetUser()
	}
	left := c.endCurrent()
	switch {
	case !c.initialized(done):
	case c.logout == nil:
		c.answer(done, c.without)
	default:
		end := c.logout
		end.callers = append(end.callers, done)
		c.pump()
		c.hurry()
		c.foreseeAll()
	}
	c.tellLeft(left)
	c.retain()
}

// endCurrent logs the player out of this client, and has one LOGOUT end the session that is
// current, or the one before it if its login fails. It returns the session that was
// visible.
func (c *Client) endCurrent() (left *session) {
	c.takeUpEarlier()
	if f := c.first; f != nil && f.op != nil && !f.granted && c.visible() != nil {
		c.dropLogin(f.op, "the player logged out before the login was sent") // or the player would wait, too
	}
	left = c.visible()
	target := c.current
	c.current = nil
	if target == nil {
		return nil
	}
	c.without = noSession
	var end *op
	if target.app != nil {
		end = c.enqueue(servop.Logout, target, "", nil)
		c.logout = end
	}
	for s := target; s != nil; s = s.before {
		switch s.state {
		case pending:
			s.end = end
			c.move(s, unwanted)
		case open:
			s.end = end
			c.move(s, ending)
		}
	}
	return left
}

// endInBackground ends sessions for which no caller waits. A session's own calls go
// before its LOGOUT.
func (c *Client) endInBackground(sessions ...*session) {
	for _, s := range sessions {
		switch {
		case s.state != ending || s.app == nil:
		case c.busy(s):
			s.end = c.enqueue(servop.Logout, s, "", nil)
			c.pump()
			c.foresee(s)
			c.hurry()
		default:
			c.outbox.end(s)
		}
	}
}

// foresee stores the LOGOUT of a session that waits for its turn: the program may die,
// or the page, before it is sent.
func (c *Client) foresee(s *session) {
	if s.state == ending && s.end != nil && s.end.flight == nil {
		c.outbox.keep(s, c.packet(s, []*op{s.end}, s.next), s.next, 1)
	}
}

// foreseeAll stores the LOGOUT of every session that waits for its turn.
func (c *Client) foreseeAll() {
	for _, s := range c.ended {
		c.foresee(s)
	}
}

// settleAfter is how long after a logout the origin's other pages are told of it at most, and
// it is stored if it has no answer, in milliseconds. That is in a later frame, while the game
// goes on; most are answered sooner, and need no storage. A logout is stored at once if it has
// to wait, an attempt fails, the page is left, or the next program could not sign for its game.
const settleAfter = 100

// settleLater does what can wait of the logouts of now: one timer is enough for all.
func (c *Client) settleLater() {
	if c.settling {
		return
	}
	c.settling = true
	c.host.After(settleAfter, func() {
		c.settling = false
		unkept := c.unkept
		c.unkept = nil
		for _, f := range unkept {
			f.keep()
		}
		c.tellOthers()
	})
}

// tellLeft tells the page that the player is logged out, and then the origin's other
// pages: at once if the LOGOUT waits, as a page that is left meanwhile may not tell them.
func (c *Client) tellLeft(left *session) {
	if left != nil {
		c.emitLogout(left.profileID, false)
		if left.app != nil && (c.sent == nil || left.farewell == nil) {
			c.tell(c.notice(left))
			if left.state == ending && !left.ends() {
				c.tellOthers()
			}
		}
	}
}
