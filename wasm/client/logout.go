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
	ending := c.end(false)
	if !c.initialized(done) {
		return
	}
	if ending == nil {
		c.answer(done, noSession)
		return
	}
	ending.waiting = append(ending.waiting, done)
	c.pump()
}

// LogoutOnApplicationClose is a logout that outlives the page: its packet is on
// the wire when it returns, also where another is in flight.
func (c *Client) LogoutOnApplicationClose(forgetUser bool) {
	if forgetUser {
		c.forgetUser()
	}
	ending := c.end(false)
	switch {
	case ending == nil || c.app == nil:
	case ending.flight != nil:
		ending.flight.outlive()
	default:
		s := ending.session.live()
		if s.state != open {
			return // its login is on its way; the logout follows it where the page lives on
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

// end logs the player out of this client and returns the logout that is to end the
// session, nil where there is none to end. Elsewhere: as another tab has.
func (c *Client) end(elsewhere bool) *op {
	if c.current != nil && c.app != nil {
		c.ending = c.enqueue(servop.Logout, "", nil)
	}
	c.leave(elsewhere)
	return c.ending
}

// leave logs the player out of this client, and tells everybody.
func (c *Client) leave(elsewhere bool) {
	if s := c.visible(); s != nil {
		c.host.Emit(Event{Kind: LoggedOut, ProfileID: s.profileID, Elsewhere: elsewhere})
		if !elsewhere && c.app != nil {
			c.host.Broadcast(c.notice(s))
		}
	}
	if c.current != nil {
		c.current = nil
		c.quietHeartbeat()
	}
}
