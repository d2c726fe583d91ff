package client_test

import (
	"crypto/md5"
	"encoding/hex"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const redirect = `{"status":202,"reason_code":40308,"redirect_url":"https://two.test","redirect_appid":"20002"}`

func TestLoginThatIsRedirected(t *testing.T) {
	p := newPage(t, newOrigin())
	in := p.login()
	p.last().results(redirect)
	requireCodes(t, in, 0, 0)
	require.Len(t, p.sent, 2)
	x := p.last()
	assert.Equal(t, "https://two.test/dispatcherv2", x.URL)
	assert.Equal(t, "20002", x.AppID)
	assert.Contains(t, x.Body, `"data":{"gameId":"20002","externalId":"guid-1"`)
	sum := md5.Sum([]byte(x.Body + "secret"))
	assert.Equal(t, hex.EncodeToString(sum[:]), x.Signature, "signed anew, with the same secret")
	x.results(opened)
	requireCodes(t, in, 200, 0)

	p.logout()
	assert.Equal(t, "https://two.test/dispatcherv2", p.last().URL)
	assert.Equal(t, "20002", p.last().AppID)
	p.last().results(done200)
	p.login()
	assert.Equal(t, "https://two.test/dispatcherv2", p.last().URL, "later sessions go on there")
	p.last().results(openedNew)

	p.Initialize("20001", "secret", "1.0.0", "")
	assert.True(t, p.IsAuthenticated(), "it is the same game")
	p.login()
	assert.Equal(t, "https://example.test/dispatcherv2", p.last().URL, "initialize starts from its own")
	assert.Equal(t, "20001", p.last().AppID)
}

func TestSecondRedirectIsHandedOut(t *testing.T) {
	p := newPage(t, newOrigin())
	in := p.login()
	p.last().results(redirect)
	p.last().results(redirect)
	requireCodes(t, in, 202, 40308)
	assert.Len(t, p.sent, 2)
	assert.False(t, p.IsAuthenticated())
}

func TestRedirectToNowhereIsHandedOut(t *testing.T) {
	for _, bad := range []string{
		`{"status":202,"reason_code":40308}`,
		`{"status":202,"reason_code":40308,"redirect_url":"file:///x"}`,
		`{"status":202,"reason_code":40308,"redirect_url":"https://two.test","redirect_appid":"\n"}`,
	} {
		p := newPage(t, newOrigin())
		in := p.login()
		p.last().results(bad)
		requireCodes(t, in, 202, 40308)
		assert.Len(t, p.sent, 1, bad)
		p.login()
		assert.Equal(t, "https://example.test/dispatcherv2", p.last().URL)
		assert.Equal(t, "20001", p.last().AppID)
	}
}

func TestLogoutDuringARedirectedLogin(t *testing.T) {
	p := newPage(t, newOrigin())
	p.login()
	out := p.logout()
	p.last().results(redirect)
	p.last().results(opened)
	require.Equal(t, "LOGOUT", p.last().names())
	assert.Equal(t, "https://two.test/dispatcherv2", p.last().URL)
	assert.Equal(t, "20002", p.last().AppID)
	p.last().results(done200)
	requireCodes(t, out, 200, 0)
}

func TestCallsAfterTheServerHasEndedTheSession(t *testing.T) {
	p := loggedIn(t)
	p.send("score", "POST")
	p.turn()
	p.last().results(`{"status":403,"reason_code":40356,"status_message":"Logged in elsewhere"}`)
	for _, a := range []*answer{p.send("score", "POST"), p.logout()} {
		p.turn()
		requireCodes(t, a, 403, 40356)
	}
	p.login()
	p.last().results(openedNew)
	p.Initialize("20002", "secret", "1.0.0", "") // logs out, and no server has ended it
	p.last().results(done200)
	a := p.logout()
	p.turn()
	requireCodes(t, a, 403, 40304)
}
