package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"playerstate/web/build"
)

const (
	root = "../../.."
	// patience is how long a condition is waited for before a test gives up. No test
	// passes sooner for it.
	patience = 30 * time.Second
)

// driver drives a browser. The build tag "firefox" says which: Firefox with it,
// Chromium without.
type driver interface {
	// newStorage makes storage and a cache for tabs to share, and says what drops it.
	newStorage(ctx context.Context) (storage string, drop func(context.Context) error, err error)
	// newTab opens a tab with that storage. What the page prints and throws is told.
	newTab(ctx context.Context, storage string, told listener) (page driverTab, err error)
	quit()
}

// driverTab drives one tab.
type driverTab interface {
	visit(ctx context.Context, url string) error
	// eval runs a script, awaits the promise that it may give, and returns its JSON.
	eval(ctx context.Context, script string) (json.RawMessage, error)
	// back asks for the page before this one, and does not wait for it.
	back(ctx context.Context) error
	// offline takes the network from the page, and gives it back.
	offline(ctx context.Context, off bool) error
	// close closes the tab as a user does, so that the page is told.
	close(ctx context.Context) error
	// leave ends the driving of a tab that may be closed already.
	leave()
}

// listener is told of a page.
type listener struct {
	printed func(level, text string)
	thrown  func(text string)
}

// shared is the one browser that all tests share.
var shared driver

func TestMain(m *testing.M) {
	if err := build.Build(build.Options{Root: root, Dist: root + "/web/dist"}); err != nil {
		log.Fatal(err)
	}
	var err error
	if shared, err = start(); err != nil {
		log.Fatal(browserName, " does not start: ", err)
	}
	code := m.Run()
	shared.quit()
	os.Exit(code)
}

// tab is one tab of the browser, and what it has printed.
type tab struct {
	t       *testing.T
	driven  driverTab
	storage string

	mu      sync.Mutex
	console []string // "log: text"
	errors  []string // uncaught exceptions
}

// openTab opens a tab with storage and cache of its own.
func openTab(t *testing.T) *tab {
	var storage string
	var drop func(context.Context) error
	patiently(t, func(ctx context.Context) (err error) {
		storage, drop, err = shared.newStorage(ctx)
		return err
	})
	t.Cleanup(func() { patiently(t, drop) })
	return newTab(t, storage)
}

// openBeside opens another tab that shares its storage with this one.
func (b *tab) openBeside() *tab { return newTab(b.t, b.storage) }

func newTab(t *testing.T, storage string) *tab {
	b := &tab{t: t, storage: storage}
	patiently(t, func(ctx context.Context) (err error) {
		b.driven, err = shared.newTab(ctx, storage, listener{
			printed: func(level, text string) {
				b.mu.Lock()
				defer b.mu.Unlock()
				b.console = append(b.console, level+": "+text)
			},
			thrown: func(text string) {
				b.mu.Lock()
				defer b.mu.Unlock()
				b.errors = append(b.errors, text)
			},
		})
		return err
	})
	t.Cleanup(b.driven.leave)
	return b
}

// patiently does what the browser has to do within the test's patience.
func patiently(t *testing.T, do func(context.Context) error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	require.NoError(t, do(ctx))
}

// visit loads a page.
func (b *tab) visit(url string) {
	b.t.Helper()
	patiently(b.t, func(ctx context.Context) error { return b.driven.visit(ctx, url) })
}

// back goes back to the page before this one.
func (b *tab) back() {
	b.t.Helper()
	patiently(b.t, b.driven.back)
}

// blink takes the network from the page and gives it back.
func (b *tab) blink() {
	b.t.Helper()
	for _, off := range []bool{true, false} {
		patiently(b.t, func(ctx context.Context) error { return b.driven.offline(ctx, off) })
	}
}

// close closes the tab as a user does, so that the page is told.
func (b *tab) close() {
	b.t.Helper()
	patiently(b.t, b.driven.close)
}

// eval runs a script in the page, awaits the promise that it may give, and reads
// the value into result, which may be nil.
func (b *tab) eval(script string, result any) {
	b.t.Helper()
	var raw json.RawMessage
	patiently(b.t, func(ctx context.Context) (err error) {
		raw, err = b.driven.eval(ctx, script)
		return err
	})
	if result != nil {
		require.NoError(b.t, json.Unmarshal(raw, result), "%s gave %s", script, raw)
	}
}

// text is the string that a script gives.
func (b *tab) text(script string) string {
	b.t.Helper()
	var s string
	b.eval(script, &s)
	return s
}

// truth is the boolean that a script gives.
func (b *tab) truth(script string) bool {
	b.t.Helper()
	var v bool
	b.eval(script, &v)
	return v
}

// result is the result object that a script's promise gives.
type result struct {
	Status        int    `json:"status"`
	ReasonCode    int    `json:"reason_code"`
	StatusMessage string `json:"status_message"`
}

func (r result) codes() string { return fmt.Sprintf("%d/%d", r.Status, r.ReasonCode) }

func (b *tab) result(script string) result {
	b.t.Helper()
	var r result
	b.eval(script, &r)
	return r
}

// printed is what the console has shown so far, line by line.
func (b *tab) printed() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]string(nil), b.console...)
}

// thrown is what was thrown in the page and not caught.
func (b *tab) thrown() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]string(nil), b.errors...)
}

// eventually waits for a condition.
func eventually(t *testing.T, what string, condition func() bool) {
	t.Helper()
	require.Eventually(t, condition, patience, 5*time.Millisecond, what)
}
