package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"playerstate/web/test/browser"
)

// patience is how long any one step in the browser may take.
const patience = 10 * time.Minute

// chromium is a headless browser.
type chromium struct {
	*browser.Chromium
	version string
}

// startChromium starts the browser.
func startChromium() (*chromium, error) {
	started, err := browser.StartChromium()
	if err != nil {
		return nil, fmt.Errorf("cannot start Chromium: %w", err)
	}
	c := &chromium{Chromium: started}
	if err := patiently(func(ctx context.Context) (err error) {
		c.version, err = c.Version(ctx)
		return err
	}); err != nil {
		c.Quit()
		return nil, err
	}
	return c, nil
}

// patiently does one step.
func patiently(do func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return do(ctx)
}

// do carries out a command that is the browser's, and no page's.
func (c *chromium) do(command func(context.Context) error) error {
	return patiently(func(ctx context.Context) error { return c.Do(ctx, command) })
}

// tab is one tab, with storage, cache and connections of its own.
type tab struct {
	storage browser.Storage
	page    browser.ChromiumPage
}

// openTab opens a tab.
func (c *chromium) openTab() (t *tab, err error) {
	t = &tab{}
	// Nobody listens: a page that is measured tells nothing.
	deaf := browser.Listener{Printed: func(string, string) {}, Thrown: func(string) {}}
	if err := patiently(func(ctx context.Context) error {
		if t.storage, err = c.NewStorage(ctx); err != nil {
			return err
		}
		opened, err := t.storage.NewPage(ctx, deaf)
		if err != nil {
			return err
		}
		t.page = opened.(browser.ChromiumPage)
		// What is measured is what players have: a page that no DevTools watch. Watched,
		// every fetch takes down the stack that it was called from, and Go's is deep. The
		// browser package does without the rest of what chromedp enables.
		return t.page.Run(ctx, page.Disable(), runtime.Disable())
	}); err != nil {
		return nil, fmt.Errorf("a tab does not open: %w", err) // what there is of it goes with the browser
	}
	return t, nil
}

// close closes the tab.
func (t *tab) close() {
	t.page.Leave()
	_ = patiently(t.storage.Drop) // what can't be closed goes with the browser
}

// navigate opens a page of the benchmark's, and returns when its script has run.
func (t *tab) navigate(url string) error {
	if err := patiently(func(ctx context.Context) error { return t.page.Navigate(ctx, url) }); err != nil {
		return err
	}
	for begun := time.Now(); ; time.Sleep(5 * time.Millisecond) {
		var there bool
		err := t.eval(`typeof bench === "object"`, &there)
		if there || time.Since(begun) > patience {
			return err
		}
	}
}

// run runs actions in the tab.
func (t *tab) run(actions ...chromedp.Action) error {
	return patiently(func(ctx context.Context) error { return t.page.Run(ctx, actions...) })
}

// eval runs a script in the page, awaits the promise that it may give, and reads
// the value into result, which may be nil.
func (t *tab) eval(script string, result any) error {
	var raw json.RawMessage
	err := patiently(func(ctx context.Context) (err error) {
		raw, err = t.page.Eval(ctx, script)
		return err
	})
	if err == nil && result != nil {
		err = json.Unmarshal(raw, result)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", script, err)
	}
	return nil
}
