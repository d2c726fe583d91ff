package servop

import "playerstate/jsbridge/jsonvalue"

// Opened is what a 200 answer to AUTHENTICATE says of the session that it opened.
type Opened struct {
	SessionID, ProfileID string
	Expiry               int // playerSessionExpiry, but in milliseconds; 0 where the answer names none
	MaxBundle            int // maxBundleMsgs; 0 where the answer names none
}

// longestExpiry is ten years, in seconds: what is longer is no expiry.
const longestExpiry = 10 * 365 * 24 * 60 * 60

// ReadOpened reads the entry that answered AUTHENTICATE, and says whether it
// opens a session.
func ReadOpened(entry jsonvalue.Value) (Opened, bool) {
	data := entry.Member("data")
	if data == nil {
		return Opened{}, false
	}
	o := Opened{
		SessionID: data.Text("sessionId"),
		ProfileID: data.Text("profileId"),
	}
	if n, ok := data.Integer("playerSessionExpiry"); ok && n > 0 && n <= longestExpiry {
		o.Expiry = 1000 * n
	}
	if n, ok := data.Integer("maxBundleMsgs"); ok && n > 0 {
		o.MaxBundle = n
	}
	return o, o.SessionID != ""
}
