package dispatcher

import (
	"encoding/json"
	"time"
)

// kindAnonymous and the constants after it are values of authenticationType.
const (
	kindAnonymous = "Anonymous"
	kindUniversal = "Universal"
	kindEmail     = "Email"
)

// tokenRule says what a kind of login has for a token.
type tokenRule int

// noToken, anyToken and password are the rules. A login with noToken may have one all the
// same.
const (
	noToken  tokenRule = iota
	anyToken           // another server's, which this one cannot check
	password           // registered with the identity
)

// kinds are the values of authenticationType that the dispatcher accepts. Beside the
// token it treats all but the Anonymous alike.
var kinds = map[string]tokenRule{
	kindAnonymous:     noToken,
	kindUniversal:     password,
	kindEmail:         password,
	"External":        anyToken,
	"Facebook":        anyToken,
	"FacebookLimited": anyToken,
	"Google":          anyToken,
	"GoogleOpenId":    anyToken,
	"Apple":           anyToken,
	"GameCenter":      noToken,
	"Steam":           anyToken,
	"Twitter":         anyToken,
	"Parse":           anyToken,
	"Ultra":           anyToken,
	"Blockchain":      anyToken,
	"Handoff":         anyToken,
	"SettopHandoff":   noToken,
}

// login is the part of an AUTHENTICATE's data that decides about the login.
type login struct {
	kind, externalID, token, profileID string
	anonymousID                        string // the device's; may be empty
	forceCreate                        bool
}

// loginAnswer is the data of a successful AUTHENTICATE's answer: the members that
// clients need, and some others that the vendor's documentation shows.
type loginAnswer struct {
	ProfileID           string         `json:"profileId"`
	SessionID           string         `json:"sessionId"`
	NewUser             string         `json:"newUser"`             // "true" or "false", a string
	PlayerSessionExpiry float64        `json:"playerSessionExpiry"` // s
	MaxBundleMsgs       int            `json:"maxBundleMsgs"`
	MaxKillCount        int            `json:"maxKillCount"`
	CompressIfLarger    int            `json:"compressIfLarger"` // bytes
	ServerTime          int64          `json:"server_time"`      // ms since 1970
	CreatedAt           int64          `json:"createdAt"`        // ms since 1970
	LoginCount          int            `json:"loginCount"`
	PlayerName          string         `json:"playerName"`
	EmailAddress        *string        `json:"emailAddress"`
	EmailVerified       bool           `json:"emailVerified"`
	CountryCode         *string        `json:"countryCode"`
	LanguageCode        *string        `json:"languageCode"`
	IsTester            bool           `json:"isTester"`
	Statistics          map[string]int `json:"statistics"`
}

// authenticate logs a player in. Every call opens a new session, that for a retry
// too: the answer to an AUTHENTICATE cannot be replayed, because the packet names
// no session under which it could be kept.
func (d *Dispatcher) authenticate(p packet) answer {
	l, wrong := readLogin(p.messages[0].data, d.config.AppID)
	if wrong != nil {
		return refuse(p, wrong)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.config.Now()
	profile, isNew, refusal := d.players.logIn(l, now)
	if refusal != nil {
		return refuse(p, refusal)
	}
	s := d.sessions.open(profile, p.number, now)
	known := d.players.profiles[profile]
	known.logins++
	newUser := "false"
	if isNew {
		newUser = "true"
	}
	return answer{number: p.number, entries: []entry{success(loginAnswer{
		ProfileID:           profile,
		SessionID:           s.id,
		NewUser:             newUser,
		PlayerSessionExpiry: d.config.SessionExpiry.Seconds(),
		MaxBundleMsgs:       d.config.MaxBundle,
		MaxKillCount:        11,
		CompressIfLarger:    51_200,
		ServerTime:          now.UnixMilli(),
		CreatedAt:           known.created.UnixMilli(),
		LoginCount:          known.logins,
		PlayerName:          known.state.name,
		EmailAddress:        orNull(known.state.email),
		LanguageCode:        orNull(known.state.language),
		Statistics:          map[string]int{},
	})}}
}

// logIn returns the profile id for a login and whether the profile is new, or the
// entry that refuses the login. It connects the device to the profile.
func (st *playerStore) logIn(l login, now time.Time) (profile string, isNew bool, refusal entry) {
	profile, isNew, refusal = st.find(l, now)
	if refusal == nil && l.anonymousID != "" {
		st.devices[l.anonymousID] = profile
	}
	return profile, isNew, refusal
}

// find returns the profile id for a login, which is made if it may be, or the entry that
// refuses the login. Its reason code is the one that the vendor's public list has for the
// case.
func (st *playerStore) find(l login, now time.Time) (profile string, isNew bool, refusal entry) {
	key := keyOf(l.kind, l.externalID)
	found, exists := st.identities[key]
	connected := ""
	if l.kind == kindAnonymous {
		connected = st.devices[l.externalID]
	}
	switch {
	case connected != "" && connected == l.profileID:
		// The vendor's clients come back so after a login by name, too. What the server
		// needs for it is inferred.
		return connected, false, nil
	case exists && l.kind == kindAnonymous && l.profileID == "":
		// Knowing a device's id must not give access to its player. The code is inferred.
		return "", false, accepted(switchingProfiles, "An anonymous login to an existing profile needs its id")
	case exists && !found.accepts(l.token):
		return "", false, forbidden(wrongToken, "Token does not match user")
	case exists && l.profileID != "" && l.profileID != found.profile:
		// A client that wants to switch profiles sends no profile id.
		return "", false, accepted(switchingProfiles, "The identity belongs to another profile")
	case exists:
		return found.profile, false, nil
	case l.profileID != "" && connected != "":
		return "", false, accepted(switchingProfiles, "The device is connected to another profile")
	case l.profileID != "":
		// Also with forceCreate: naming a profile must not give access to it.
		return "", false, accepted(missingIdentity, "No such identity for the profile")
	case !l.forceCreate:
		return "", false, accepted(missingProfile, "No such profile, and none may be created")
	}
	return st.create(key, l.token, now), true, nil
}

// readLogin reads an AUTHENTICATE's data, or returns the entry that refuses it.
func readLogin(data json.RawMessage, appID string) (login, entry) {
	members, err := object(data)
	if err != nil {
		return login{}, badRequest(missingParameter, "AUTHENTICATE needs data")
	}
	var l login
	var gameID string
	for _, f := range []struct {
		name string
		into *string
		need bool
	}{
		{"gameId", &gameID, true},
		{"authenticationType", &l.kind, true},
		{"externalId", &l.externalID, true},
		{"authenticationToken", &l.token, false},
		{"anonymousId", &l.anonymousID, false},
		{"profileId", &l.profileID, false},
	} {
		if !given(members[f.name]) {
			if f.need {
				return login{}, missing(f.name)
			}
			continue
		}
		if *f.into, err = text(members, f.name); err != nil {
			return login{}, wrongType(f.name)
		}
	}
	if raw := members["forceCreate"]; given(raw) {
		if err := json.Unmarshal(raw, &l.forceCreate); err != nil {
			return login{}, wrongType("forceCreate")
		}
	}
	rule, known := kinds[l.kind]
	switch {
	case gameID != appID:
		return login{}, forbidden(invalidAppID, "Unknown game id")
	case !known:
		return login{}, badRequest(invalidAuthType, "Unknown authentication type")
	case l.externalID == "":
		return login{}, missing("externalId")
	case rule != noToken && l.token == "":
		return login{}, missing("authenticationToken")
	}
	return l, nil
}
