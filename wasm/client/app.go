package client

import "playerstate/wasm/servop"

// defaultServerURL is the vendor's public dispatcher.
const defaultServerURL = "https://api.braincloudservers.com"

const dispatcherPath = "/dispatcherv2"

// defaultTimeouts are the vendor's packet timeouts in milliseconds (setPacketTimeouts
// in C#).
var defaultTimeouts = []int{15_000, 20_000, 35_000, 50_000}

// app is the game that this client speaks for.
type app struct {
	id, quotedID, version string
	secret                []byte
}

// Initialize says which game this is. A session of another game is forgotten here,
// as this client can no longer speak for it. An empty serverURL leaves the
// server's URL as it is.
func (c *Client) Initialize(appID, secret, version, serverURL string) {
	if c.app != nil && (c.app.id != appID || string(c.app.secret) != secret) {
		c.current = nil
		c.quietHeartbeat()
	}
	c.app = &app{id: appID, quotedID: c.host.Quote(appID), version: version, secret: []byte(secret)}
	if serverURL != "" {
		c.SetServerURL(serverURL)
	}
}

// SetServerURL says where packets go from now on. The dispatcher's path may be
// left out.
func (c *Client) SetServerURL(url string) { c.url = dispatcherURL(url) }

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
func (c *Client) SetPacketTimeouts(ms []int) { c.timeouts = ms }

// IsInitialized says whether Initialize was called.
func (c *Client) IsInitialized() bool { return c.app != nil }

// initialized says whether a call can be made at all, and answers it where not.
func (c *Client) initialized(done Done) bool {
	if c.app == nil {
		c.answer(done, servop.Failure{
			Status: servop.StatusClient, ReasonCode: servop.ClientNotInitialized,
			Message: "the client was not initialised: call initialize(appId, secret, appVersion) first",
		})
	}
	return c.app != nil
}
