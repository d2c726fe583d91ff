package client

// The names under which the vendor's JavaScript wrapper keeps who the player is,
// where the wrapper's own name is empty. A game that used it goes on with the
// same anonymous player.
const (
	anonymousIDKey = "anonymousId"
	profileIDKey   = "profileId"
)

// identity is who the player was the last time. An anonymous id is made once: it
// stays where its first login was never answered, as the server may know it by
// then. Only a player who was forgotten gets a new one.
func (c *Client) identity() (anonymousID, profileID string) {
	anonymousID, known := c.host.Load(anonymousIDKey)
	profileID, remembered := c.host.Load(profileIDKey)
	if !known || anonymousID == "" || !remembered {
		anonymousID, profileID = c.host.NewID(), ""
		c.host.Save(anonymousIDKey, anonymousID)
		c.host.Save(profileIDKey, profileID)
	}
	return anonymousID, profileID
}

// forgetUser forgets the stored profile id.
func (c *Client) forgetUser() { c.host.Remove(profileIDKey) }
