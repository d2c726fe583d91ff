package main

import (
	"io"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// get sends a request and returns the response and its body.
func get(t *testing.T, method, url, body string, header http.Header) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	require.NoError(t, err)
	maps.Copy(r.Header, header)
	resp, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp, string(text)
}

func TestServers(t *testing.T) {
	s := newBench(t).servers
	for path := range s.pages() {
		resp, _ := get(t, http.MethodGet, s.site.URL+path, "", nil)
		assert.Equal(t, http.StatusOK, resp.StatusCode, path)
		assert.Equal(t, "same-origin", resp.Header.Get("Cross-Origin-Opener-Policy"), path)
		assert.Equal(t, "require-corp", resp.Header.Get("Cross-Origin-Embedder-Policy"), path)
	}
	for _, file := range []string{"playerstate.js", "playerstate.wasm", "probed/playerstate.js", "probed/playerstate.wasm", "empty.wasm", "wasm_exec.js"} {
		resp, content := get(t, http.MethodGet, s.site.URL+"/"+file, "", nil)
		assert.Equal(t, http.StatusOK, resp.StatusCode, file)
		assert.NotEmpty(t, content, file)
	}
}

func TestSignaturesAndPackets(t *testing.T) {
	s := newBench(t).servers
	s.dispatcher.ClearRecords()
	const body = `{"messages":[{"service":"time","operation":"READ"}],"gameId":"20001","packetId":0}`
	_, signature := get(t, http.MethodPost, s.site.URL+"/sign", body, nil)
	_, answer := get(t, http.MethodPost, s.serverURL(), body, http.Header{"X-Appid": {appID}, "X-Sig": {signature}})
	assert.Contains(t, answer, `"reason_code":40304`, "the signature is good, but there is no session")
	get(t, http.MethodOptions, s.serverURL(), "", nil)
	assert.Equal(t, 1, s.packets(), "a preflight is no packet")
}
