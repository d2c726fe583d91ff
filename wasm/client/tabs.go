package client

import "playerstate/wasm/servop"

// notice is what other pages of the origin are told of a logout: whose it is, and of
// which session, by a name that does not give its id away.
func (c *Client) notice(s *session) string {
	q := c.host.Quote
	return `{"logout":{"appId":` + c.app.quotedID + `,"profileId":` + q(s.profileID) + `,"session":"` + s.name() + `"}}`
}

// Heard is told what another page of the origin has broadcast. A player who has
// logged out there is logged out here. Whatever it is, it may come from anybody on
// the origin: what is not exactly such a notice is passed over.
func (c *Client) Heard(text string) {
	message, s := c.host.Parse(text), c.visible()
	if message == nil || s == nil || c.app == nil {
		return
	}
	logout := message.Member("logout")
	if logout == nil || servop.Text(logout.Member("appId")) != c.app.id ||
		s.profileID == "" || servop.Text(logout.Member("profileId")) != s.profileID {
		return
	}
	if servop.Text(logout.Member("session")) == s.name() {
		c.leave(true) // the same session: its end is on its way
		return
	}
	c.end(true)
	c.pump()
}

// name is a name for the session, the same in every page, that does not give its id
// away.
func (s *session) name() string {
	sum := servop.Sign([]byte(s.id), nil)
	return string(sum[:16])
}
