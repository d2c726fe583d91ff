package dispatcher

import (
	"encoding/json"
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
		{"known, without its profile", loginData{kind: kindAnonymous, id: "known"}, switchingProfiles, ""},
		{"known, without its profile, to be created", loginData{kind: kindAnonymous, id: "known", create: true}, switchingProfiles, ""},
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
		{"an unknown kind", loginData{kind: "Carrier", id: "x", token: "x"}, invalidAuthType, ""},
		{"no external id", loginData{kind: kindAnonymous, create: true}, missingParameter, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := p.authenticate(4, c.l)
			assert.Equal(t, c.reason, e.Reason, e.Message)
			assert.Equal(t, loginStatus(c.reason), e.Status, e.Message)
			assert.Equal(t, c.into, e.Data.ProfileID)
			assert.Equal(t, c.into != "", p.d.SessionAlive(e.Data.SessionID))
		})
	}
}

// loginStatus is the status of a login that is answered with that reason code, as the
// vendor's documentation has it.
func loginStatus(reason int) int {
	switch reason {
	case 0:
		return 200
	case 40206, 40207, 40208:
		return 202
	case 40307:
		return 403
	}
	return 400
}

// TestLoginAnswer compares the data of a login's answer, member by member.
func TestLoginAnswer(t *testing.T) {
	p := newPeer(t)
	var a struct {
		Responses []struct{ Data map[string]any }
	}
	body := packetBody("", 0, loginData{kind: kindEmail, id: "Ann@a.example", token: "pw", create: true}.message())
	require.NoError(t, json.Unmarshal([]byte(p.post(body)), &a))
	data := a.Responses[0].Data
	for name, want := range map[string]any{
		"playerSessionExpiry": 1200.0, "maxBundleMsgs": 10.0, "maxKillCount": 11.0, "compressIfLarger": 51200.0,
		"newUser": "true", "server_time": 1.7e12, "emailAddress": "ann@a.example", "emailVerified": false,
		"playerName": "", "languageCode": nil, "countryCode": nil, "loginCount": 1.0,
	} {
		assert.Contains(t, data, name)
		assert.Equal(t, want, data[name], name)
	}
}

// TestEveryKindOfLogin logs in with each type of the vendor's, twice.
func TestEveryKindOfLogin(t *testing.T) {
	p := newPeer(t)
	for _, c := range []struct{ kind, token, other string }{
		{"Anonymous", "", ""},
		{"Universal", "pw", "pw"},
		{"Email", "pw", "pw"},
		{"External", "t", "u"},
		{"Facebook", "t", "u"},
		{"FacebookLimited", "t", "u"},
		{"Google", "t", "u"},
		{"GoogleOpenId", "t", "u"},
		{"Apple", "t", "u"},
		{"GameCenter", "", ""},
		{"Steam", "t", "u"},
		{"Twitter", "t:s", "u:s"},
		{"Parse", "t", "u"},
		{"Ultra", "t", "u"},
		{"Blockchain", "k", "k"},
		{"Handoff", "t", "u"},
		{"SettopHandoff", "", ""},
	} {
		t.Run(c.kind, func(t *testing.T) {
			first := p.authenticate(0, loginData{kind: c.kind, id: "same", token: c.token, create: true})
			require.Equal(t, 200, first.Status, first.Message)
			assert.Equal(t, "true", first.Data.NewUser, "no other kind's")
			profile := ""
			if c.kind == kindAnonymous {
				profile = first.Data.ProfileID
			}
			message := strings.Replace(loginData{kind: c.kind, id: "same", token: c.other, profile: profile}.message(), `"externalId"`,
				`"externalAuthName":"name","extraJson":{"a":1},"externalId"`, 1)
			again := decode(t, p.post(packetBody("", 0, message))).Responses[0]
			require.Equal(t, 200, again.Status, again.Message)
			assert.Equal(t, first.Data.ProfileID, again.Data.ProfileID)
			if c.token != "" {
				assert.Equal(t, missingParameter, p.authenticate(0, loginData{kind: c.kind, id: "same"}).Reason)
			}
		})
	}
}

// TestATokenOfNullIsNone logs in as the Game Center's players do.
func TestATokenOfNullIsNone(t *testing.T) {
	p := newPeer(t)
	message := strings.Replace(loginData{kind: "GameCenter", id: "g", create: true}.message(), `"authenticationToken":""`, `"authenticationToken":null`, 1)
	require.Contains(t, message, "null")
	assert.Equal(t, 200, decode(t, p.post(packetBody("", 0, message))).Responses[0].Status)
}

// TestADeviceComesBack logs in anonymously as the profile that the device was last
// connected to.
func TestADeviceComesBack(t *testing.T) {
	p := newPeer(t)
	ann := p.authenticate(0, loginData{kind: kindUniversal, id: "Ann", token: "pw", device: "X", create: true}).Data.ProfileID
	back := loginData{kind: kindAnonymous, id: "X", device: "X", profile: ann}
	e := p.authenticate(0, back)
	require.Equal(t, 200, e.Status, e.Message)
	assert.Equal(t, ann, e.Data.ProfileID)
	assert.Equal(t, "false", e.Data.NewUser)

	for name, c := range map[string]struct {
		l      loginData
		reason int
	}{
		"no profile":          {loginData{kind: kindAnonymous, id: "X", device: "X"}, missingProfile},
		"another profile":     {loginData{kind: kindAnonymous, id: "X", device: "X", profile: "other"}, switchingProfiles},
		"another device":      {loginData{kind: kindAnonymous, id: "Y", device: "Y", profile: ann}, missingIdentity},
		"another kind":        {loginData{kind: "Steam", id: "X", token: "t", device: "X", profile: ann}, missingIdentity},
		"another, to be made": {loginData{kind: kindAnonymous, id: "X", device: "X", profile: "other", create: true}, switchingProfiles},
	} {
		e := p.authenticate(0, c.l)
		assert.Equal(t, [2]int{202, c.reason}, [2]int{e.Status, e.Reason}, name)
	}

	fresh := p.authenticate(0, loginData{kind: kindAnonymous, id: "X", device: "X", create: true})
	require.Equal(t, "true", fresh.Data.NewUser, "with no profile it is another player")
	require.NotEqual(t, ann, fresh.Data.ProfileID)
	e = p.authenticate(0, back)
	assert.Equal(t, [2]int{202, switchingProfiles}, [2]int{e.Status, e.Reason}, "the device is connected to that one now")

	ben := p.authenticate(0, loginData{kind: kindUniversal, id: "Ben", token: "pw", device: "X", create: true}).Data.ProfileID
	for _, profile := range []string{ben, fresh.Data.ProfileID} {
		e = p.authenticate(0, loginData{kind: kindAnonymous, id: "X", device: "X", profile: profile})
		assert.Equal(t, profile, e.Data.ProfileID, "the one of before, or the device's own player")
	}
	again := p.authenticate(0, loginData{kind: kindAnonymous, id: "X", device: "X", profile: fresh.Data.ProfileID, create: true})
	assert.Equal(t, fresh.Data.ProfileID, again.Data.ProfileID)
	assert.Equal(t, "false", again.Data.NewUser)
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
