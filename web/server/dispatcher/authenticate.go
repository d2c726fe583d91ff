package dispatcher

import (
	"encoding/json"
	"fmt"
	"time"
)

// kindAnonymous, kindUniversal and kindEmail are the values of authenticationType
// that the dispatcher accepts.
const (
	kindAnonymous = "Anonymous"
	kindUniversal = "Universal"
	kindEmail     = "Email"
)

// login is the part of an AUTHENTICATE's data that decides about the login.
type login struct {
	kind, externalID, token, profileID string
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
	ServerTime          int64          `json:"server_time"` // ms since 1970
	CreatedAt           int64          `json:"createdAt"`   // ms since 1970
	LoginCount          int            `json:"loginCount"`
	PlayerName          string         `json:"playerName"`
	EmailAddress        *string        `json:"emailAddress"`
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
		MaxKillCount:        3,
		ServerTime:          now.UnixMilli(),
		CreatedAt:           known.created.UnixMilli(),
		LoginCount:          known.logins,
		Statistics:          map[string]int{},
	})}}
}

// logIn returns the profile id for a login and whether the profile is new, or the
// entry that refuses the login. Its reason code is the one that the vendor's
// public list has for the case.
func (st *playerStore) logIn(l login, now time.Time) (string, bool, entry) {
	key := keyOf(l.kind, l.externalID)
	found, exists := st.identities[key]
	switch {
	case exists && !found.accepts(l.token):
		return "", false, forbidden(wrongToken, "Token does not match user")
	case exists && l.profileID != "" && l.profileID != found.profile:
		// A client that wants to switch profiles sends no profile id.
		return "", false, forbidden(switchingProfiles, "The identity belongs to another profile")
	case exists:
		return found.profile, false, nil
	case l.profileID != "":
		// Also with forceCreate: naming a profile must not give access to it.
		return "", false, forbidden(missingIdentity, "No such identity for the profile")
	case !l.forceCreate:
		return "", false, forbidden(missingProfile, "No such profile, and none may be created")
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
		{"authenticationToken", &l.token, true},
		{"profileId", &l.profileID, false},
	} {
		if !given(members[f.name]) {
			if f.need {
				return login{}, badRequest(missingParameter, fmt.Sprintf("The required parameter '%s' was null or missing", f.name))
			}
			continue
		}
		if *f.into, err = text(members, f.name); err != nil {
			return login{}, badRequest(invalidParameterType, fmt.Sprintf("The data type of parameter '%s' is incorrect", f.name))
		}
	}
	if raw := members["forceCreate"]; given(raw) {
		if err := json.Unmarshal(raw, &l.forceCreate); err != nil {
			return login{}, badRequest(invalidParameterType, "The data type of parameter 'forceCreate' is incorrect")
		}
	}
	switch {
	case gameID != appID:
		return login{}, forbidden(invalidAppID, "Unknown game id")
	case l.kind != kindAnonymous && l.kind != kindUniversal && l.kind != kindEmail:
		return login{}, badRequest(invalidAuthType, "Unknown authentication type")
	case l.externalID == "":
		return login{}, badRequest(missingParameter, "The required parameter 'externalId' was empty")
	case l.kind != kindAnonymous && l.token == "":
		return login{}, badRequest(missingParameter, "The required parameter 'authenticationToken' was empty")
	}
	return l, nil
}
