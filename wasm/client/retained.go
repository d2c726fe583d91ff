package client

import (
	"playerstate/jsbridge/jsonvalue"
	"playerstate/wasm/servop"
)

// retain keeps the sessions of this game that are not over outside the program, which may
// die: a list of {"state","appId","url","id","profileId","expiry","next"}.
func (c *Client) retain() {
	text := ""
	add := func(s *session) {
		if s == nil || s.id == "" || s.app == nil || !s.app.sameGame(c.app) {
			return
		}
		if text != "" {
			text += ","
		}
		text += `{"state":"` + s.state.String() + `","appId":` + s.app.quotedID + `,"url":` + c.host.Quote(s.url) +
			`,"id":` + s.quotedID + `,"profileId":` + c.host.Quote(s.profileID) +
			`,"expiry":` + servop.Decimal(s.expiry) + `,"next":` + servop.Decimal(s.next) + `}`
	}
	add(c.visible())
	for _, s := range c.ended {
		add(s)
	}
	text = "[" + text + "]"
	if text != c.retained {
		c.retained = text
		c.host.Retain(text)
	}
}

// Resume takes up the sessions that the program before this one has left when it died.
// It is called when the page's settings were made again. The page is told nothing: the
// player was logged in all the time.
func (c *Client) Resume() {
	text := c.host.Retained()
	list := c.host.Parse(text)
	if list == nil || c.app == nil {
		return
	}
	c.retained = text
	for i := range list.Items() {
		v := list.Item(i)
		if jsonvalue.Text(v.Member("appId")) != c.app.id {
			continue
		}
		s := &session{app: c.app, url: jsonvalue.Text(v.Member("url")), order: c.order()}
		s.next, _ = jsonvalue.Integer(v.Member("next"))
		expiry, _ := jsonvalue.Integer(v.Member("expiry"))
		c.begin(s, servop.Opened{
			SessionID: jsonvalue.Text(v.Member("id")), ProfileID: jsonvalue.Text(v.Member("profileId")), Expiry: expiry,
		})
		if jsonvalue.Text(v.Member("state")) == open.String() {
			s.state = open
			c.current = s
			c.beat()
		} else {
			c.move(s, ending)
			c.endInBackground(s)
		}
		c.next = max(c.next, s.next)
	}
	c.retain()
}
