package main

import (
	"fmt"
	"os"
	"path/filepath"
	"playerstate/web/bench/weigh"
	"regexp"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// testScale is the scale of the tests.
var testScale = scale{Warmups: 1, Rounds: 2, Loads: 1, Frames: 2, Bursts: 1, Cycles: 20}

// closers are called when all tests have run.
var closers []func()

// shared starts the servers and the browser that the tests share. The files are not
// compressed, which would take minutes under the race detector, and the vendor's client
// is absent.
var shared = sync.OnceValues(func() (*bench, error) {
	servers, err := startServers("../..", nil, true)
	if err != nil {
		return nil, err
	}
	closers = append(closers, servers.close)
	browser, err := startChromium()
	if err != nil {
		return nil, err
	}
	closers = append(closers, browser.Quit)
	return &bench{servers: servers, chromium: browser, scale: testScale}, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	for _, f := range closers {
		f()
	}
	os.Exit(code)
}

// newBench returns a bench at testScale that logs to the test.
func newBench(t *testing.T) *bench {
	t.Helper()
	b, err := shared()
	require.NoError(t, err)
	return &bench{b.servers, b.chromium, testScale, t.Logf}
}

// measured checks that a figure has n measurements, all of them more than 0.
func measured(t *testing.T, n int, f *figure) {
	t.Helper()
	require.NotNil(t, f)
	assert.Equal(t, n, f.N)
	assert.Positive(t, f.Median)
}

func TestContenders(t *testing.T) {
	b := &bench{servers: &servers{vendor: true}}
	assert.Equal(t, []string{"bare", "ours", "vendor"}, b.contenders())
	b.vendor = false
	assert.Equal(t, []string{"bare", "ours"}, b.contenders())
	assert.Equal(t, `["bare","ours"]`, arrayOf(b.contenders()))
}

func TestRows(t *testing.T) {
	var log []string
	b := &bench{servers: &servers{folder: t.TempDir()}, logf: func(format string, args ...any) { log = append(log, fmt.Sprintf(format, args...)) }}
	_, _, err := b.rows(regexp.MustCompile("^bytes"))
	require.ErrorIs(t, err, os.ErrNotExist)
	assert.ErrorContains(t, err, "bytes to download: ")

	require.NoError(t, os.Mkdir(b.dist(), 0o755))
	for name, length := range map[string]int{"playerstate.wasm": 90, "playerstate.js": 20, weigh.EmptyName: 100} {
		require.NoError(t, os.WriteFile(filepath.Join(b.dist(), name), nil, 0o644))
		require.NoError(t, os.WriteFile(filepath.Join(b.dist(), name+".br"), make([]byte, length), 0o644))
	}
	rows, notes, err := b.rows(regexp.MustCompile("^bytes"))
	require.NoError(t, err)
	assert.Empty(t, notes)
	require.Len(t, rows, 1)
	assert.Equal(t, exactly(110), rows[0].Ours)
	assert.Equal(t, exactly(100), rows[0].Limit)
	assert.True(t, rows[0].over())
	assert.Equal(t, []string{"bytes to download: 0 s"}, log)

	_, _, err = b.rows(regexp.MustCompile("no such part"))
	require.EqualError(t, err, `no part's name matches "no such part"`)
}
