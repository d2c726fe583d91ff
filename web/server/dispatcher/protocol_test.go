package dispatcher

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func failed(number int, code int, n int) func(*testing.T, string) {
	return func(t *testing.T, answer string) {
		t.Helper()
		a := decode(t, answer)
		assert.Equal(t, number, a.PacketID)
		require.Len(t, a.Responses, n)
		for _, e := range a.Responses {
			assert.Equal(t, code, e.Reason, answer)
			assert.Equal(t, "ERROR", e.Severity)
			assert.NotEmpty(t, e.Message)
		}
	}
}

func TestLogout(t *testing.T) {
	p := newPeer(t)
	session := p.login()
	other := p.login()
	require.Equal(t, 2, p.d.Sessions())
	assert.Equal(t, good, p.post(packetBody(session, 1, logout)))
	assert.False(t, p.d.SessionAlive(session))
	assert.True(t, p.d.SessionAlive(other))
	assert.Equal(t, 1, p.d.Sessions())
	failed(2, noSession, 1)(t, p.post(packetBody(session, 2, logout)))
}

func TestRefusals(t *testing.T) {
	p := newPeer(t)
	session := p.login()
	logoutBody := packetBody(session, 1, logout)
	for _, c := range []struct {
		name   string
		body   string
		change func(*http.Request)
		check  func(*testing.T, string)
	}{
		{"no app id", logoutBody, func(r *http.Request) { r.Header.Del("X-APPID") }, failed(-1, invalidAppID, 1)},
		{"another app id", logoutBody, func(r *http.Request) { r.Header.Set("X-APPID", "1") }, failed(-1, invalidAppID, 1)},
		{"another game id", strings.Replace(logoutBody, testApp, "20002", 1), nil, failed(-1, invalidAppID, 1)},
		{"no signature", logoutBody, func(r *http.Request) { r.Header.Del("X-SIG") }, failed(-1, badSignature, 1)},
		{"a signature of other bytes", logoutBody, func(r *http.Request) { r.Header.Set("X-SIG", sign(logoutBody+" ")) }, failed(-1, badSignature, 1)},
		{"an upper-case signature", logoutBody, func(r *http.Request) { r.Header.Set("X-SIG", strings.ToUpper(sign(logoutBody))) }, failed(-1, badSignature, 1)},
		{"not JSON", "{", nil, failed(-1, invalidRequest, 1)},
		{"nothing", "", nil, failed(-1, invalidRequest, 1)},
		{"no session id", packetBody("", 1, logout, heartbeat), nil, failed(1, noSession, 2)},
		{"an unknown session", packetBody("nobody", 3, logout, heartbeat), nil, failed(3, sessionExpired, 2)},
		{"too many messages", packetBody(session, 1, slices.Repeat([]string{heartbeat}, 11)...), nil, failed(1, invalidRequest, 11)},
		{"AUTHENTICATE with company", packetBody(session, 1, logout, loginData{kind: kindAnonymous, id: "x", create: true}.message()), nil, failed(1, invalidRequest, 2)},
		{"an unknown operation", packetBody(session, 1, call("playerState", "FLY")), nil, failed(1, invalidOperation, 1)},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := request(t, http.MethodPost, p.url, c.body)
			if c.change != nil {
				c.change(r)
			}
			resp, answer := do(t, r)
			assert.Equal(t, 200, resp.StatusCode)
			assert.Equal(t, jsonType, resp.Header.Get("Content-Type"))
			c.check(t, answer)
			assert.True(t, p.d.SessionAlive(session))
			assert.Equal(t, 1, p.d.Sessions())
		})
	}
	assert.Equal(t, `{"packetId":1,"responses":[{"status":403,"reason_code":40304,"status_message":"No session","severity":"ERROR"}]}`,
		p.post(packetBody("", 1, logout)), "the order of the members")
}

