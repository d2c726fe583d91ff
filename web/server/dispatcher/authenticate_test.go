package dispatcher

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAuthenticate(t *testing.T) {
	p := newPeer(t, func(c *Config) { c.SessionExpiry = 90 * time.Second; c.MaxBundle = 7 })
	anonymous := p.authenticate(0, loginData{kind: kindAnonymous, id: "known", create: true})
	universal := p.authenticate(3, loginData{kind: kindUniversal, id: "Ann", token: "pw", create: true})
	email := p.authenticate(0, loginData{kind: kindEmail, id: "a@b.example", token: "pw", create: true})
	for _, e := range []wireEntry{anonymous, universal, email} {
		require.Equal(t, 200, e.Status, e.Message)
		assert.Equal(t, "true", e.Data.NewUser)
		assert.EqualValues(t, 90, e.Data.Expiry)
		assert.Equal(t, 7, e.Data.MaxBundle)
		assert.True(t, p.d.SessionAlive(e.Data.SessionID))
	}
	for _, c := range []struct {
		name   string
		l      loginData
		reason int // 0: success
		into   string
	}{
		{"known", loginData{kind: kindAnonymous, id: "known"}, 0, anonymous.Data.ProfileID},
		{"known, with its profile", loginData{kind: kindAnonymous, id: "known", profile: anonymous.Data.ProfileID}, 0, anonymous.Data.ProfileID},
		{"known, with another profile", loginData{kind: kindAnonymous, id: "known", profile: email.Data.ProfileID}, switchingProfiles, ""},
		{"unknown", loginData{kind: kindAnonymous, id: "new"}, missingProfile, ""},
		{"unknown, with a profile", loginData{kind: kindAnonymous, id: "new", profile: "gone"}, missingIdentity, ""},
		{"unknown, with an unknown profile, to be created", loginData{kind: kindAnonymous, id: "new", profile: "gone", create: true}, missingIdentity, ""},
		{"unknown, with a known profile, to be created", loginData{kind: kindAnonymous, id: "new", profile: email.Data.ProfileID, create: true}, missingIdentity, ""},
		{"universal, unknown, with a profile, to be created", loginData{kind: kindUniversal, id: "Ben", token: "pw", profile: universal.Data.ProfileID, create: true}, missingIdentity, ""},
		{"email, unknown, with a profile, to be created", loginData{kind: kindEmail, id: "c@b.example", token: "pw", profile: email.Data.ProfileID, create: true}, missingIdentity, ""},
		{"universal, with another profile", loginData{kind: kindUniversal, id: "Ann", token: "pw", profile: email.Data.ProfileID}, switchingProfiles, ""},
		{"universal", loginData{kind: kindUniversal, id: "Ann", token: "pw"}, 0, universal.Data.ProfileID},
		{"universal in another case", loginData{kind: kindUniversal, id: "ann", token: "pw"}, missingProfile, ""},
		{"universal, wrong password", loginData{kind: kindUniversal, id: "Ann", token: "PW", create: true}, wrongToken, ""},
		{"universal, no password", loginData{kind: kindUniversal, id: "Ann"}, missingParameter, ""},
		{"email in another case", loginData{kind: kindEmail, id: "A@B.example", token: "pw"}, 0, email.Data.ProfileID},
		{"email, wrong password", loginData{kind: kindEmail, id: "a@b.example", token: "x"}, wrongToken, ""},
		{"a kind is not another", loginData{kind: kindEmail, id: "Ann", token: "pw"}, missingProfile, ""},
		{"an unknown kind", loginData{kind: "Steam", id: "x", token: "x"}, invalidAuthType, ""},
		{"no external id", loginData{kind: kindAnonymous, create: true}, missingParameter, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := p.authenticate(4, c.l)
			assert.Equal(t, c.reason, e.Reason, e.Message)
			assert.Equal(t, c.into, e.Data.ProfileID)
			assert.Equal(t, c.into != "", p.d.SessionAlive(e.Data.SessionID))
		})
	}
}

func TestAuthenticateWithWrongData(t *testing.T) {
	p := newPeer(t)
	whole := loginData{kind: kindAnonymous, id: "x", create: true}.message()
	for _, c := range []struct {
		name, message string
		reason        int
	}{
		{"no data", call("authenticationV2", "AUTHENTICATE"), missingParameter},
		{"no type", strings.Replace(whole, `"authenticationType":"Anonymous",`, "", 1), missingParameter},
		{"a type of null", strings.Replace(whole, `"Anonymous"`, "null", 1), missingParameter},
		{"a number for an id", strings.Replace(whole, `"externalId":"x"`, `"externalId":1`, 1), invalidParameterType},
		{"a text for forceCreate", strings.Replace(whole, `"forceCreate":true`, `"forceCreate":"true"`, 1), invalidParameterType},
		{"another app", strings.Replace(whole, `"gameId":"20001"`, `"gameId":"1"`, 1), invalidAppID},
	} {
		t.Run(c.name, func(t *testing.T) {
			failed(0, c.reason, 1)(t, p.post(packetBody("", 0, c.message)))
			assert.Zero(t, p.d.Sessions())
		})
	}
}
