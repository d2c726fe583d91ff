package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/css"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// patience is how long any one step in the browser may take.
const patience = 10 * time.Minute

// chromium is a headless browser.
type chromium struct {
	ctx     context.Context
	version string
	close   func()
}

func startChromium() (*chromium, error) {
	allocator, stop := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-features", "Translate,OptimizationHints,MediaRouter"),
	)...)
	ctx, quit := chromedp.NewContext(allocator)
	c := &chromium{ctx: ctx, close: func() { quit(); stop() }}
	err := chromedp.Run(ctx)
	if err == nil {
		err = c.do(func(ctx context.Context) (err error) {
			_, c.version, _, _, _, err = browser.GetVersion().Do(ctx)
			return err
		})
	}
	if err != nil {
		c.close()
		return nil, fmt.Errorf("cannot start Chromium: %w", err)
	}
	return c, nil
}

// do speaks to the browser, not to a tab.
func (c *chromium) do(f func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(c.ctx, patience)
	defer cancel()
	return f(cdp.WithExecutor(ctx, chromedp.FromContext(c.ctx).Browser))
}

// tab is one tab, with storage, cache and connections of its own.
type tab struct {
	*chromium
	ctx   context.Context
	close func()
}

func (c *chromium) openTab() (*tab, error) {
	var storage cdp.BrowserContextID
	var id target.ID
	err := c.do(func(ctx context.Context) (err error) {
		if storage, err = target.CreateBrowserContext().WithDisposeOnDetach(true).Do(ctx); err != nil {
			return err
		}
		// A browser context begins without a window.
		id, err = target.CreateTarget("about:blank").WithBrowserContextID(storage).WithNewWindow(true).Do(ctx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("a tab does not open: %w", err)
	}
	ctx, cancel := chromedp.NewContext(c.ctx, chromedp.WithTargetID(id))
	t := &tab{chromium: c, ctx: ctx, close: func() {
		cancel()
		// What can't be closed goes with the browser.
		_ = c.do(func(ctx context.Context) error { return target.DisposeBrowserContext(storage).Do(ctx) })
	}}
	// What is measured is what players have: a page that no DevTools watch. Watched,
	// every fetch takes down the stack that it was called from, and Go's is deep.
	if err := chromedp.Run(ctx, network.Disable(), dom.Disable(), css.Disable(), page.Disable(), log.Disable(), runtime.Disable()); err != nil {
		t.close()
		return nil, fmt.Errorf("a tab does not open: %w", err)
	}
	return t, nil
}

// navigate opens a page of the benchmark's, and returns when its script has run.
func (t *tab) navigate(url string) error {
	if err := t.run(chromedp.ActionFunc(func(ctx context.Context) error {
		_, _, problem, _, err := page.Navigate(url).Do(ctx)
		if err == nil && problem != "" {
			err = errors.New(problem)
		}
		return err
	})); err != nil {
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
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, actions...)
}

// eval runs a script in the page, awaits the promise that it may give, and reads
// the value into result, which may be nil.
func (t *tab) eval(script string, result any) error {
	return t.run(chromedp.ActionFunc(func(ctx context.Context) error {
		value, exception, err := runtime.Evaluate(script).WithAwaitPromise(true).WithReturnByValue(true).Do(ctx)
		if err == nil && exception != nil {
			err = exception
		}
		if err == nil && result != nil {
			err = json.Unmarshal(value.Value, result)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", script, err)
		}
		return nil
	}))
}