func TestAFullBundleInOrder(t *testing.T) {
	p := newPeer(t, func(c *Config) { c.MaxBundle = 4 })
	session := p.login()
	got := p.post(packetBody(session, 1, heartbeat, call("time", "READ"), logout, heartbeat))
	assert.Equal(t, `{"packetId":1,"responses":[{"status":200,"data":null},{"status":200,"data":{}},{"status":200,"data":null},`+
		`{"status":403,"reason_code":40304,"status_message":"No session","severity":"ERROR"}]}`, got)
	failed(2, invalidRequest, 5)(t, p.post(packetBody(session, 2, heartbeat, heartbeat, heartbeat, heartbeat, heartbeat)))
}

func TestPacketNumbers(t *testing.T) {
	for _, c := range []struct {
		name  string
		steps []string // number, message, what comes: "ok", a reason code, or "same" as the number's first answer
	}{
		{"a retry is replayed", []string{"1 heartbeat ok", "1 heartbeat same"}},
		{"a logout is replayed", []string{"1 logout ok", "1 logout same", "1 logout same"}},
		{"other bytes are a duplicate", []string{"1 heartbeat ok", "1 logout 40730"}},
		{"the number of the login is taken", []string{"0 heartbeat 40730"}},
		{"a lower number", []string{"2 heartbeat ok", "1 heartbeat 40566"}},
		{"gaps are allowed", []string{"5 heartbeat ok", "9 logout ok"}},
		{"a logout overtakes", []string{"3 logout ok", "2 heartbeat 40304", "3 logout same"}},
		{"after the logout", []string{"1 logout ok", "1 heartbeat 40304", "2 heartbeat 40304", "0 logout 40304", "1 logout same"}},
		{"a refused packet uses up no number", []string{"3 heartbeat ok", "2 logout 40566", "3 logout 40730", "4 logout ok"}},
		{"an answered failure is replayed too", []string{"1 fly 40333", "1 fly same", "2 logout ok"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPeer(t)
			session := p.login()
			messages := map[string]string{"heartbeat": heartbeat, "logout": logout, "fly": call("playerState", "FLY")}
			first := map[int]string{}
			for _, step := range c.steps {
				var number int
				var what, want string
				_, err := fmt.Sscan(step, &number, &what, &want)
				require.NoError(t, err)
				got := p.post(packetBody(session, number, messages[what]))
				if _, again := first[number]; !again {
					first[number] = got
				}
				switch want {
				case "ok":
					assert.Equal(t, fmt.Sprintf(`{"packetId":%d,"responses":[%s]}`, number, logoutOK), got, step)
				case "same":
					assert.Equal(t, first[number], got, step)
				default:
					assert.Contains(t, got, `"reason_code":`+want+`,`, step)
				}
			}
		})
	}
}

func TestASessionExpires(t *testing.T) {
	p := newPeer(t, func(c *Config) { c.SessionExpiry = time.Minute })
	session, idle := p.login(), p.login()
	p.clock.pass(59 * time.Second)
	assert.Equal(t, good, p.post(packetBody(session, 1, heartbeat)), "a heartbeat keeps it alive")
	p.clock.pass(time.Second)
	assert.False(t, p.d.SessionAlive(idle))
	assert.Equal(t, 1, p.d.Sessions())
	failed(1, sessionExpired, 1)(t, p.post(packetBody(idle, 1, logout)))
	p.clock.pass(time.Minute)
	failed(2, sessionExpired, 1)(t, p.post(packetBody(session, 2, logout)))
	assert.Zero(t, p.d.Sessions())
}

func TestAnotherLoginDisplaces(t *testing.T) {
	p := newPeer(t)
	l := loginData{kind: kindAnonymous, id: "device", create: true}
	first := p.authenticate(0, l)
	second := p.authenticate(0, l)
	require.Equal(t, first.Data.ProfileID, second.Data.ProfileID)
	require.NotEqual(t, first.Data.SessionID, second.Data.SessionID)
	assert.Equal(t, "true", first.Data.NewUser)
	assert.Equal(t, "false", second.Data.NewUser)
	failed(1, sessionDisplaced, 1)(t, p.post(packetBody(first.Data.SessionID, 1, logout)))
	assert.True(t, p.d.SessionAlive(second.Data.SessionID), "the logout of the old one leaves the new one alone")
	assert.Equal(t, 1, p.d.Sessions())
}

