package servop

// Opened is what a 200 answer to AUTHENTICATE says of the session that it opened.
type Opened struct {
	SessionID, ProfileID string
	ExpirySeconds        float64 // playerSessionExpiry; 0 where the answer names none
	MaxBundle            int     // maxBundleMsgs; 0 where the answer names none
}

// ReadOpened reads the entry that answered AUTHENTICATE, and says whether it
// opens a session.
func ReadOpened(entry Value) (Opened, bool) {
	data := entry.Member("data")
	if data == nil {
		return Opened{}, false
	}
	o := Opened{
		SessionID: Text(data.Member("sessionId")),
		ProfileID: Text(data.Member("profileId")),
	}
	if v := data.Member("playerSessionExpiry"); v != nil {
		if n, ok := v.Number(); ok && n > 0 {
			o.ExpirySeconds = n
		}
	}
	if n, ok := Integer(data.Member("maxBundleMsgs")); ok && n > 0 {
		o.MaxBundle = n
	}
	return o, o.SessionID != ""
}
