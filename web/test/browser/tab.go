package browser

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Tab is a tab in a test. What it can't do fails the test.
type Tab struct {
	// T is the test.
	T *testing.T
	*opened
}

// opened is what a tab shows, and what that has printed.
type opened struct {
	// Page is what the tab shows.
	Page    Page
	lent    *lent
	storage *shelved

	mu      sync.Mutex
	console []string // "log: text"
	errors  []string // uncaught exceptions
}

// Open opens a tab in whose storage and cache there is nothing of those origins, which are all
// that its pages will ask.
func (s *Shelf) Open(t *testing.T, origins ...string) Tab {
	t.Helper()
	var storage *shelved
	patiently(t, func(ctx context.Context) (err error) {
		storage, err = s.take(ctx, origins)
		return err
	})
	t.Cleanup(func() { patiently(t, func(ctx context.Context) error { return s.keep(ctx, storage) }) })
	return open(t, storage)
}

// OpenNew opens a tab with storage, cache and processes that no test has had before, or will
// have.
func (s *Shelf) OpenNew(t *testing.T) Tab {
	t.Helper()
	storage := &shelved{}
	patiently(t, func(ctx context.Context) (err error) {
		storage.Storage, err = s.Browser.NewStorage(ctx)
		return err
	})
	t.Cleanup(func() { patiently(t, storage.drop) })
	return open(t, storage)
}

// Beside opens another tab that shares its storage with this one.
func (b Tab) Beside() Tab {
	b.T.Helper()
	return open(b.T, b.storage)
}

// For is the same tab in another test, such as a part of this one.
func (b Tab) For(t *testing.T) Tab { return Tab{t, b.opened} }

// open opens a tab with that storage.
func open(t *testing.T, storage *shelved) Tab {
	t.Helper()
	b := &opened{storage: storage}
	patiently(t, func(ctx context.Context) (err error) {
		b.lent, err = storage.open(ctx, Listener{
			Printed: func(level, text string) { b.note(&b.console, level+": "+text) },
			Thrown:  func(text string) { b.note(&b.errors, text) },
		})
		return err
	})
	b.Page = b.lent.Page
	return Tab{t, b}
}

// level is the name of what a console's method prints, as DevTools have it.
func level(method string) string {
	if method == "warn" {
		return "warning"
	}
	return method
}

// note adds a line to a list of the tab's.
func (b *opened) note(list *[]string, line string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	*list = append(*list, line)
}

// patiently does what the browser has to do, and gives it time for that.
func patiently(t *testing.T, do func(context.Context) error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), Patience)
	defer cancel()
	require.NoError(t, do(ctx))
}

// Visit loads a page.
func (b Tab) Visit(url string) {
	b.T.Helper()
	patiently(b.T, func(ctx context.Context) error { return b.Page.Visit(ctx, url) })
}

// Back goes back to the page before this one.
func (b Tab) Back() {
	b.T.Helper()
	patiently(b.T, b.Page.Back)
}

// Blink takes the network from the page and gives it back.
func (b Tab) Blink() {
	b.T.Helper()
	for _, off := range []bool{true, false} {
		patiently(b.T, func(ctx context.Context) error { return b.Page.Offline(ctx, off) })
	}
}

// Close closes the tab as a user does, so that the page is told.
func (b Tab) Close() {
	b.T.Helper()
	patiently(b.T, b.Page.Close)
	b.lent.closed = true
}

// Run runs a script in the page, and awaits the promise that it may give.
func (b Tab) Run(script string) {
	b.T.Helper()
	b.Eval(script, nil)
}

// Eval runs a script in the page, awaits the promise that it may give, and reads the
// value into result, which may be nil.
func (b Tab) Eval(script string, result any) {
	b.T.Helper()
	var raw json.RawMessage
	patiently(b.T, func(ctx context.Context) (err error) {
		raw, err = b.Page.Eval(ctx, script)
		return err
	})
	if result != nil {
		require.NoError(b.T, json.Unmarshal(raw, result), "%s gave %s", script, raw)
	}
}

// Text is the string that a script gives.
func (b Tab) Text(script string) (text string) {
	b.T.Helper()
	b.Eval(script, &text)
	return text
}

// Truth is the boolean that a script gives.
func (b Tab) Truth(script string) (truth bool) {
	b.T.Helper()
	b.Eval(script, &truth)
	return truth
}

// Printed is what the console has shown so far, line by line.
func (b Tab) Printed() []string {
	b.T.Helper()
	patiently(b.T, b.Page.Flush)
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.console)
}

// Thrown is what was thrown in the page and not caught.
func (b Tab) Thrown() []string {
	b.T.Helper()
	patiently(b.T, b.Page.Flush)
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.errors)
}

// Eventually waits for a condition. It is asked for in the test's own goroutine, so
// that it may fail the test.
func Eventually(t *testing.T, what string, condition func() bool) {
	t.Helper()
	for begun := time.Now(); !condition(); time.Sleep(10 * time.Millisecond) {
		require.Less(t, time.Since(begun), Patience, what)
	}
}
