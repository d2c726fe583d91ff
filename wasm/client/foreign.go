package client

import "playerstate/wasm/servop"

// Foreign is a session that another client in the page has, and the values that its
// packets are made of.
type Foreign struct {
	SessionID, ProfileID string // SessionID is "" if there is none
	// PacketID is the number of the next packet.
	PacketID int
	// AppID and Secret are of the app that it belongs to.
	AppID, Secret string
	// URL is its dispatcher's, with or without the path.
	URL string
	// Busy: the other client has a packet of it in flight.
	Busy bool
	// Beside: the session that this client has of its own goes on.
	Beside bool
}

// AttachForeign takes over a session that another client in the page has, so that it can
// be ended. It tells the page nothing: the player was logged in there. If a packet of the
// other client is in flight, the session's own wait for [Client.ForeignIdle], but no longer
// than for an attempt of their own.
func (c *Client) AttachForeign(f Foreign) {
	a := c.newApp(f.AppID, f.Secret, "")
	if c.app == nil {
		c.app = a // nobody initialises a client that is there for another one's sessions
	}
	if f.SessionID == "" {
		return
	}
	s := &session{state: open, foreign: true, app: a, url: dispatcherURL(f.URL), next: f.PacketID}
	if seen := c.seen; seen != nil && seen.id == f.SessionID {
		s.order, c.seen = seen.order, nil
	} else {
		s.order = c.order()
	}
	c.begin(s, servop.Opened{SessionID: f.SessionID, ProfileID: f.ProfileID})
	var replaced []*session
	if f.Beside {
		s.before = c.current
	} else {
		replaced = c.replace(c.current)
	}
	c.current, c.next = s, f.PacketID
	if f.Busy && c.flight == nil {
		c.flight = &flight{client: c, session: s, foreign: true, stop: c.host.After(c.timeouts[0], c.ForeignIdle)}
	}
	c.endInBackground(replaced...)
	c.retain()
}

// ForeignSeen tells that another client in the page has a session, or none, and the number of
// the next packet whenever that changes. Among the logins of the origin's pages a session
// counts as one that was called when it was seen first. If a notice of
// another page's ends it, the page is to call [Client.AttachForeign], beside a session of
// this client's own, and then [Client.Heard] with that notice.
func (c *Client) ForeignSeen(f Foreign) {
	if f.SessionID == "" {
		c.seen = nil
	} else {
		s := c.seen
		if s == nil || s.id != f.SessionID {
			s = &session{state: open, foreign: true, id: f.SessionID, quotedID: c.host.Quote(f.SessionID), order: c.order()}
			c.seen = s
		}
		s.app, s.url = c.newApp(f.AppID, f.Secret, ""), dispatcherURL(f.URL)
		s.profileID, s.next = f.ProfileID, f.PacketID
	}
	c.prepare()
}

// ForeignIdle tells that the other client has no packet in flight any more.
func (c *Client) ForeignIdle() {
	if f := c.flight; f != nil && f.foreign {
		f.abandon()
		c.pump()
		c.retain()
	}
}
