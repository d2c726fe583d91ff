//go:build !firefox

package e2e

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

const (
	browserName = "Chromium"
	// What it says of a response that breaks off: to who compiles it, to who reads it.
	compileBreaks = "Network error"
	readBreaks    = "Failed to fetch"
	// What it says of a response that is no program.
	noProgram = "WebAssembly"
)

// chromium is a Chromium that chromedp drives.
type chromium struct {
	ctx  context.Context
	stop func()
}

// chromiumTab is one of its tabs.
type chromiumTab struct {
	browser chromium
	ctx     context.Context
	leave_  func()
}

func start() (driver, error) {
	allocator, stop := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-features", "Translate,OptimizationHints,MediaRouter"),
	)...)
	ctx, quit := chromedp.NewContext(allocator)
	return chromium{ctx, func() { quit(); stop() }}, chromedp.Run(ctx)
}

func (c chromium) quit() { c.stop() }

// asked is a context for what the browser is asked, and not a tab.
func (c chromium) asked(ctx context.Context) context.Context {
	return cdp.WithExecutor(ctx, chromedp.FromContext(c.ctx).Browser)
}

func (c chromium) newStorage(ctx context.Context) (string, func(context.Context) error, error) {
	id, err := target.CreateBrowserContext().WithDisposeOnDetach(true).Do(c.asked(ctx))
	return string(id), func(ctx context.Context) error { return target.DisposeBrowserContext(id).Do(c.asked(ctx)) }, err
}

func (c chromium) newTab(ctx context.Context, storage string, told listener) (driverTab, error) {
	// A browser context begins without a window.
	id, err := target.CreateTarget("about:blank").WithBrowserContextID(cdp.BrowserContextID(storage)).WithNewWindow(true).Do(c.asked(ctx))
	if err != nil {
		return nil, err
	}
	b := chromiumTab{browser: c}
	b.ctx, b.leave_ = chromedp.NewContext(c.ctx, chromedp.WithTargetID(id))
	chromedp.ListenTarget(b.ctx, func(event any) {
		switch e := event.(type) {
		case *runtime.EventConsoleAPICalled:
			var texts []string
			for _, arg := range e.Args {
				texts = append(texts, remoteText(arg))
			}
			told.printed(string(e.Type), strings.Join(texts, " "))
		case *runtime.EventExceptionThrown:
			told.thrown(e.ExceptionDetails.Error())
		}
	})
	return b, chromedp.Run(b.ctx)
}

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

// run runs chromedp's actions, for as long as ctx lasts.
func (b chromiumTab) run(ctx context.Context, actions ...chromedp.Action) error {
	tab, cancel := context.WithCancelCause(b.ctx)
	defer cancel(nil)
	defer context.AfterFunc(ctx, func() { cancel(context.Cause(ctx)) })()
	return chromedp.Run(tab, actions...)
}

func (b chromiumTab) visit(ctx context.Context, url string) error {
	return b.run(ctx, chromedp.Navigate(url))
}

func (b chromiumTab) eval(ctx context.Context, script string) (raw json.RawMessage, err error) {
	return raw, b.run(ctx, chromedp.ActionFunc(func(ctx context.Context) error {
		value, exception, err := runtime.Evaluate(script).WithAwaitPromise(true).WithReturnByValue(true).Do(cdp.WithExecutor(ctx, chromedp.FromContext(ctx).Target))
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

// back is not chromedp's own, which waits for a load that does not happen where the
// page comes from the back/forward cache.
func (b chromiumTab) back(ctx context.Context) error {
	return b.run(ctx, chromedp.ActionFunc(func(ctx context.Context) error {
		current, entries, err := cdppage.GetNavigationHistory().Do(ctx)
		if err != nil {
			return err
		}
		return cdppage.NavigateToHistoryEntry(entries[current-1].ID).Do(ctx)
	}))
}

func (b chromiumTab) offline(ctx context.Context, off bool) error {
	return b.run(ctx, network.Enable(), network.OverrideNetworkState(off, 0, -1, -1))
}

func (b chromiumTab) heap(ctx context.Context) (used int, err error) {
	return used, b.run(ctx, heapprofiler.CollectGarbage(), chromedp.ActionFunc(func(ctx context.Context) error {
		bytes, _, _, _, err := runtime.GetHeapUsage().Do(ctx)
		used = int(bytes)
		return err
	}))
}

func (b chromiumTab) close(ctx context.Context) error {
	return target.CloseTarget(chromedp.FromContext(b.ctx).Target.TargetID).Do(b.browser.asked(ctx))
}

func (b chromiumTab) leave() { b.leave_() }
