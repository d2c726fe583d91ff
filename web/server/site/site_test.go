package site

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func put(t *testing.T, dir, name, content string) {
	t.Helper()
	path := filepath.Join(dir, name)
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
}

// folder makes a web folder with a secret file beside it.
func folder(t *testing.T) string {
	t.Helper()
	top := t.TempDir()
	web := filepath.Join(top, "web")
	for name, content := range map[string]string{
		"demo/index.html":                `<script>const a = {{.AppID}}, s = {{.AppSecret}}, v = {{.AppVersion}}, u = {{.ServerURL}}, e = {{.Embedded}};</script>`,
		"demo/demo.css":                  "css",
		"demo/demo.js":                   "js",
		"demo/wire.js":                   "a module",
		"demo/demo_test.go":              "source",
		"demo/screenshot.png":            "picture",
		"demo.test.js":                   "source",
		"src/client.js":                  "source",
		"dist/playerstate.js":            "plain",
		"dist/playerstate.js.gz":         packed("plain"),
		"dist/playerstate.js.br":         "brotli of plain",
		"dist/playerstate.wasm":          "\x00asm",
		"dist/playerstate-1.2.3.js":      "v",
		"dist/playerstate-1.2.3.wasm":    "v",
		"dist/playerstate-1.2.3-rc.1.js": "v",
		"dist/playerstate.d.ts":          "t",
		"dist/types/index.json":          "{}",
		"dist/odd.bin":                   "b",
	} {
		put(t, web, name, content)
	}
	put(t, top, "secret.txt", "secret")
	require.NoError(t, os.Symlink(filepath.Join(top, "secret.txt"), filepath.Join(web, "dist", "link.txt")))
	require.NoError(t, os.Symlink(filepath.Join(top, "secret.txt"), filepath.Join(web, "demo", "link.js")))
	return web
}

func packed(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.String()
}

func handler(t *testing.T, change func(*Options)) http.Handler {
	t.Helper()
	o := Options{
		WebDir: folder(t), AppID: "20001", AppSecret: "</script>", AppVersion: "1.2.3",
		Dispatcher: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "dispatched "+r.URL.Path) }),
	}
	if change != nil {
		change(&o)
	}
	h, err := New(o)
	require.NoError(t, err)
	return h
}

func get(t *testing.T, h http.Handler, method, path string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, "http://127.0.0.1:8080/", nil)
	r.URL.Path = path
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

const (
	fresh   = "no-cache"
	forever = "public, max-age=31536000, immutable"
	js      = "text/javascript; charset=utf-8"
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

func TestEncodings(t *testing.T) {
	h := handler(t, nil)
	tags := map[string]string{}
	for _, c := range []struct{ accept, encoding, body string }{
		{"", "", "plain"},
		{"gzip, deflate, br, zstd", "br", "brotli of plain"},
		{"gzip", "gzip", packed("plain")},
		{"br;q=0, gzip;q=0.5", "gzip", packed("plain")},
		{"gzip;q=0,br;q=0", "", "plain"},
		{"*", "br", "brotli of plain"},
		{"*, br;q=0", "gzip", packed("plain")},
		{"*;q=0", "", "plain"},
		{"BR", "br", "brotli of plain"},
		{"identity", "", "plain"},
	} {
		t.Run(c.accept, func(t *testing.T) {
			w := get(t, h, "GET", "/playerstate.js", "Accept-Encoding", c.accept)
			assert.Equal(t, c.encoding, w.Header().Get("Content-Encoding"))
			assert.Equal(t, c.body, w.Body.String())
			assert.Equal(t, js, w.Header().Get("Content-Type"))
			assert.Equal(t, "Accept-Encoding", w.Header().Get("Vary"))
			tags[c.encoding] = w.Header().Get("ETag")
		})
	}
	assert.NotEqual(t, tags[""], tags["br"])
	assert.NotEqual(t, tags["gzip"], tags["br"])
	w := get(t, h, "GET", "/playerstate.wasm", "Accept-Encoding", "br")
	assert.Empty(t, w.Header().Get("Content-Encoding"), "where there is no such neighbour")
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

func TestPage(t *testing.T) {
	embedded := `const a = "20001", s = "\u003c/script\u003e", v = "1.2.3", u = "http://127.0.0.1:8080/dispatcherv2", e =  true ;`
	h := handler(t, nil)
	for _, path := range []string{"/", "/index.html"} {
		w := get(t, h, "GET", path)
		assert.Equal(t, 200, w.Code)
		assert.Equal(t, "text/html; charset=utf-8", w.Header().Get("Content-Type"))
		assert.Equal(t, fresh, w.Header().Get("Cache-Control"))
		assert.Equal(t, "<script>"+embedded+"</script>", w.Body.String())
		assert.Equal(t, 304, get(t, h, "GET", path, "If-None-Match", w.Header().Get("ETag")).Code)
	}
	h = handler(t, func(o *Options) { o.ServerURL, o.Dispatcher = "https://real.example/d", nil })
	page := get(t, h, "GET", "/").Body.String()
	assert.Contains(t, page, `u = "https://real.example/d", e =  false`)
	assert.Equal(t, 405, get(t, h, "POST", "/dispatcherv2").Code, "no dispatcher")
}

func TestTheDispatcherIsMounted(t *testing.T) {
	h := handler(t, nil)
	for _, path := range []string{"/dispatcherv2", "/dispatcherv2/", "/dispatcherv2/faults"} {
		assert.Equal(t, "dispatched "+path, get(t, h, "POST", path).Body.String())
	}
}

func TestNewFails(t *testing.T) {
	_, err := New(Options{WebDir: t.TempDir(), ServerURL: "x"})
	require.ErrorIs(t, err, os.ErrNotExist)
	_, err = New(Options{WebDir: folder(t)})
	require.ErrorContains(t, err, "needs a server")
	web := t.TempDir()
	put(t, web, "demo/index.html", "{{")
	_, err = New(Options{WebDir: web, ServerURL: "x"})
	require.ErrorContains(t, err, "the page:")
}

func TestAPageThatCannotBeRendered(t *testing.T) {
	web := t.TempDir()
	put(t, web, "demo/index.html", "begin {{.Missing}}")
	h, err := New(Options{WebDir: web, ServerURL: "x"})
	require.NoError(t, err)
	w := get(t, h, "GET", "/")
	assert.Equal(t, 500, w.Code)
	assert.NotContains(t, w.Body.String(), "begin")
}
