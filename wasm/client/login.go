package client

import "playerstate/wasm/servop"

// Login is who wants to log in, and how.
type Login struct {
	// Type is the vendor's authenticationType.
	Type string
	// ExternalID is the user id or email. An anonymous player's is the stored anonymousId.
	ExternalID string
	// Token is the password or another proof, a JSON text.
	Token string
	// ForceCreate: a player who is not known is created.
	ForceCreate bool
	// AuthName is the externalAuthName, "" for none.
	AuthName string
	// Extra is the extraJson, a JSON text, "" for none.
	Extra string
}

// Anonymous is the vendor's authenticationType of a player who is known by the browser
// alone.
const Anonymous = "Anonymous"

// Version is this client's, as it tells the server: the one of web/package.json, which
// the build hands to the linker.
var Version = "0.0.0" // set by the linker

// Login opens a session. The one that is open stays until the new one is.
func (c *Client) Login(l Login, done Done) {
	if c.initialized(done) {
		c.login(&l, "", done)
	}
}

// login opens a session, with AUTHENTICATE's data if it is not made here.
func (c *Client) login(l *Login, data string, done Done) {
	s := &session{app: c.app, url: c.url, before: c.current, order: c.order(), prefix: c.prefix}
	c.current = s
	c.enqueue(servop.Authenticate, s, data, done).login = l
	c.pump()
	c.hurry()
}

// opened takes a session over that a login has opened. If the player was logged out
// meanwhile, it is ended. The session that it replaces is ended, too.
func (c *Client) opened(s *session, o servop.Opened) {
	c.begin(s, o)
	before := s.before
	s.before = nil
	replaced := c.replace(before)
	if s.state == unwanted {
		c.move(s, ending)
		if s.end == nil {
			replaced = append(replaced, s)
		}
		c.endInBackground(replaced...)
		return
	}
	c.move(s, open)
	if c.visible() == s {
		c.beat()
	}
	c.remember(s)
	c.emitLogin(o.ProfileID)
	for _, notice := range s.heard {
		if s.state == open {
			c.obey(s, notice)
		}
	}
	s.heard = nil
	c.endInBackground(replaced...)
}

// loginFailed ends a session that never opened. A logout that was called meanwhile ends
// the session before it; every other call that was made in it has no session.
func (c *Client) loginFailed(s *session) {
	c.move(s, over)
	for before := s.before; before != nil; before = before.before {
		before.next = max(before.next, s.next) // counting goes on, as the vendor's client does
	}
	if s.end != nil && s.end.session == s {
		c.fallBack(s.end, s.before)
	}
}

// fallBack has a LOGOUT end the first session that it is to end, from s on. If that one
// has a LOGOUT of its own, its callers get that one's result.
func (c *Client) fallBack(end *op, s *session) {
	for ; s != nil; s = s.before {
		switch {
		case s.state == unwanted, s.state == ending && s.end == end:
			end.session = s
			return
		case s.state == ending && s.end != nil:
			c.unqueue(end)
			s.end.callers = append(s.end.callers, end.callers...)
			if c.logout == end {
				c.logout = s.end
			}
			return
		}
	}
}

// replace logs the player out of the sessions from s on, and of the one that the page before
// this one has left, as another one takes their place, and returns those that are to be
// ended in the background.
func (c *Client) replace(s *session) (replaced []*session) {
	if e := c.takeEarlier(); e != nil {
		c.move(e, ending)
		c.tell(c.noticeOfReplaced(e))
		replaced = append(replaced, e)
	}
	for ; s != nil; s = s.before {
		switch s.state {
		case pending:
			c.move(s, unwanted)
		case open:
			c.move(s, ending)
			c.emitLogout(s.profileID, false)
			c.tell(c.noticeOfReplaced(s))
			replaced = append(replaced, s)
		case ending:
			if s.end != nil && s.end.session != s {
				s.end = nil
				replaced = append(replaced, s)
			}
		}
	}
	return replaced
}

// loginData is AUTHENTICATE's data, in the JavaScript client's order.
func (c *Client) loginData(l Login, s *session) string {
	anonymousID, profileID := c.identity(s.prefix, s.anonymousID)
	s.kind, s.anonymousID = l.Type, anonymousID
	if l.Type == Anonymous {
		l.ExternalID = anonymousID
	} else {
		profileID = "" // the profile that the user id belongs to
	}
	a, q := s.app, c.host.Quote
	zone, language, country := c.host.Locale()
	if c.language != "" {
		language = c.language
	}
	if c.country != "" {
		country = c.country
	}
	create := "false"
	if l.ForceCreate {
		create = "true"
	}
	data := `{"gameId":` + a.quotedID +
		`,"externalId":` + q(l.ExternalID) +
		`,"releasePlatform":"WEB","gameVersion":` + q(a.version) +
		`,"clientLibVersion":"` + Version +
		`","authenticationToken":` + l.Token +
		`,"authenticationType":` + q(l.Type) +
		`,"forceCreate":` + create +
		`,"compressResponses":false,"anonymousId":` + q(anonymousID) +
		`,"profileId":` + q(profileID) +
		`,"timeZoneOffset":` + zone
	if language != "" {
		data += `,"languageCode":` + language
	}
	if country != "" {
		data += `,"countryCode":` + country
	}
	data += `,"clientLib":"js"`
	if l.AuthName != "" {
		data += `,"externalAuthName":` + q(l.AuthName)
	}
	if l.Extra != "" {
		data += `,"extraJson":` + l.Extra
	}
	return data + "}"
}
