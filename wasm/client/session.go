package client

import "playerstate/wasm/servop"

// state is the state of a session.
type state int

const (
	pending  state = iota // its login is queued or in flight
	unwanted              // pending, but it is to be ended as soon as it opens
	open                  // its player is logged in
	ending                // its player is logged out; the server has not confirmed it
	stored                // ending, and the outbox delivers its LOGOUT
	over                  // it has ended, or never opened
)

// String is the state's name in log lines.
func (s state) String() string {
	return [...]string{"pending", "unwanted", "open", "ending", "stored", "over"}[s]
}

// defaultMaxBundle is how many messages a packet takes if AUTHENTICATE's answer does not
// say (the vendor's clients).
const defaultMaxBundle = 10

// session is one login of a player. It owns what its packets are made of.
type session struct {
	state state
	// app is the game that it belongs to. It is nil if the session was attached before
	// the client was initialised.
	app *app
	// foreign: another client of the page has opened it.
	foreign bool
	// url is its server's.
	url string
	// id is "" until it is open.
	id, quotedID, profileID string
	// kind is the authenticationType of the login that opened it, "" if it was attached, or
	// logged in by a message of the page's own.
	kind string
	// anonymousID is the one that the login was sent with. It is not retained.
	anonymousID string
	// prefix begins the keys under which its player's ids are stored.
	prefix string
	// expiry is how long the server keeps it without a packet, in milliseconds; 0 if
	// the server did not say.
	expiry int
	// maxBundle is how many messages one of its packets takes.
	maxBundle int
	// next is the number of its next packet.
	next int
	// order is the number of its login among those of the origin.
	order int
	// heard are the notices that came while it was pending.
	heard []string
	// before is the session that its login would replace, and that stays if it fails.
	before *session
	// end is its LOGOUT, nil unless a caller's logout ends it. While a login after it is
	// pending it may be that one's LOGOUT, which falls back to this session.
	end *op
	// farewell is what the host ends it by if the page is left, or has.
	farewell *farewell
	// entry is its LOGOUT in the outbox, nil unless that is stored.
	entry *entry
}

// left says whether its player has left it.
func (s *session) left() bool { return s.state != pending && s.state != open }

// live is s if it is pending or open, or else the first such session before it.
func (s *session) live() *session {
	for s != nil && s.left() {
		s = s.before
	}
	return s
}

// ends says whether its LOGOUT is in flight.
func (s *session) ends() bool { return s.end != nil && s.end.session == s && s.end.flight != nil }

// name is a name for the session, the same in every page, that does not give its id
// away.
func (s *session) name() string {
	sum := servop.Sign([]byte(s.id), nil)
	return string(sum[:16])
}

// move changes a session's state. Nothing else does.
func (c *Client) move(s *session, to state) {
	if c.logging {
		c.log("session ", s.name(), ": ", s.state.String(), " -> ", to.String())
	}
	s.state = to
	for i, other := range c.ended {
		if other == s {
			c.ended = append(c.ended[:i:i], c.ended[i+1:]...)
			break
		}
	}
	switch to {
	case unwanted, ending:
		c.ended = append(c.ended, s)
	case over:
		if s.entry != nil {
			s.entry.confirm()
			s.entry = nil
		}
	}
	c.current = c.current.live()
	if c.visible() == nil {
		c.abandonHeartbeat()
	}
}

// visible is the session that the page sees, nil if no player is logged in.
func (c *Client) visible() *session {
	s := c.current
	for s != nil && s.state != open {
		s = s.before
	}
	return s
}

// IsAuthenticated says whether a player is logged in.
func (c *Client) IsAuthenticated() bool { return c.visible() != nil }

// SessionID is the session's id, "" if no player is logged in.
func (c *Client) SessionID() string {
	if s := c.visible(); s != nil {
		return s.id
	}
	return ""
}

// ProfileID is the player's profile id, "" if no player is logged in or it is not
// known.
func (c *Client) ProfileID() string {
	if s := c.visible(); s != nil {
		return s.profileID
	}
	return ""
}

// begin gives a session what the server says of it.
func (c *Client) begin(s *session, o servop.Opened) {
	c.without = noSession
	s.id, s.quotedID, s.profileID = o.SessionID, c.host.Quote(o.SessionID), o.ProfileID
	s.expiry = o.Expiry
	s.maxBundle = o.MaxBundle
	if s.maxBundle == 0 {
		s.maxBundle = defaultMaxBundle
	}
}

// Attach takes over a session that something else opened. PacketID is the number
// of the next packet in it; the expiry is in milliseconds, 0 if it is not known. A
// player who is logged in is logged out, unless it is the same session: that one goes on,
// with the calls that wait.
func (c *Client) Attach(sessionID string, packetID int, profileID string, expiryMS int) {
	s := c.visible()
	if s != nil && s.id == sessionID {
		link := &c.current
		for *link != s {
			link = &(*link).before
		}
		*link = nil // nothing replaces it
	} else {
		s = &session{state: open, prefix: c.prefix}
	}
	s.app, s.url, s.next, s.order = c.app, c.url, packetID, c.order()
	c.begin(s, servop.Opened{SessionID: sessionID, ProfileID: profileID, Expiry: expiryMS})
	if e := c.earlier; e != nil && e.id == sessionID {
		c.earlier = nil
	}
	replaced := c.replace(c.current)
	c.current, c.next = s, packetID
	c.beat()
	c.emitLogin(profileID)
	c.endInBackground(replaced...)
	c.retain()
}
