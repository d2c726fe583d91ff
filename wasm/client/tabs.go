package client

import "playerstate/wasm/servop"

// tellAfter is how long after a logout the origin's other pages are told of it, in
// milliseconds: in a later frame than the logout's own, where the game goes on.
const tellAfter = 50

// notice is what other pages of the origin are told of a logout: whose it is, and of
// which session, by a name that does not give its id away.
func (c *Client) notice(s *session) string { return c.noticeOf(s) + s.name() }

// tellOthers tells the origin's other pages what they have not been told yet.
func (c *Client) tellOthers() {
	for _, notice := range c.notices {
		c.host.Broadcast(notice)
	}
	c.notices = nil
}

// noticeOf is the notice without the session's name.
func (c *Client) noticeOf(s *session) string {
	return "logout " + c.app.quotedID + " " + c.host.Quote(s.profileID) + " "
}

// Heard is told what another page of the origin has broadcast. A player who has
// logged out there is logged out here. It may come from anybody on the origin: what
// is not such a notice is passed over.
func (c *Client) Heard(text string) {
	s := c.visible()
	if s == nil || c.app == nil || s.profileID == "" || !hasPrefix(text, c.noticeOf(s)) {
		return
	}
	if text == c.notice(s) && c.current == s {
		c.leave() // the same session: its end is on its way
	} else {
		c.end()
		c.pump()
	}
	c.tellLeft(s, true)
}

// name is a name for the session, the same in every page, that does not give its id
// away.
func (s *session) name() string {
	sum := servop.Sign([]byte(s.id), nil)
	return string(sum[:16])
}
