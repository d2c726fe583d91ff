package client_test

import (
	"crypto/md5"
	"encoding/hex"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/jsbridge/jsonvalue"
	"playerstate/jsbridge/jsonvalue/jsonvaluetest"
	"playerstate/wasm/client"
)

func requireCodes(t require.TestingT, a *answer, status, reasonCode int) {
	gotStatus, gotCode := a.codes(t)
	require.Equal(t, [2]int{status, reasonCode}, [2]int{gotStatus, gotCode})
}

func TestLogoutSendsTheDocumentedPacket(t *testing.T) {
	p := loggedIn(t)
	a := p.logout()
	x := p.last()
	const body = `{"messages":[{"service":"playerState","operation":"LOGOUT"}],"gameId":"20001","sessionId":"S1","packetId":1}`
	sum := md5.Sum([]byte(body + "secret"))
	assert.Equal(t, client.Request{
		URL: "https://example.test/dispatcherv2", AppID: "20001", Signature: hex.EncodeToString(sum[:]), Body: body, Timeout: 15_000, Keepalive: true,
	}, x.Request)

	x.results(`{"status":200,"data":null,"other":[1]}`)
	require.Len(t, a.results, 1)
	assert.JSONEq(t, `{"status":200,"data":null,"other":[1]}`, jsonvaluetest.Text(a.results[0]))
	assert.Empty(t, p.kept())

	second := p.logout()
	p.turn()
	requireCodes(t, second, 403, 40304)
	assert.Equal(t, "No session", second.results[0].Text("status_message"))
	assert.Len(t, p.sent, 2, "the second logout does not touch the wire")
}

func TestLogoutIsLocalFirst(t *testing.T) {
	p := loggedIn(t)
	p.logout()
	assert.False(t, p.IsAuthenticated())
	assert.Empty(t, p.SessionID())
	assert.Empty(t, p.ProfileID())
}

func TestManyLogoutsAreOneFlight(t *testing.T) {
	p := loggedIn(t)
	var answers []*answer
	for range 100 {
		answers = append(answers, p.logout())
	}
	require.Len(t, p.sent, 2)
	p.last().results(done200)
	for _, a := range answers {
		requireCodes(t, a, 200, 0)
		assert.Equal(t, answers[0].results[0], a.results[0])
	}
	assert.Len(t, p.sent, 2)
}

func TestLogoutOfASessionThatIsOver(t *testing.T) {
	for _, code := range []string{"40303", "40304", "40356"} {
		p := loggedIn(t)
		a := p.logout()
		p.last().results(`{"status":403,"reason_code":` + code + `}`)
		status, _ := a.codes(t)
		assert.Equal(t, 403, status)
		assert.Empty(t, p.kept(), "nothing is left to deliver")
	}
}

func TestLogoutBeforeAnything(t *testing.T) {
	w := newFakeHost(t, newOrigin())
	p := &page{w, client.New(w)}
	a := p.logout()
	p.turn()
	requireCodes(t, a, 900, 90202)

	p.Initialize("20001", "secret", "1.0.0", "")
	a = p.logout()
	p.turn()
	requireCodes(t, a, 403, 40304)
	assert.Empty(t, p.sent)
}

func TestLogoutWaitsForTheLoginOnItsWay(t *testing.T) {
	p := newPage(t, newOrigin())
	login, logout := p.login(), p.logout()
	require.Len(t, p.sent, 1)
	p.last().results(opened)
	requireCodes(t, login, 200, 0)
	assert.False(t, p.IsAuthenticated(), "a late answer does not bring the session back")
	require.Len(t, p.sent, 2)
	assert.Equal(t, "LOGOUT", p.last().names())
	assert.Equal(t, "S1", p.last().sessionID())
	p.last().results(done200)
	requireCodes(t, logout, 200, 0)
	assert.False(t, p.IsAuthenticated())
}

func TestLogoutAfterALoginThatFails(t *testing.T) {
	p := newPage(t, newOrigin())
	login, logout := p.login(), p.logout()
	p.last().results(`{"status":403,"reason_code":40307}`)
	requireCodes(t, login, 403, 40307)
	requireCodes(t, logout, 403, 40304)
	assert.Len(t, p.sent, 1)
}

func TestLoginsAndLogoutsInOneTurnKeepTheirOrder(t *testing.T) {
	p := newPage(t, newOrigin())
	first, out1, second, out2 := p.login(), p.logout(), p.login(), p.logout()
	for _, step := range []struct{ name, answer string }{
		{"AUTHENTICATE", opened}, {"LOGOUT", done200}, {"AUTHENTICATE", openedNew}, {"LOGOUT", done200},
	} {
		require.Equal(t, step.name, p.last().names())
		p.last().results(step.answer)
	}
	for _, a := range []*answer{first, out1, second, out2} {
		requireCodes(t, a, 200, 0)
	}
	assert.Equal(t, "S2", p.sent[3].sessionID())
	assert.Equal(t, []int{0, 1, 2, 3}, []int{p.sent[0].packetID(), p.sent[1].packetID(), p.sent[2].packetID(), p.sent[3].packetID()})
}

func TestCallbackMayCallAgain(t *testing.T) {
	p := newPage(t, newOrigin())
	var again *answer
	p.Login(client.Login{Type: client.Anonymous, Token: `""`}, func(jsonvalue.Value) { again = p.logout() })
	p.last().results(opened)
	require.NotNil(t, again)
	p.last().results(done200)
	requireCodes(t, again, 200, 0)
}

func TestLogoutIsStoredOnceTheLoginBeforeItHasOpened(t *testing.T) {
	p := newPage(t, newOrigin())
	p.login()
	p.login()
	p.logout()
	require.Empty(t, p.kept())
	p.last().results(opened)
	require.Equal(t, "AUTHENTICATE", p.last().names())
	require.Len(t, p.kept(), 1, "it waits for the second login")
	p.Initialize("20002", "secret", "1.0.0", "")
	p.startAgain("20002")
	p.turn()
	require.Equal(t, "LOGOUT", p.last().names())
	assert.Equal(t, "S1", p.last().sessionID())
	assert.Equal(t, "20001", p.last().AppID)
}
