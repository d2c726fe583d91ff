package client

import "playerstate/wasm/servop"

// The keys under which the vendor's JavaScript wrapper keeps who the player is, behind
// the prefix of [Client.StoreUnder]. A game that used it goes on with the same player.
const (
	anonymousIDKey        = "anonymousId"
	profileIDKey          = "profileId"
	sessionIDKey          = "sessionId"
	authenticationTypeKey = "authenticationType"
	// lastPacketIDKey is the next packet's, in spite of its name (the vendor's client).
	lastPacketIDKey = "lastPacketId"
)

// Stored is a text of the player's that a page can read, write and forget by methods:
// getStoredX, setStoredX and resetStoredX.
type Stored struct {
	// Name is X.
	Name string
	// Key is what it is stored under, behind the prefix.
	Key string
}

// StoredTexts are those texts. The build makes the page's functions of these rows, as they
// are there before the program is; the program does not link the table.
var StoredTexts = []Stored{
	{"AnonymousId", anonymousIDKey},
	{"ProfileId", profileIDKey},
	{"SessionId", sessionIDKey},
	{"AuthenticationType", authenticationTypeKey},
}

// StoreUnder says what the keys of the player's ids begin with: the wrapper's name and a
// dot, or what else the page's script takes for an app of its own. It holds for the logins
// that are called from now on.
func (c *Client) StoreUnder(prefix string) { c.prefix, c.named = prefix, true }

// player is who the player was the last time: both ids, or "" for each. One without the other
// is none: the server refuses an anonymous player whom it knows without the profile's.
func (c *Client) player(prefix string) (anonymousID, profileID string) {
	anonymousID, _ = c.host.Load(prefix + anonymousIDKey)
	profileID, _ = c.host.Load(prefix + profileIDKey)
	if anonymousID == "" || profileID == "" { // to forget is to write "" (every vendor client)
		return "", ""
	}
	return anonymousID, profileID
}

// identity is who the player was the last time, or the anonymous id that was made for the
// same login, or a new one.
func (c *Client) identity(prefix, made string) (anonymousID, profileID string) {
	anonymousID, profileID = c.player(prefix)
	if anonymousID == "" {
		anonymousID = made
	}
	if anonymousID == "" {
		anonymousID = c.host.NewID()
		c.storePlayer(prefix, anonymousID, "")
	}
	return anonymousID, profileID
}

// storePlayer stores the two ids, which belong together.
func (c *Client) storePlayer(prefix, anonymousID, profileID string) {
	c.host.Save(prefix+anonymousIDKey, anonymousID)
	c.host.Save(prefix+profileIDKey, profileID)
}

// remember stores who has logged in, as the vendor's wrapper does. Both ids are those of
// one login, whatever another page has stored meanwhile.
func (c *Client) remember(s *session) {
	if s.kind == "" {
		return
	}
	c.storePlayer(s.prefix, s.anonymousID, s.profileID)
	c.host.Save(s.prefix+sessionIDKey, s.id)
	c.host.Save(s.prefix+authenticationTypeKey, s.kind)
	c.rememberNumber(s)
}

// rememberNumber stores the number of the next packet.
func (c *Client) rememberNumber(s *session) {
	if s.kind != "" && s.state == open {
		c.host.Save(s.prefix+lastPacketIDKey, servop.Decimal(s.next))
	}
}

// forgetUser forgets the stored profile id, if the page has said under which name.
func (c *Client) forgetUser() {
	if c.named {
		c.host.Save(c.prefix+profileIDKey, "")
	}
}

// forgetPlayer forgets the profile id of a player who is no more.
func (c *Client) forgetPlayer(s *session) {
	key := s.prefix + profileIDKey
	if profileID, _ := c.host.Load(key); profileID == s.profileID {
		c.host.Save(key, "")
	}
}
