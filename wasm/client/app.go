package client

import "playerstate/wasm/servop"

// defaultServerURL is the vendor's public dispatcher.
const defaultServerURL = "https://api.braincloudservers.com"

// dispatcherPath ends every server's URL.
const dispatcherPath = "/dispatcherv2"

// defaultTimeouts are the vendor's packet timeouts in milliseconds (setPacketTimeouts
// in C#).
var defaultTimeouts = []int{15_000, 20_000, 35_000, 50_000}

// app is a game.
type app struct {
	id, quotedID, version string
	// quotedName is the id that the page has given it: a redirect changes the other one.
	quotedName string
	secret     []byte
}

// sameGame says whether two are one game.
func (a *app) sameGame(b *app) bool {
	return a.quotedName == b.quotedName && string(a.secret) == string(b.secret)
}

// newApp is the app of that id.
func (c *Client) newApp(id, secret, version string) *app {
	quoted := c.host.Quote(id)
	return &app{id: id, quotedID: quoted, quotedName: quoted, version: version, secret: []byte(secret)}
}

// Initialize says which game this is. A player of another game is logged out. An empty
// serverURL leaves the server's URL as it is.
func (c *Client) Initialize(appID, secret, version, serverURL string) {
	old := c.app
	c.url = c.ownURL
	c.app = c.newApp(appID, secret, version)
	if serverURL != "" {
		c.SetServerURL(serverURL)
	}
	switch {
	case old == nil:
		for s := c.current; s != nil; s = s.before {
			s.app, s.url = c.app, c.url
		}
		for _, s := range c.ended {
			s.app, s.url = c.app, c.url
		}
		c.endInBackground(append([]*session(nil), c.ended...)...)
		c.readRetained()
	case !old.sameGame(c.app):
		c.readRetained()
		replaced := c.replace(c.current)
		c.endInBackground(replaced...)
		for _, s := range c.ended {
			if s.end != nil && s.end.flight != nil {
				s.end.flight.keep() // a program that starts anew can't sign for that game
			}
		}
	}
	c.retain()
}

// SetServerURL says where the packets of sessions go that are opened from now on. The
// dispatcher's path may be left out.
func (c *Client) SetServerURL(url string) {
	c.url = dispatcherURL(url)
	c.ownURL = c.url
}

// dispatcherURL is the server's URL with the dispatcher's path, however it was
// given (every vendor client).
func dispatcherURL(url string) string {
	for {
		switch {
		case len(url) > 0 && url[len(url)-1] == '/':
			url = url[:len(url)-1]
		case len(url) >= len(dispatcherPath) && url[len(url)-len(dispatcherPath):] == dispatcherPath:
			url = url[:len(url)-len(dispatcherPath)]
		default:
			return url + dispatcherPath
		}
	}
}

// SetPacketTimeouts says how many milliseconds each attempt at sending a packet has.
// There are as many attempts as timeouts.
func (c *Client) SetPacketTimeouts(ms []int) {
	c.timeouts = ms
	c.prepare()
}

// AppID is the app's id, "" before [Client.Initialize].
func (c *Client) AppID() string {
	if c.app == nil {
		return ""
	}
	return c.app.id
}

// AppVersion is the game's version, "" before [Client.Initialize].
func (c *Client) AppVersion() string {
	if c.app == nil {
		return ""
	}
	return c.app.version
}

// IsInitialized says whether Initialize was called.
func (c *Client) IsInitialized() bool { return c.app != nil }

// initialized says whether a call can be made at all, and answers it if not.
func (c *Client) initialized(done Done) bool {
	if c.app == nil {
		c.answer(done, servop.Failure{
			Status: servop.StatusClient, ReasonCode: servop.ClientNotInitialized,
			Message: "the client was not initialised: call initialize(appId, secret, appVersion) first",
		})
	}
	return c.app != nil
}
