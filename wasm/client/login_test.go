package client_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/jsbridge/jsonvalue"
	"playerstate/wasm/client"
)

func TestLoginSendsTheDocumentedPacket(t *testing.T) {
	p := newPage(t, newOrigin())
	a := p.login()
	assert.Equal(t, `{"messages":[{"service":"authenticationV2","operation":"AUTHENTICATE","data":{`+
		`"gameId":"20001","externalId":"guid-1","releasePlatform":"WEB","gameVersion":"1.0.0","clientLibVersion":"`+client.Version+`",`+
		`"authenticationToken":"","authenticationType":"Anonymous","forceCreate":true,"compressResponses":false,"anonymousId":"guid-1",`+
		`"profileId":"","timeZoneOffset":-3.5,"languageCode":"en","countryCode":"CA","clientLib":"js"}}],`+
		`"gameId":"20001","sessionId":"","packetId":0}`, p.last().Body)
	assert.False(t, p.IsAuthenticated())
	p.last().results(opened)
	requireCodes(t, a, 200, 0)
	assert.True(t, p.IsAuthenticated())
	assert.Equal(t, "S1", p.SessionID())
	assert.Equal(t, "P1", p.ProfileID())
	assert.Equal(t, "P1", p.origin.store["profileId"])
}

func TestLoginByNameAndPassword(t *testing.T) {
	for kind, external := range map[string]string{"Universal": "ann", "Email": "ann@example.test"} {
		p := loggedIn(t)
		p.Login(client.Login{Type: kind, ExternalID: external, Token: `"pa\"ss"`}, func(jsonvalue.Value) {})
		assert.Contains(t, p.last().Body, `"externalId":"`+external+`"`)
		assert.Contains(t, p.last().Body, `"authenticationToken":"pa\"ss","authenticationType":"`+kind+`","forceCreate":false`)
		assert.Contains(t, p.last().Body, `"anonymousId":"guid-1","profileId":""`, "the profile is the one that the name belongs to")
	}
}

func TestLoginIsSentOnce(t *testing.T) {
	for name, fault := range map[string]func(*exchange){
		"refused":       (*exchange).refuse,
		"HTTP 503":      func(x *exchange) { x.answer(503, "") },
		"no packet":     func(x *exchange) { x.answer(200, "<html>") },
		"never":         func(x *exchange) { x.fakeHost.advance(15_000) },
		"opens nothing": func(x *exchange) { x.results(`{"status":200,"data":{}}`) },
	} {
		t.Run(name, func(t *testing.T) {
			p := newPage(t, newOrigin())
			a := p.login()
			fault(p.last())
			status, _ := a.codes(t)
			assert.Equal(t, 900, status)
			p.advance(1_000_000)
			assert.Len(t, p.sent, 1)
			assert.False(t, p.IsAuthenticated())
			again := p.login()
			p.last().results(opened)
			requireCodes(t, again, 200, 0)
		})
	}
}

func TestFailedLoginLeavesTheSessionThatIsOpen(t *testing.T) {
	p := loggedIn(t)
	p.login()
	assert.True(t, p.IsAuthenticated())
	p.last().results(`{"status":403,"reason_code":40307}`)
	assert.Equal(t, "S1", p.SessionID())
	p.logout()
	assert.Equal(t, "S1", p.last().sessionID())
}

func TestLogoutEndsTheOldSessionWhereTheLoginAfterItFails(t *testing.T) {
	p := loggedIn(t)
	p.login()
	a := p.logout()
	assert.False(t, p.IsAuthenticated())
	p.last().results(`{"status":403,"reason_code":40307}`)
	require.Equal(t, "LOGOUT", p.last().names())
	assert.Equal(t, "S1", p.last().sessionID())
	p.last().results(done200)
	requireCodes(t, a, 200, 0)
}

func TestLoginReplacesTheSession(t *testing.T) {
	p := loggedIn(t)
	p.login()
	p.last().results(openedNew)
	assert.Equal(t, "S2", p.SessionID())
}

func TestSecondLoginThatFailsLeavesTheFirst(t *testing.T) {
	p := newPage(t, newOrigin())
	first, second := p.login(), p.login()
	p.last().results(opened)
	requireCodes(t, first, 200, 0)
	assert.Equal(t, "S1", p.SessionID(), "while the second is on its way")
	p.last().results(`{"status":403,"reason_code":40307}`)
	requireCodes(t, second, 403, 40307)
	assert.Equal(t, "S1", p.SessionID())
	p.logout()
	assert.Equal(t, "S1", p.last().sessionID())
}

func TestLogoutAfterTwoLoginsOfWhichTheSecondFails(t *testing.T) {
	p := newPage(t, newOrigin())
	p.login()
	p.login()
	out := p.logout()
	p.last().results(opened)
	p.last().results(`{"status":403,"reason_code":40307}`)
	require.Equal(t, "LOGOUT", p.last().names())
	assert.Equal(t, "S1", p.last().sessionID())
	p.last().results(done200)
	requireCodes(t, out, 200, 0)
	assert.False(t, p.IsAuthenticated())
}

func TestCallAfterTwoLoginsThatFailedIsMadeInTheSessionOfBefore(t *testing.T) {
	p := loggedIn(t)
	p.login()
	p.login()
	p.last().results(`{"status":403,"reason_code":40307}`)
	p.last().results(`{"status":403,"reason_code":40307}`)
	a := p.send("score", "POST")
	p.turn()
	require.Equal(t, "POST", p.last().names())
	assert.Equal(t, "S1", p.last().sessionID())
	p.last().results(done200)
	requireCodes(t, a, 200, 0)
}

func TestRefusedLoginOpensNothingWhateverElseItSays(t *testing.T) {
	p := newPage(t, newOrigin())
	a := p.login()
	p.last().results(`{"status":202,"reason_code":40214,"data":{"sessionId":"S1","profileId":"P1"}}`)
	requireCodes(t, a, 202, 40214)
	assert.False(t, p.IsAuthenticated())
}

func TestLogoutFallsBackToALoginThatIsOnItsWay(t *testing.T) {
	p := newPage(t, newOrigin())
	p.login()
	second, out := p.login(), p.logout()
	p.Leave() // drops the second login, which is not sent
	p.turn()
	requireCodes(t, second, 900, 90001)
	p.last().results(opened)
	require.Equal(t, "LOGOUT", p.last().names())
	assert.Equal(t, "S1", p.last().sessionID())
	p.last().results(done200)
	requireCodes(t, out, 200, 0)
}

func TestLogoutFallsBackToOneThatIsSentAlready(t *testing.T) {
	p := loggedIn(t)
	p.login()
	login := p.last()
	out := p.logout()
	p.Leave()
	require.Equal(t, "LOGOUT", p.last().names())
	login.results(`{"status":403,"reason_code":40307}`)
	again := p.logout()
	p.turn()
	requireCodes(t, out, 0, 0)
	p.last().results(done200)
	requireCodes(t, out, 200, 0)
	requireCodes(t, again, 200, 0)
}

func TestLoginByAnExternalService(t *testing.T) {
	p := newPage(t, newOrigin())
	p.Login(client.Login{Type: "External", ExternalID: "ann", Token: "null", AuthName: "discord", Extra: `{"a":1}`}, func(jsonvalue.Value) {})
	assert.Contains(t, p.last().Body, `"authenticationToken":null,"authenticationType":"External","forceCreate":false`)
	assert.Contains(t, p.last().Body, `"clientLib":"js","externalAuthName":"discord","extraJson":{"a":1}}`)
}
