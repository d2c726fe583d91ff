package client

// firstLoginLock begins the name of the lock under which a page makes a new anonymous
// player: two pages of an origin that are opened together make one.
const firstLoginLock = "playerState.first."

// firstLogin is an anonymous login of a browser whose player is not known yet.
type firstLogin struct {
	// op is the login, nil once it is answered.
	op *op
	// granted: no other page is making the player, or it takes too long.
	granted bool
	// release gives up the lock, or the request for it.
	release func()
	// stop ends the wait for it, or for its release.
	stop func()
}

// mustWait says whether a login has to wait for another page of the origin, which may be
// making the player with which this one is to log in: for no longer than for an answer.
func (c *Client) mustWait(o *op) bool {
	if o.login == nil || o.login.Type != Anonymous || !o.login.ForceCreate || o.session.state == over {
		return false
	}
	if known, _ := c.player(o.session.prefix); known != "" {
		c.endFirst(o)
		return false
	}
	switch f := c.first; {
	case f == nil:
		f = &firstLogin{}
		proceed := func() {
			if f.granted {
				return
			}
			f.stop()
			f.granted = true
			c.pump()
		}
		c.first = f
		f.release = c.host.Lock(firstLoginLock+o.session.prefix, proceed)
		f.stop = c.host.After(c.timeouts[0], proceed)
	case f.op == nil:
		f.stop()
	}
	c.first.op = o
	return !c.first.granted
}

// endFirst lets other pages log in with the player that a login has made, if it has.
func (c *Client) endFirst(o *op) {
	if f := c.first; f != nil && f.op == o {
		f.op = nil
		f.stop()
		if !f.granted {
			c.releaseFirst()
			c.host.Soon(c.pump) // others may have waited behind it
			return
		}
		f.stop = c.host.After(releaseAfter, c.releaseFirst)
	}
}

// releaseFirst gives up the lock of a first login, or the request for it.
func (c *Client) releaseFirst() {
	if f := c.first; f != nil {
		c.first = nil
		f.stop()
		f.release()
	}
}
