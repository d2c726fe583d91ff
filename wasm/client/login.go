package client

import "playerstate/wasm/servop"

// Login is who wants to log in, and how.
type Login struct {
	// Type is the vendor's authenticationType.
	Type string
	// ExternalID and Token are the user id or email and the password. Both are empty
	// for an anonymous player, whose id is the stored anonymousId.
	ExternalID, Token string
	// ForceCreate: a player who is not known is created.
	ForceCreate bool
}

// The vendor's authentication types.
const (
	Anonymous = "Anonymous"
	Universal = "Universal"
	Email     = "Email"
)

// Version is this client's, as it tells the server: the one of web/package.json, which
// the build hands to the linker.
var Version = "0.0.0" // set by the linker

// Login opens a session. The one that is open stays until the new one is.
func (c *Client) Login(l Login, done Done) {
	if !c.initialized(done) {
		return
	}
	data := c.loginData(l)
	c.login(data, l.Type == Anonymous, done)
}

func (c *Client) login(data string, anonymous bool, done Done) {
	c.current = &session{app: c.app, packets: c.packets, before: c.current, anonymous: anonymous}
	c.enqueue(servop.Authenticate, data, done)
	c.pump()
	if f := c.flight; f != nil && f.retried() {
		// The player does not wait for a logout that the network keeps from arriving.
		c.host.Soon(func() {
			if c.flight == f && f.retried() && c.loginWaits() {
				f.giveUp("the logout is not confirmed yet: a login was called while it was tried again, and it is finished later")
			}
		})
	}
}

// retried says whether this is a logout that is being tried again.
func (f *flight) retried() bool { return f.ends && f.attempt > 0 }

// loginWaits says whether a login waits for the packet in flight.
func (c *Client) loginWaits() bool {
	for _, o := range c.queue {
		if o.Opens {
			return true
		}
	}
	return false
}

// opened takes a session over that a login has opened. Where the player was logged
// out meanwhile, it is open only for the logout that waits for it.
func (c *Client) opened(s *session, o servop.Opened) {
	c.begin(s, o)
	if c.visible() != s {
		return
	}
	if s.anonymous {
		c.host.Save(profileIDKey, o.ProfileID)
	}
	c.emitLogin(o.ProfileID)
}

// loginData is AUTHENTICATE's data, in the JavaScript client's order.
func (c *Client) loginData(l Login) string {
	anonymousID, profileID := c.identity()
	if l.Type == Anonymous {
		l.ExternalID = anonymousID
	} else {
		profileID = "" // the profile that the user id belongs to
	}
	q := c.host.Quote
	zone, language, country := c.host.Locale()
	create := "false"
	if l.ForceCreate {
		create = "true"
	}
	data := `{"gameId":` + c.app.quotedID +
		`,"externalId":` + q(l.ExternalID) +
		`,"releasePlatform":"WEB","gameVersion":` + q(c.app.version) +
		`,"clientLibVersion":"` + Version +
		`","authenticationToken":` + q(l.Token) +
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
	return data + `,"clientLib":"js"}`
}
