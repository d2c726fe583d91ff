package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/server/dispatcher"
)

const (
	// limit is how long a test waits before it gives up.
	limit = 5 * time.Minute
	// grace is longer: a test fails if the server needs all of it to stop.
	grace = 2 * limit
)

func webFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "demo"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "demo", "index.html"), []byte("{{.AppID}} {{.ServerURL}} {{.Embedded}}"), 0o644))
	return dir
}

// start runs the server and returns its address, and what stops it and returns
// what run returned.
func start(t *testing.T, getenv func(string) string) (string, func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out, in := io.Pipe()
	done := make(chan error, 1)
	go func() {
		err := run(ctx, []string{"-web", webFolder(t)}, getenv, in, grace)
		in.CloseWithError(io.EOF)
		done <- err
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	m := regexp.MustCompile(`^Open (http://127\.0\.0\.1:\d+)/ \(`).FindStringSubmatch(line)
	require.NotNil(t, m, line)
	return m[1], func() error {
		cancel()
		select {
		case err := <-done:
			return err
		case <-time.After(limit):
			return context.DeadlineExceeded
		}
	}
}

func fetch(t *testing.T, method, url, body string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	require.NoError(t, err)
	resp, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp.StatusCode, string(b)
}

func TestRunEmbedded(t *testing.T) {
	url, stop := start(t, env("PORT", "0"))
	status, body := fetch(t, "GET", url, "")
	assert.Equal(t, 200, status)
	assert.Equal(t, demoAppID+" "+url+"/dispatcherv2 true", body)

	status, _ = fetch(t, "POST", url+dispatcher.FaultsPath, `{"fault":"hang"}`)
	assert.Equal(t, 204, status)
	hung := make(chan error, 1)
	go func() {
		_, err := http.Post(url+dispatcher.Path, "application/json", strings.NewReader("{}"))
		hung <- err
	}()
	require.Eventually(t, func() bool {
		_, list := fetch(t, "GET", url+dispatcher.FaultsPath, "")
		return strings.Contains(list, `"pending":[]`)
	}, limit, time.Millisecond)
	require.NoError(t, stop(), "an answer that hangs does not hold it up")
	require.Error(t, <-hung)
	_, err := http.Get(url)
	require.Error(t, err)
}

func TestRunWithTheRealService(t *testing.T) {
	url, stop := start(t, env("PORT", "0", "APP_ID", "7", "APP_SECRET", "s"))
	_, body := fetch(t, "GET", url, "")
	assert.Equal(t, "7 "+vendorURL+" false", body)
	status, _ := fetch(t, "GET", url+dispatcher.FaultsPath, "")
	assert.Equal(t, 404, status)
	require.NoError(t, stop())
}

func TestRunFails(t *testing.T) {
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer busy.Close()
	port := strconv.Itoa(busy.Addr().(*net.TCPAddr).Port)
	web := webFolder(t)
	for _, c := range []struct {
		name   string
		getenv func(string) string
		web    string
		says   string
	}{
		{"a busy port", env("PORT", port), web, "port " + port + " is in use: stop what listens there, or set PORT to another"},
		{"no port", env("PORT", "http"), web, `PORT is "http", which is not a port (0 to 65535)`},
		{"a port too high", env("PORT", "65536"), web, `PORT is "65536", which is not a port (0 to 65535)`},
		{"a port below", env("PORT", "-1"), web, `PORT is "-1", which is not a port (0 to 65535)`},
		{"no secret", env("APP_ID", "1"), web, "APP_SECRET is missing: the real service needs it together with APP_ID"},
		{"no app", env("APP_SECRET", "1"), web, "APP_ID is missing: the real service needs it together with APP_SECRET"},
		{"a URL alone", env("SERVER_URL", "https://x.example"), web, "APP_ID is missing: the real service needs it together with APP_SECRET"},
		{"no page", env("PORT", "0"), filepath.Join(web, "none"), "the page: open " + filepath.Join(web, "none", "demo", "index.html") + ": no such file or directory"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := run(t.Context(), []string{"-web", c.web}, c.getenv, io.Discard, grace)
			require.EqualError(t, err, c.says)
		})
	}
}