func TestEndedSessionsAreForgottenAtLast(t *testing.T) {
	b := newSessionStore(time.Hour)
	now := time.Unix(0, 0)
	first := b.open("p0", 0, now)
	b.end(first, loggedOut)
	for i := range maxEnded {
		_, refusal := b.find(first.id, now)
		if i < maxEnded-1 {
			require.Contains(t, string(refusal), "40304")
		}
		b.end(b.open("p1", 0, now), loggedOut)
	}
	_, refusal := b.find(first.id, now)
	assert.Contains(t, string(refusal), "40303")
	assert.Len(t, b.byID, maxEnded)
}

func TestExpiredSessionsAreSwept(t *testing.T) {
	b := newSessionStore(time.Minute)
	now := time.Unix(0, 0)
	for i := range 5000 {
		b.open(fmt.Sprint(i), 0, now)
		now = now.Add(time.Second)
	}
	assert.LessOrEqual(t, len(b.byID), 1025, "what nobody asks about does not pile up")
	assert.Equal(t, 59, b.countLive(now))
}

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

func TestPasswordsAreNotKept(t *testing.T) {
	p := newPeer(t)
	p.authenticate(0, loginData{kind: kindUniversal, id: "Ann", token: "correct horse", create: true})
	p.d.ClearRecords()
	assert.NotContains(t, fmt.Sprintf("%s %+v", p.d.players.identities, p.d.players.identities), "correct horse")
}

func TestHTTP(t *testing.T) {
	p := newPeer(t)
	session := p.login()
	for _, c := range []struct {
		name, method, path, body string
		status                   int
	}{
		{"GET", "GET", "", "", 405},
		{"PUT", "PUT", "", packetBody(session, 1, logout), 405},
		{"another path", "POST", "/else", packetBody(session, 1, logout), 404},
		{"1 MiB is read", "POST", "", strings.Repeat(" ", 1<<20), 200},
		{"1 MiB and a byte is not", "POST", "", strings.Repeat(" ", 1<<20+1), 413},
		{"a slash at the end", "POST", "/", packetBody(session, 1, logout), 200},
	} {
		t.Run(c.name, func(t *testing.T) {
			resp, _ := do(t, request(t, c.method, p.url+c.path, c.body))
			assert.Equal(t, c.status, resp.StatusCode)
			if c.status != 404 {
				assert.Equal(t, "*", resp.Header.Get("Access-Control-Allow-Origin"))
				assert.Equal(t, c.status, p.last().Status)
			}
			if c.status == 405 {
				assert.Equal(t, "POST, OPTIONS", resp.Header.Get("Allow"))
			}
		})
	}
	assert.False(t, p.d.SessionAlive(session), "the last of them was served")
}

func TestPreflight(t *testing.T) {
	p := newPeer(t)
	r := request(t, http.MethodOptions, p.url, "")
	r.Header.Set("Origin", "http://page.example")
	resp, body := do(t, r)
	assert.Equal(t, 204, resp.StatusCode)
	assert.Empty(t, body)
	assert.Equal(t, "*", resp.Header.Get("Access-Control-Allow-Origin"))
	assert.Equal(t, "POST", resp.Header.Get("Access-Control-Allow-Methods"))
	assert.Equal(t, "content-type,x-appid,x-sig", resp.Header.Get("Access-Control-Allow-Headers"))
	assert.Equal(t, "600", resp.Header.Get("Access-Control-Max-Age"))
	assert.Equal(t, "Retry-After", resp.Header.Get("Access-Control-Expose-Headers"))
	rec := p.last()
	assert.Equal(t, "http://page.example", rec.Origin)
	assert.Equal(t, -1, rec.PacketID)
	assert.True(t, rec.Done)
}
