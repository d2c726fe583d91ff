package dispatcher

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

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
