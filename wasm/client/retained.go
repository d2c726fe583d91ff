package client

import (
	"playerstate/jsbridge/jsonvalue"
	"playerstate/wasm/servop"
)

// retain keeps the sessions of this game that are not over outside the program, which may
// die, as the page may be loaded anew: a list of
// {"state","app","appId","url","id","profileId","kind","expiry","next"}. While the page before
// this one has left a session that nobody has taken up, its list stays.
func (c *Client) retain() {
	c.prepare()
	if c.earlier != "" {
		return
	}
	if text := c.retainedText(c.visible()); text != c.retained {
		c.retained = text
		c.host.Retain(text)
	}
}

// retainedText is that list, with the session that the page sees.
func (c *Client) retainedText(visible *session) string {
	text := ""
	add := func(s *session) {
		if s == nil || s.id == "" || s.app == nil || !s.app.sameGame(c.app) {
			return
		}
		if text != "" {
			text += ","
		}
		text += `{"state":"` + s.state.String() + `","app":` + s.app.quotedName + `,"appId":` + s.app.quotedID + `,"url":` + c.host.Quote(s.url) +
			`,"id":` + s.quotedID + `,"profileId":` + c.host.Quote(s.profileID) + `,"kind":` + c.host.Quote(s.kind) +
			`,"expiry":` + servop.Decimal(s.expiry) + `,"next":` + servop.Decimal(s.next) + `}`
	}
	add(visible)
	for _, s := range c.ended {
		add(s)
	}
	return "[" + text + "]"
}

// retainedSessions hands over each session of this game in a list of retain's, and the
// state that it had.
func (c *Client) retainedSessions(text string, each func(s *session, state string)) {
	list := c.host.Parse(text)
	if list == nil || c.app == nil {
		return
	}
	for i := range list.Items() {
		v := list.Item(i)
		if c.host.Quote(jsonvalue.Text(v.Member("app"))) != c.app.quotedName {
			continue
		}
		a := *c.app
		a.id = jsonvalue.Text(v.Member("appId"))
		a.quotedID = c.host.Quote(a.id)
		s := &session{
			app: &a, url: jsonvalue.Text(v.Member("url")), order: c.order(),
			kind: jsonvalue.Text(v.Member("kind")), prefix: c.prefix,
		}
		s.next, _ = jsonvalue.Integer(v.Member("next"))
		expiry, _ := jsonvalue.Integer(v.Member("expiry"))
		c.begin(s, servop.Opened{
			SessionID: jsonvalue.Text(v.Member("id")), ProfileID: jsonvalue.Text(v.Member("profileId")), Expiry: expiry,
		})
		each(s, jsonvalue.Text(v.Member("state")))
		c.next = max(c.next, s.next)
	}
}

// Resume takes up the sessions that the program before this one has left when it died.
// It is called when the page's settings were made again. The page is told nothing: the
// player was logged in all the time.
func (c *Client) Resume() {
	text := c.earlier
	c.earlier = ""
	c.retainedSessions(text, func(s *session, state string) {
		if state == open.String() {
			s.state = open
			c.current = s
			c.beat()
		} else {
			c.move(s, ending)
			c.endInBackground(s)
		}
	})
	c.retain()
}

// takeEarlier takes up the session of the page that was here before this one, nil if it
// had none of this game that was open. Another game's stays for a page of that game.
func (c *Client) takeEarlier() (earlier *session) {
	if c.earlier == "" {
		return nil
	}
	c.retainedSessions(c.earlier, func(s *session, state string) {
		c.retained = "" // the text is this page's from now on, also if it stays the same
		if state == open.String() {
			s.state = open
			earlier = s
		}
	})
	return earlier
}

// takeUpEarlier has the session of the page before this one be the one before all others.
func (c *Client) takeUpEarlier() {
	link := &c.current
	for *link != nil {
		link = &(*link).before
	}
	*link = c.takeEarlier()
}

// RestoreSession goes on with the session of the page that was here before this one, and
// reads the player's state in it: so the server says whether it is still there.
func (c *Client) RestoreSession(done Done) {
	if c.current == nil {
		if s := c.takeEarlier(); s != nil {
			c.current = s
			c.beat()
			c.emitLogin(s.profileID)
			c.retain()
		}
	}
	c.Send(servop.ReadState.Service, servop.ReadState.Name, "", done)
}
