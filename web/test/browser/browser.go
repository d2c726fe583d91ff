// Package browser drives web browsers, each in its own way, for tests and measurements
// that ask the same of all of them.
package browser

import (
	"context"
	"encoding/json"
	"time"
)

// Patience is how long a browser may take over one thing, such as its start. Nothing
// passes sooner for it: it is there so that a run that can't go on ends.
const Patience = 5 * time.Minute

// Browser is a browser that runs.
type Browser interface {
	// NewStorage makes storage and a cache that are empty.
	NewStorage(ctx context.Context) (Storage, error)
	// PreloadScript is what each page of a site must run before its own scripts, so that
	// its listener is told; "" if the browser tells by itself.
	PreloadScript() string
	// Quit ends the browser.
	Quit()
}

// Storage is the storage and the cache that some pages share.
type Storage interface {
	// NewPage opens an empty page, in a window of its own.
	NewPage(ctx context.Context, told Listener) (Page, error)
	// Drop drops the storage, and closes the pages that have it.
	Drop(ctx context.Context) error
}

// Page is what one tab shows.
type Page interface {
	// Visit loads a URL, and returns when its load event is over.
	Visit(ctx context.Context, url string) error
	// Blank leaves the page for an empty one, if it can be in the same process.
	Blank(ctx context.Context) error
	// Eval runs a script, awaits the promise that it may give, and returns its JSON.
	Eval(ctx context.Context, script string) (json.RawMessage, error)
	// Flush tells the listener of all that the page has printed and thrown so far.
	Flush(ctx context.Context) error
	// Back asks for the page before this one, and does not wait for it.
	Back(ctx context.Context) error
	// Offline takes the network from the page, or gives it back.
	Offline(ctx context.Context, off bool) error
	// Close closes the tab as a user does, so that the page is told.
	Close(ctx context.Context) error
	// Leave ends the driving of a tab, which may be closed already.
	Leave()
}

// blank leaves a page for an empty one in the same process. A script does: what a driver asks
// for gets a process of its own.
func blank(ctx context.Context, p Page) error {
	for {
		raw, err := p.Eval(ctx, `location.href === "about:blank" || void location.replace("about:blank")`)
		if ctx.Err() != nil || err == nil && string(raw) == "true" {
			return ctx.Err()
		}
	}
}

// Listener is told of a page, of one thing after the other.
type Listener struct {
	// Printed is told what the console shows: a level such as "log", and the text.
	Printed func(level, text string)
	// Thrown is told what was thrown and not caught.
	Thrown func(text string)
}
