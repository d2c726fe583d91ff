package client

import (
	"playerstate/jsbridge/jsonvalue"
	"playerstate/wasm/servop"
)

// retain keeps the sessions of this game that are not over outside the program, which may
// die, as the page may be loaded anew: a list of {"state","app","appId","url","id",
// "profileId","kind","maxBundle","expiry","next"}.
func (c *Client) retain() {
	c.prepare()
	if text := c.retainedText(c.visible()); text != c.retained {
		c.retained = text
		c.host.Retain(text)
	}
}

// retainedText is that list, with the session that the page sees.
func (c *Client) retainedText(visible *session) string {
	text := ""
	add := func(s *session, state string) {
		if s == nil || s.id == "" || s.app == nil || !s.app.sameGame(c.app) {
			return
		}
		if text != "" {
			text += ","
		}
		text += `{"state":"` + state + `","app":` + s.app.quotedName + `,"appId":` + s.app.quotedID + `,"url":` + c.host.Quote(s.url) +
			`,"id":` + s.quotedID + `,"profileId":` + c.host.Quote(s.profileID) + `,"kind":` + c.host.Quote(s.kind) +
			`,"maxBundle":` + servop.Decimal(s.maxBundle) + `,"expiry":` + servop.Decimal(s.expiry) + `,"next":` + servop.Decimal(s.next) + `}`
	}
	add(visible, open.String())
	add(c.earlier, left)
	for _, s := range c.ended {
		add(s, s.state.String())
	}
	return "[" + text + "]"
}

// left is the state, in that list, of a session that the page before this one has left, and
// that nobody has taken up.
const left = "left"

// readRetained reads what was retained of this game: an open session is the earlier one from
// then on, and any other is ended.
func (c *Client) readRetained() {
	c.earlier, c.resumed = nil, false
	// A browser takes a millisecond to say that "" is no JSON.
	if text := c.host.Retained(); text != "" {
		c.retained = text
		if list := c.host.Parse(text); list != nil {
			c.readSessions(list)
		}
	}
}

// readSessions reads that list.
func (c *Client) readSessions(list jsonvalue.Value) {
	var unended []*session
	for i := range list.Items() {
		v := list.Item(i)
		o := servop.Opened{SessionID: v.Text("id"), ProfileID: v.Text("profileId")}
		url := v.Text("url")
		a := *c.app
		a.id = v.Text("appId")
		a.quotedID = c.host.Quote(a.id)
		if c.host.Quote(v.Text("app")) != a.quotedName || a.id == "" || o.SessionID == "" || !isHTTP(url) {
			continue // anything may be there
		}
		if w := c.leftWith; w != nil && w.id == o.SessionID && w.left() {
			continue // it has ended here
		}
		o.Expiry, _ = v.Integer("expiry")
		o.MaxBundle, _ = v.Integer("maxBundle")
		s := &session{app: &a, url: url, order: c.order(), kind: v.Text("kind"), prefix: c.prefix}
		s.next, _ = v.Integer("next")
		c.begin(s, o)
		c.next = max(c.next, s.next)
		switch state := v.Text("state"); {
		case state == open.String() || state == left:
			c.move(s, open)
			c.earlier, c.resumed = s, state != left
		default:
			key := recordPrefix + s.name()
			switch _, found := c.host.Load(key); {
			case found: // it is delivered as it is: calls may go along with it
				c.next = max(c.next, s.next+1)
			case !c.outbox.has(key): // or else it is delivered already
				c.move(s, ending)
				unended = append(unended, s)
			}
		}
	}
	c.endInBackground(unended...)
	for _, s := range unended {
		c.next = max(c.next, s.next)
	}
}

// Resume goes on with the session that the program before this one had when it died. It is
// called when the page's settings were made again. The page is told nothing: the player was
// logged in all the time.
func (c *Client) Resume() {
	if c.earlier != nil && c.resumed {
		c.takeUpEarlier() // the page's own fetch may have logged in by now
		c.beat()
		c.retain()
	}
}

// takeEarlier is the session that the page before this one has left, nil if there is none. It
// is the caller's from then on.
func (c *Client) takeEarlier() *session {
	s := c.earlier
	c.earlier = nil
	return s
}

// takeUpEarlier has the session that the page before this one has left be the one before all
// others.
func (c *Client) takeUpEarlier() {
	link := &c.current
	for *link != nil {
		link = &(*link).before
	}
	*link = c.takeEarlier()
}

// RestoreSession goes on with the session that the page before this one has left, and reads
// the player's state in it: so the server says whether it is still there.
func (c *Client) RestoreSession(done Done) {
	if c.current == nil && c.earlier != nil {
		c.current = c.takeEarlier()
		c.beat()
		c.emitLogin(c.current.profileID)
		c.retain()
	}
	c.Send(servop.ReadState.Service, servop.ReadState.Name, "", done)
}

// Returned tells that the page has come back from the back/forward cache. Another page of the
// tab may have taken its session up meanwhile, and have sent packets in it or ended it; or have
// left one of its own, which a logout ends from now on; if one was opened here since, it is ended
// at once. A heartbeat asks the server, too: in Firefox a page that comes back reads the
// sessionStorage that it left, and the notices of meanwhile have not reached it; elsewhere the
// other page's text may be late. A logout that the other page has left is delivered.
func (c *Client) Returned() {
	c.away = false
	defer c.Adopt()
	s := c.visible()
	if c.app == nil || s != nil && s.foreign {
		return
	}
	list := c.host.Parse(c.host.Retained())
	for i := 0; s != nil && list != nil && i < list.Items(); i++ {
		v := list.Item(i)
		if v.Text("id") == s.id && v.Text("state") != ending.String() {
			next, _ := v.Integer("next")
			s.next = max(s.next, next)
			c.next = max(c.next, s.next)
			c.retained = "" // it is this page's again
			c.retain()
			c.sendHeartbeat()
			return
		}
	}
	if s != nil && s == c.leftWith { // or else it was opened since
		c.move(s, over)
		c.emitLogout(s.profileID, true)
	}
	c.readRetained()
	if c.visible() != nil {
		c.endInBackground(c.replace(nil)...) // as its login would have
	}
	c.retain()
}
