package site

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
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
