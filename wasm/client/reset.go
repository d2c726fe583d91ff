package client

// ResetCommunication forgets the session, and gives up every call that waits in it; it sends
// nothing (every vendor client). A logout that was called before is carried out all the
// same.
func (c *Client) ResetCommunication() {
	c.earlier = nil
	left := c.visible()
	for s := c.current; s != nil; s = s.before {
		if !s.left() {
			c.move(s, over)
		}
	}
	c.without = noSession
	if f := c.flight; f != nil && !f.foreign && f.session.state == over {
		f.giveUp("communication was reset")
	}
	c.pump()
	if left != nil {
		c.emitLogout(left.profileID, false)
	}
	c.retain()
}

// deleted ends the session of a player who is no more on the server.
func (c *Client) deleted(s *session) {
	c.forgetPlayer(s)
	visible := c.visible() == s
	c.move(s, over)
	if visible {
		c.emitLogout(s.profileID, false)
		c.tell(c.notice(s))
	}
}
