package client

import "playerstate/wasm/servop"

const (
	// takeOverAfter is how long after a notice a page looks for logouts that its sender
	// has left, in milliseconds. If the sender is still there, it holds their locks.
	takeOverAfter = 1_000
	// orderKey is the key of the latest login's order.
	orderKey = "playerState.order"
	// noticePrefix begins a notice.
	noticePrefix = "logout "
)

// order is the order of a login that is called now: its number among those of the origin's
// pages, in the order of their calls. They share it by storage, as a clock may be set.
func (c *Client) order() int {
	n := c.nextOrder()
	c.host.Save(orderKey, servop.Decimal(n))
	return n
}

// nextOrder is the order of the login that is called next. A logout has it, too, and stores
// nothing: it comes after all logins so far, and after none that is called later.
func (c *Client) nextOrder() int {
	text, _ := c.host.Load(orderKey)
	return max(number(text), 0) + 1
}

// notice tells of a logout: the app, whose session it was, the session's name, and the
// order.
func (c *Client) notice(s *session) string { return c.noticeOf(s, s.profileID) }

// noticeOfReplaced tells of a session that another one has replaced here: its player is
// logged out of this one alone.
func (c *Client) noticeOfReplaced(s *session) string { return c.noticeOf(s, "") }

// noticeOf is a notice of a session's end.
func (c *Client) noticeOf(s *session, profileID string) string {
	return c.noticeBefore(s, profileID) + servop.Decimal(c.nextOrder())
}

// noticeBefore is such a notice up to its order.
func (c *Client) noticeBefore(s *session, profileID string) string {
	appID := `""`
	if s.app != nil {
		appID = s.app.quotedID
	}
	return noticePrefix + appID + " " + c.host.Quote(profileID) + " " + s.name() + " "
}

// tell tells the origin's other pages a notice, a little later.
func (c *Client) tell(notice string) {
	c.notices = append(c.notices, notice)
	c.settleLater()
}

// tellOthers tells the origin's other pages the notices that they have not been told yet.
func (c *Client) tellOthers() {
	notices := c.notices
	c.notices = nil
	for _, notice := range notices {
		c.host.Broadcast(notice)
	}
}

// Heard takes what another page of the origin has broadcast. A player who has logged
// out there is logged out here, too, unless the login here was called later: the other
// page may have been asleep. It may come from anybody on the origin: a text that is no
// such notice is ignored.
func (c *Client) Heard(text string) {
	if !hasPrefix(text, noticePrefix) {
		return
	}
	if !c.takingOver {
		c.takingOver = true
		c.host.After(takeOverAfter, func() {
			c.takingOver = false
			c.Adopt()
		})
	}
	for s := c.current; s != nil; s = s.before {
		switch s.state {
		case pending:
			// It may turn out to be that player's.
			s.heard = append(s.heard, text)
		case open:
			c.obey(s, text)
		}
	}
	if s := c.seen; s != nil {
		if itself, player := c.concerns(s, text); itself || player {
			c.emitForeignLogout(s.id, text)
		}
	}
	c.retain()
}

// obey ends an open session if another page's notice says so.
func (c *Client) obey(s *session, text string) {
	switch itself, player := c.concerns(s, text); {
	case itself:
		c.move(s, over) // its end is on its way
		c.emitLogout(s.profileID, true)
	case player:
		s.end = c.enqueue(servop.Logout, s, "", nil)
		c.move(s, ending)
		if c.current == nil {
			c.logout = s.end
		}
		c.emitLogout(s.profileID, true)
		c.pump()
		c.foresee(s)
	}
}

// concerns says whether a notice is of a session itself, or else of its player, and the
// session's login was called before it.
func (c *Client) concerns(s *session, text string) (itself, player bool) {
	if s.app == nil || !hasPrefix(text, noticePrefix+s.app.quotedID+" ") {
		return false, false
	}
	notice := text[len(noticePrefix+s.app.quotedID+" "):]
	end := len(notice)
	for end > 0 && notice[end-1] != ' ' {
		end--
	}
	order := number(notice[end:])
	itself = order >= 0 && hasSuffix(notice[:end], " "+s.name()+" ")
	return itself, s.profileID != "" && hasPrefix(notice, c.host.Quote(s.profileID)+" ") && order > s.order
}

// number is the number that decimal digits are, -1 if there is anything else.
func number(digits string) (n int) {
	for i := range len(digits) {
		if digits[i] < '0' || digits[i] > '9' || n > 1<<50 {
			return -1
		}
		n = 10*n + int(digits[i]-'0')
	}
	return n
}
