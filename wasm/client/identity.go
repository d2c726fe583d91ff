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
// that are sent from now on.
func (c *Client) StoreUnder(prefix string) { c.prefix = prefix }

// stored is the text under a key, "" for none: to forget is to write "" (every vendor
// client).
func (c *Client) stored(key string) string {
	text, _ := c.host.Load(c.prefix + key)
	return text
}

// knowsPlayer says whether both ids of the last login are stored. One without the other
// is none: the server refuses an anonymous player whom it knows without the profile's.
func (c *Client) knowsPlayer() bool {
	return c.stored(anonymousIDKey) != "" && c.stored(profileIDKey) != ""
}

// identity is who the player was the last time, or a new anonymous id, unless there is the
// one that was made for the same login.
func (c *Client) identity(made string) (anonymousID, profileID string) {
	if !c.knowsPlayer() && (made == "" || made != c.stored(anonymousIDKey)) {
		c.storePlayer(c.prefix, c.host.NewID(), "")
	}
	return c.stored(anonymousIDKey), c.stored(profileIDKey)
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

// forgetUser forgets the stored profile id.
func (c *Client) forgetUser() { c.host.Save(c.prefix+profileIDKey, "") }

// forgetPlayer forgets the profile id of a player who is no more.
func (c *Client) forgetPlayer(s *session) {
	key := s.prefix + profileIDKey
	if profileID, _ := c.host.Load(key); profileID == s.profileID {
		c.host.Save(key, "")
	}
}
