package client

import "playerstate/wasm/servop"

type sessionState int

const (
	pending sessionState = iota // its login is queued or in flight
	open
	over
)

// defaultMaxBundle is how many messages a packet takes where AUTHENTICATE's answer
// does not say (the vendor's clients).
const defaultMaxBundle = 10

// session is one login of a player.
type session struct {
	state     sessionState
	app       *app // whose it is; nil where it was attached before the client was initialised
	id        string
	quotedID  string
	profileID string
	opened    int // Host.Now when it was
	// anonymous: its profile is the stored anonymous player's. A named player's is not
	// stored: the server refuses one player's id with another one's profile.
	anonymous bool
	// expiry is how long the server keeps it without a packet, in milliseconds; 0
	// where the server did not say.
	expiry    int
	maxBundle int
	packets   *counter
	// before is the session that a login in flight would replace, and that stays
	// where the login fails.
	before *session
}

// counter is the number of the next packet.
type counter struct{ next int }

// live is the session that a call made under s is sent in: s, or where its login
// failed the one before it. It is nil where there is none.
func (s *session) live() *session {
	for s != nil && s.state == over {
		s = s.before
	}
	return s
}

// visible is the session that the page sees, nil where it is logged out.
func (c *Client) visible() *session {
	s := c.current.live()
	for s != nil && s.state != open {
		s = s.before
	}
	return s
}

// IsAuthenticated says whether a player is logged in.
func (c *Client) IsAuthenticated() bool { return c.visible() != nil }

// SessionID is the session's id, "" where no player is logged in.
func (c *Client) SessionID() string {
	if s := c.visible(); s != nil {
		return s.id
	}
	return ""
}

// ProfileID is the player's profile id, "" where no player is logged in or it is
// not known.
func (c *Client) ProfileID() string {
	if s := c.visible(); s != nil {
		return s.profileID
	}
	return ""
}

// begin opens s.
func (c *Client) begin(s *session, o servop.Opened) {
	s.state, s.before = open, nil
	s.id, s.quotedID, s.profileID = o.SessionID, c.host.Quote(o.SessionID), o.ProfileID
	s.opened = c.host.Now()
	s.expiry = o.Expiry
	s.maxBundle = o.MaxBundle
	if s.maxBundle == 0 {
		s.maxBundle = defaultMaxBundle
	}
	if c.visible() == s {
		c.beat()
	}
}

// finish ends s for good. What is called after it has no session.
func (c *Client) finish(s *session) {
	s.state, s.before = over, nil
	if c.current == s {
		c.current = nil
	}
	c.quietUnlessVisible()
}

// Attach takes over a session that something else opened. PacketID is the number
// of the next packet in it; the expiry is in milliseconds, 0 where it is not known.
func (c *Client) Attach(sessionID string, packetID int, profileID string, expiryMS int) {
	c.packets = &counter{packetID}
	c.current = &session{app: c.app, packets: c.packets}
	c.begin(c.current, servop.Opened{SessionID: sessionID, ProfileID: profileID, Expiry: expiryMS})
	c.emitLogin(profileID)
}
