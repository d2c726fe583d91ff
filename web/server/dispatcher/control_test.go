package dispatcher

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestControlEndpoint(t *testing.T) {
	p := newPeer(t)
	p.url += "/faults"
	post := func(body string) (int, string) {
		resp, answer := do(t, request(t, http.MethodPost, p.url, body))
		assert.Equal(t, "*", resp.Header.Get("Access-Control-Allow-Origin"))
		return resp.StatusCode, answer
	}
	list := func() (faults []Fault, pending []Script) {
		resp, answer := do(t, request(t, http.MethodGet, p.url, ""))
		require.Equal(t, 200, resp.StatusCode)
		require.Contains(t, answer, `"pending":[`)
		var got struct {
			Faults  []Fault
			Pending []Script
		}
		require.NoError(t, json.Unmarshal([]byte(answer), &got))
		return got.Faults, got.Pending
	}
	faults, pending := list()
	assert.Len(t, faults, len(Faults()))
	assert.Equal(t, "reset-before", faults[0].Name)
	assert.Empty(t, pending)

	status, answer := post(`{"fault":"reset-before","times":1,"operation":"LOGOUT"}`)
	assert.Equal(t, 204, status)
	assert.Empty(t, answer)
	for _, c := range []struct{ body, says string }{
		{`{"fault":"nope"}`, `unknown fault "nope"`},
		{`{"fault":"http-500","opration":"LOGOUT"}`, "opration"},
		{`{"fault":"http-500","times":"1"}`, "times"},
		{`nonsense`, "invalid character"},
	} {
		status, answer = post(c.body)
		assert.Equal(t, 400, status)
		assert.Contains(t, answer, c.says)
	}
	_, pending = list()
	assert.Equal(t, []Script{{Fault: "reset-before", Times: 1, Operation: "LOGOUT"}}, pending)

	resp, _ := do(t, request(t, http.MethodOptions, p.url, ""))
	assert.Equal(t, 204, resp.StatusCode)
	assert.Equal(t, "GET, POST", resp.Header.Get("Access-Control-Allow-Methods"))
	resp, _ = do(t, request(t, http.MethodDelete, p.url, ""))
	assert.Equal(t, 405, resp.StatusCode)
	assert.Empty(t, p.d.Records(), "a request to the control endpoint is not recorded")

	shut := newPeer(t, func(c *Config) { c.Faults = false })
	resp, _ = do(t, request(t, http.MethodGet, shut.url+"/faults", ""))
	assert.Equal(t, 404, resp.StatusCode)
}
