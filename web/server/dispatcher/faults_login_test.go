package dispatcher

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// loginExpectations has an entry for each of loginFaults.
var loginExpectations = map[string]expected{
	"auth-redirect":            says(`{"packetId":1,"responses":[{"status":202,"reason_code":40308,"status_message":"Manual redirect","severity":"ERROR"}]}`),
	"auth-email-not-validated": says(`{"packetId":1,"responses":[{"status":202,"reason_code":40214,"status_message":"Email not validated","severity":"ERROR"}]}`),
	"auth-version": says(`{"packetId":1,"responses":[{"status":400,"reason_code":40322,"status_message":"Game version not supported","severity":"ERROR",` +
		`"upgradeAppId":"https://store.example/game"}]}`),
	"auth-disabled": says(`{"packetId":1,"responses":[{"status":403,"reason_code":40330,"status_message":"App is disabled","severity":"ERROR",` +
		`"disabledReason":{"message":"Closed for maintenance until noon."}}]}`),
}

func TestLoginFaults(t *testing.T) { testFaults(t, "login", loginExpectations) }

// TestRedirectOfALogin sends a login to a second dispatcher, and under another app's id.
func TestRedirectOfALogin(t *testing.T) {
	const refused = `{"packetId":0,"responses":[{"status":202,"reason_code":40308,"status_message":"Manual redirect","severity":"ERROR"`
	p := newPeer(t)
	login := packetBody("", 0, loginData{kind: kindAnonymous, id: "x", create: true}.message())
	for _, c := range []struct {
		s    Script
		want string
	}{
		{Script{RedirectURL: "http://b.example/dispatcherv2", RedirectAppID: "20002"}, `,"redirect_url":"http://b.example/dispatcherv2","redirect_appid":"20002"}]}`},
		{Script{RedirectURL: "http://b.example"}, `,"redirect_url":"http://b.example"}]}`},
		{Script{RedirectAppID: "20002"}, `,"redirect_appid":"20002"}]}`},
		{Script{}, `}]}`},
	} {
		c.s.Fault, c.s.Operation = "auth-redirect", "AUTHENTICATE"
		p.script(c.s)
		assert.Equal(t, refused+c.want, p.post(login))
		assert.Zero(t, p.d.Sessions(), "nobody is logged in")
	}
	assert.Equal(t, 200, decode(t, p.post(login)).Responses[0].Status, "none applies any more")

	p.url += "/faults"
	resp, answer := do(t, request(t, http.MethodPost, p.url, `{"fault":"auth-redirect","redirectUrl":"http://b.example","redirectAppId":"20002"}`))
	require.Equal(t, http.StatusNoContent, resp.StatusCode, answer)
	assert.Equal(t, []Script{{Fault: "auth-redirect", Times: 1, RedirectURL: "http://b.example", RedirectAppID: "20002"}}, p.d.Scripted())
}
