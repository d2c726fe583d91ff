package browser

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

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

// Chromium is a headless Chromium that chromedp drives.
type Chromium struct {
	ctx  context.Context
	stop func()
}

// StartChromium starts the one that is installed.
func StartChromium() (*Chromium, error) {
	allocator, stop := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.WSURLReadTimeout(Patience),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-features", "Translate,OptimizationHints,MediaRouter,SpareRendererForSitePerProcess"),
	)...)
	ctx, quit := chromedp.NewContext(allocator, chromedp.WithBrowserOption(chromedp.WithDialTimeout(Patience)))
	c := &Chromium{ctx, func() { quit(); stop() }}
	if err := chromedp.Run(ctx); err != nil {
		c.Quit()
		return nil, err
	}
	return c, nil
}

// PreloadScript is "": the browser tells what a page prints and throws.
func (c *Chromium) PreloadScript() string { return "" }

// Quit ends the browser.
func (c *Chromium) Quit() { c.stop() }

// Do carries out a command that is the browser's, and no page's.
func (c *Chromium) Do(ctx context.Context, command func(context.Context) error) error {
	return command(cdp.WithExecutor(ctx, chromedp.FromContext(c.ctx).Browser))
}

// Listen has the browser's events told, those of no page, until ctx is done.
func (c *Chromium) Listen(ctx context.Context, told func(event any)) {
	listening, stop := context.WithCancel(c.ctx)
	context.AfterFunc(ctx, stop)
	chromedp.ListenBrowser(listening, told)
}

// Version is the browser's product name and version.
func (c *Chromium) Version(ctx context.Context) (version string, err error) {
	return version, c.Do(ctx, func(ctx context.Context) (err error) {
		_, version, _, _, _, err = browser.GetVersion().Do(ctx)
		return err
	})
}

// chromiumStorage is a browser context of Chromium's.
type chromiumStorage struct {
	browser *Chromium
	id      cdp.BrowserContextID
}

// NewStorage makes storage and a cache that are empty.
func (c *Chromium) NewStorage(ctx context.Context) (Storage, error) {
	s := chromiumStorage{browser: c}
	return s, c.Do(ctx, func(ctx context.Context) (err error) {
		s.id, err = target.CreateBrowserContext().WithDisposeOnDetach(true).Do(ctx)
		return err
	})
}

// Drop drops the storage, and closes the pages that have it.
func (s chromiumStorage) Drop(ctx context.Context) error {
	return s.browser.Do(ctx, func(ctx context.Context) error { return target.DisposeBrowserContext(s.id).Do(ctx) })
}

// ChromiumPage is a page of Chromium's.
type ChromiumPage struct {
	browser *Chromium
	ctx     context.Context
	leave   func()
}

// NewPage opens an empty page, in a window of its own: a browser context begins
// without one.
func (s chromiumStorage) NewPage(ctx context.Context, told Listener) (Page, error) {
	var id target.ID
	err := s.browser.Do(ctx, func(ctx context.Context) (err error) {
		id, err = target.CreateTarget("about:blank").WithBrowserContextID(s.id).WithNewWindow(true).Do(ctx)
		return err
	})
	if err != nil {
		return nil, err
	}
	p := ChromiumPage{browser: s.browser}
	p.ctx, p.leave = chromedp.NewContext(s.browser.ctx, chromedp.WithTargetID(id))
	chromedp.ListenTarget(p.ctx, func(event any) {
		switch e := event.(type) {
		case *runtime.EventConsoleAPICalled:
			var texts []string
			for _, arg := range e.Args {
				texts = append(texts, remoteText(arg))
			}
			told.Printed(string(e.Type), strings.Join(texts, " "))
		case *runtime.EventExceptionThrown:
			told.Thrown(e.ExceptionDetails.Error())
		}
	})
	// The first Run attaches to the page, and asks for more events than are told of:
	// players have pages that no DevTools watch.
	if err := chromedp.Run(p.ctx, network.Disable(), dom.Disable(), css.Disable(), log.Disable()); err != nil {
		p.Leave()
		return nil, err
	}
	return p, nil
}

// remoteText is the text of a value that is printed.
func remoteText(o *runtime.RemoteObject) string {
	var text string
	if json.Unmarshal(o.Value, &text) == nil {
		return text
	}
	if o.Value != nil {
		return string(o.Value)
	}
	return o.Description
}

// Run runs chromedp's actions in the page, for as long as ctx lasts.
func (p ChromiumPage) Run(ctx context.Context, actions ...chromedp.Action) error {
	running, cancel := context.WithCancelCause(p.ctx)
	defer cancel(nil)
	defer context.AfterFunc(ctx, func() { cancel(context.Cause(ctx)) })()
	return chromedp.Run(running, actions...)
}

// Visit loads a URL, and returns when its load event is over. It is not chromedp's
// own Navigate, which needs the events that NewPage does without.
func (p ChromiumPage) Visit(ctx context.Context, url string) error {
	if err := p.Navigate(ctx, url); err != nil {
		return err
	}
	_, err := p.Eval(ctx, `new Promise((loaded) => document.readyState === "complete" ? loaded() : addEventListener("load", () => loaded()))`)
	return err
}

// Blank leaves the page for an empty one.
func (p ChromiumPage) Blank(ctx context.Context) error { return blank(ctx, p) }

// Navigate has a URL take the place of the present one, and does not wait for its load.
func (p ChromiumPage) Navigate(ctx context.Context, url string) error {
	return p.Run(ctx, chromedp.ActionFunc(func(ctx context.Context) error {
		_, _, problem, _, err := page.Navigate(url).Do(ctx)
		if err == nil && problem != "" {
			err = errors.New(problem)
		}
		return err
	}))
}

// Eval runs a script, awaits the promise that it may give, and returns its JSON.
func (p ChromiumPage) Eval(ctx context.Context, script string) (raw json.RawMessage, err error) {
	return raw, p.Run(ctx, chromedp.ActionFunc(func(ctx context.Context) error {
		value, exception, err := runtime.Evaluate(script).WithAwaitPromise(true).WithReturnByValue(true).Do(ctx)
		if err != nil {
			return err
		}
		if exception != nil {
			return exception
		}
		raw = json.RawMessage(value.Value)
		return nil
	}))
}

// Flush has nothing to do: events arrive before the answers to what was asked after them.
func (p ChromiumPage) Flush(context.Context) error { return nil }

// Back asks for the page before this one. It is not chromedp's own, which waits for a
// load that does not happen if the page comes from the back/forward cache.
func (p ChromiumPage) Back(ctx context.Context) error {
	return p.Run(ctx, chromedp.ActionFunc(func(ctx context.Context) error {
		current, entries, err := page.GetNavigationHistory().Do(ctx)
		if err != nil {
			return err
		}
		return page.NavigateToHistoryEntry(entries[current-1].ID).Do(ctx)
	}))
}

// Offline takes the network from the page, or gives it back.
func (p ChromiumPage) Offline(ctx context.Context, off bool) error {
	if off {
		return p.Run(ctx, network.Enable(), network.OverrideNetworkState(true, 0, -1, -1))
	}
	return p.Run(ctx, network.OverrideNetworkState(false, 0, -1, -1), network.Disable())
}

// Close closes the tab as a user does, so that the page is told.
func (p ChromiumPage) Close(ctx context.Context) error {
	return p.browser.Do(ctx, func(ctx context.Context) error {
		return target.CloseTarget(chromedp.FromContext(p.ctx).Target.TargetID).Do(ctx)
	})
}

// Leave ends the driving of a tab, which may be closed already.
func (p ChromiumPage) Leave() { p.leave() }
