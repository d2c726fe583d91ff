package client

import "playerstate/wasm/servop"

// tellAfter is how long after a logout the origin's other pages are told of it, in
// milliseconds: in a later frame than the logout's own, where the game goes on.
const tellAfter = 50

// notice is what other pages of the origin are told of a logout: whose it is, of which
// session, by a name that does not give its id away, and when it was.
func (c *Client) notice(s *session) string {
	return c.noticeOf(s) + s.name() + " " + servop.Decimal(c.host.Now())
}

// tellOthers tells the origin's other pages what they have not been told yet.
func (c *Client) tellOthers() {
	for _, notice := range c.notices {
		c.host.Broadcast(notice)
	}
	c.notices = nil
}

// noticeOf is the notice without the session's name and the time.
func (c *Client) noticeOf(s *session) string {
	return "logout " + c.app.quotedID + " " + c.host.Quote(s.profileID) + " "
}

// Heard is told what another page of the origin has broadcast. A player who has
// logged out there is logged out here, but of a session that was opened later: the
// other page may have been asleep. It may come from anybody on the origin: what is not
// such a notice is passed over.
func (c *Client) Heard(text string) {
	s := c.visible()
	if s == nil || c.app == nil || s.profileID == "" {
		return
	}
	prefix := c.noticeOf(s)
	same := prefix + s.name() + " "
	switch {
	case !hasPrefix(text, prefix) || len(text) < len(same):
		return
	case hasPrefix(text, same) && c.current == s:
		c.leave() // the same session: its end is on its way
	case number(text[len(same):]) < s.opened:
		return
	default:
		c.end()
		c.pump()
	}
	c.tellLeft(s, true)
}

// number is the number that decimal digits are, -1 where there is anything else.
func number(digits string) (n int) {
	for i := range len(digits) {
		if digits[i] < '0' || digits[i] > '9' || n > 1<<50 {
			return -1
		}
		n = 10*n + int(digits[i]-'0')
	}
	return n
}

// name is a name for the session, the same in every page, that does not give its id
// away.
func (s *session) name() string {
	sum := servop.Sign([]byte(s.id), nil)
	return string(sum[:16])
}
