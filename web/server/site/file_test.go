package site

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFiles(t *testing.T) {
	h := handler(t, nil)
	for _, c := range []struct{ path, body, kind, cache string }{
		{"/demo.css", "css", "text/css; charset=utf-8", fresh},
		{"/demo.js", "js", js, fresh},
		{"/wire.js", "a module", js, fresh},
		{"/playerstate.js", "plain", js, fresh},
		{"/playerstate.wasm", "\x00asm", "application/wasm", fresh},
		{"/playerstate-1.2.3.js", "v", js, forever},
		{"/playerstate-1.2.3.wasm", "v", "application/wasm", forever},
		{"/playerstate-1.2.3-rc.1.js", "v", js, forever},
		{"/playerstate.d.ts", "t", "text/plain; charset=utf-8", fresh},
		{"/types/index.json", "{}", "application/json", fresh},
		{"/odd.bin", "b", "application/octet-stream", fresh},
	} {
		t.Run(c.path, func(t *testing.T) {
			w := get(t, h, "GET", c.path)
			assert.Equal(t, 200, w.Code)
			assert.Equal(t, c.body, w.Body.String())
			assert.Equal(t, c.kind, w.Header().Get("Content-Type"))
			assert.Equal(t, c.cache, w.Header().Get("Cache-Control"))
			assert.Equal(t, "Accept-Encoding", w.Header().Get("Vary"))
			assert.Equal(t, "nosniff", w.Header().Get("X-Content-Type-Options"))

			tag := w.Header().Get("ETag")
			assert.Regexp(t, `^"[\w-]{22}"$`, tag, "a strong one")
			w = get(t, h, "GET", c.path, "If-None-Match", tag)
			assert.Equal(t, 304, w.Code)
			assert.Empty(t, w.Body.String())
			assert.Equal(t, 200, get(t, h, "GET", c.path, "If-None-Match", `"other"`).Code)
			w = get(t, h, "HEAD", c.path)
			assert.Equal(t, 200, w.Code)
			assert.Empty(t, w.Body.String())
		})
	}
}

func TestNotServed(t *testing.T) {
	h := handler(t, nil)
	for _, path := range []string{
		"/nothing.js", "/demo.test.js", "/types", "/types/", "/dist/playerstate.js", "/link.txt", "/link.js",
		"/demo_test.go", "/screenshot.png", "/client.js", "/demo", "/demo/demo.js", "/demo/index.html",
		"/../src/client.js", "/../demo.test.js", "/./wire.js",
		"/../secret.txt", "/../../secret.txt", "/../index.html", "/types/../playerstate.js", "//playerstate.js",
		"/./playerstate.js", "/..", "/.", `/..\secret.txt`, "/\x00", "", "/dispatcherv2x",
	} {
		t.Run(path, func(t *testing.T) {
			w := get(t, h, "GET", path)
			assert.Equal(t, 404, w.Code)
			assert.NotContains(t, w.Body.String(), "secret")
		})
	}
	w := get(t, h, "POST", "/demo.js")
	assert.Equal(t, 405, w.Code)
	assert.Equal(t, "GET, HEAD", w.Header().Get("Allow"))
}

func TestContentLengthOfACompressedFile(t *testing.T) {
	// Longer than what net/http holds back, and measures, by itself.
	long := strings.Repeat("x", 100_000)
	server := httptest.NewServer(handler(t, func(o *Options) { put(t, o.WebDir, "dist/playerstate.js.br", long) }))
	defer server.Close()
	r, err := http.NewRequestWithContext(t.Context(), "GET", server.URL+"/playerstate.js", nil)
	require.NoError(t, err)
	r.Header.Set("Accept-Encoding", "br")
	resp, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer resp.Body.Close()
	assert.EqualValues(t, len(long), resp.ContentLength)
}
