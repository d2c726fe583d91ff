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
	ending, left := c.end()
	switch {
	case !c.initialized(done):
	case ending == nil:
		c.answer(done, noSession)
	default:
		ending.waiting = append(ending.waiting, done)
		c.pump()
	}
	c.tellLeft(left, false)
}

// LogoutOnApplicationClose is a logout that outlives the page: its packet is on
// the wire when it returns, also where another is in flight.
func (c *Client) LogoutOnApplicationClose(forgetUser bool) {
	if forgetUser {
		c.forgetUser()
	}
	ending, left := c.end()
	switch {
	case ending == nil || c.app == nil:
	case ending.flight != nil:
		ending.flight.outlive()
	default:
		c.endNow(ending)
	}
	c.tellLeft(left, false)
	c.tellOthers()
}

// endNow sends a logout that waits, past what it waits for. Where its login is still
// on its way, it follows that if the page lives on.
func (c *Client) endNow(ending *op) {
	s := ending.session.live()
	if s == nil || s.state != open {
		return
	}
	for i, o := range c.queue {
		if o == ending {
			c.queue = append(c.queue[:i:i], c.queue[i+1:]...)
			break
		}
	}
	c.launch(s, []*op{ending}, true)
	// What was called before and is not sent yet would come after the logout.
	c.finish(s)
}

// outlive has the packet outlive the page, by sending the same bytes again where
// they were sent without.
func (f *flight) outlive() {
	if f.request.Keepalive {
		return
	}
	f.request.Keepalive = true
	f.keep()
	f.stop()
	f.try(f.attempt, f.timeouts[f.attempt])
}

// end logs the player out of this client. It returns the logout that is to end the
// session and the session that was visible, each nil where there is none.
func (c *Client) end() (ending *op, left *session) {
	if c.current != nil && c.app != nil {
		c.ending = c.enqueue(servop.Logout, "", nil)
	}
	left = c.leave()
	return c.ending, left
}

// leave logs the player out of this client, and returns the session that was visible.
func (c *Client) leave() (left *session) {
	left = c.visible()
	c.current = nil
	c.abandonHeartbeat()
	return left
}

// tellLeft tells the page that the player is logged out, and the origin's other pages
// where it was here that it happened.
func (c *Client) tellLeft(left *session, elsewhere bool) {
	c.quietUnlessVisible()
	if left == nil {
		return
	}
	c.emitLogout(left.profileID, elsewhere)
	if !elsewhere && c.app != nil {
		c.notices = append(c.notices, c.notice(left))
		c.host.After(tellAfter, c.tellOthers)
	}
}
