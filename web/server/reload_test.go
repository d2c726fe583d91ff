package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// buildPatience is how long a build, or an answer, may take before a test gives up.
const buildPatience = 5 * time.Minute

// page is a site of one page that has a tag.
var page = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	const text = "<p>page</p>"
	w.Header().Set("ETag", `"tag"`)
	w.Header().Set("Content-Length", fmt.Sprint(len(text)))
	http.ServeContent(w, r, "index.html", time.Time{}, strings.NewReader(text))
})

// reloading is a reloader of that page, and its address.
func reloading(t *testing.T, ctx context.Context) (r *reloader, url string) {
	r = newReloader(ctx, page)
	server := httptest.NewServer(r)
	t.Cleanup(server.Close)
	return r, server.URL
}

// ask sends a GET with the tag of a page that the browser has.
func ask(t *testing.T, url string) *http.Response {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), buildPatience)
	t.Cleanup(cancel)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	require.NoError(t, err)
	request.Header.Set("If-None-Match", `"tag"`)
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	t.Cleanup(func() { response.Body.Close() })
	return response
}

// body is all of an answer's body.
func body(t *testing.T, response *http.Response) string {
	t.Helper()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return string(text)
}

func TestPageIsToldOfTheNextBuild(t *testing.T) {
	r, url := reloading(t, t.Context())
	for _, path := range []string{"/", "/index.html"} {
		assert.Equal(t, "<p>page</p><script>new EventSource(\"/reload?build=0\").onmessage = () => location.reload();</script>\n", body(t, ask(t, url+path)))
	}
	assert.Equal(t, 304, ask(t, url+"/playerstate.js").StatusCode, "the rest is as ever")

	waits := ask(t, url+"/reload?build=0") // its head is there
	assert.Equal(t, "text/event-stream", waits.Header.Get("Content-Type"))
	r.reload()
	assert.Equal(t, "data: built\n\n", body(t, waits))
	assert.Equal(t, "data: built\n\n", body(t, ask(t, url+"/reload?build=0")), "a page that asks late")
	assert.Contains(t, body(t, ask(t, url)), "/reload?build=1")
	waits = ask(t, url+"/reload?build=1")
	r.reload()
	assert.Equal(t, "data: built\n\n", body(t, waits))
}

func TestPageDoesNotHoldUpTheEnd(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	_, url := reloading(t, ctx)
	waits := ask(t, url+"/reload?build=0")
	cancel()
	assert.Empty(t, body(t, waits))
}

// sources are the files of a small product, by their names.
var sources = map[string]string{
	"go.mod":              "module playerstate\n",
	"wasm/main.go":        "package main\n\nfunc main() { select {} }\n",
	"jsbridge/doc.go":     "package jsbridge\n",
	"web/package.json":    `{"version":"1.2.3"}`,
	"web/src/global.js":   "",
	"web/src/tag.js":      `console.log("first");`,
	"web/src/module.js":   `export const a = 1;`,
	"web/demo/index.html": "page",
}

// put writes a file below a folder in one step, so that nobody reads the half of it.
func put(t *testing.T, root, name, text string) {
	t.Helper()
	path := filepath.Join(root, name)
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path+".tmp", []byte(text), 0o644))
	require.NoError(t, os.Rename(path+".tmp", path))
}

func TestWatch(t *testing.T) {
	root := t.TempDir()
	for name, text := range sources {
		put(t, root, name, text)
	}
	ctx, cancel := context.WithTimeout(t.Context(), buildPatience)
	defer cancel()
	out, in := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		err := run(ctx, []string{"-watch", "-web", filepath.Join(root, "web")}, env("PORT", "0"), in, grace)
		in.CloseWithError(io.EOF)
		ended <- err
	}()
	lines := bufio.NewScanner(out)
	said := func(begin string) string {
		require.True(t, lines.Scan(), "%s: %v", begin, lines.Err())
		require.True(t, strings.HasPrefix(lines.Text(), begin), lines.Text())
		return strings.TrimPrefix(lines.Text(), begin)
	}
	said("Built in ")
	address, _, _ := strings.Cut(said("Open "), " ")

	assert.Contains(t, body(t, ask(t, address+"playerstate.js")), `"first"`)
	assert.Contains(t, body(t, ask(t, address)), "/reload?build=1")
	waits := ask(t, address+"reload?build=1")
	put(t, root, "web/src/tag.js", `console.log("second");`)
	said("Built in ")
	assert.Equal(t, "data: built\n\n", body(t, waits))
	assert.Contains(t, body(t, ask(t, address+"playerstate.js")), `"second"`)

	put(t, root, "web/src/tag.js", `console.log(;`)
	require.True(t, lines.Scan())
	assert.Contains(t, lines.Text(), "ERROR", "it is told, and the server goes on")
	go func() { _, _ = io.Copy(io.Discard, out) }()
	assert.Contains(t, body(t, ask(t, address+"playerstate.js")), `"second"`)
	cancel()
	require.NoError(t, <-ended)
}

func TestWatchFails(t *testing.T) {
	web := webFolder(t)
	assert.ErrorIs(t, run(t.Context(), []string{"-watch", "-web", web}, env("PORT", "0"), io.Discard, grace), os.ErrNotExist)
}
