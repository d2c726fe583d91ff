package interop

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// patience is how long a condition is waited for before a test gives up. No test
// passes sooner for it.
const patience = 30 * time.Second

// tab is one tab of the browser, with storage and cache of its own.
type tab struct {
	t   *testing.T
	ctx context.Context
}

func openTab(t *testing.T) *tab {
	browser, done := context.WithTimeout(chromium, patience)
	defer done()
	browser = cdp.WithExecutor(browser, chromedp.FromContext(browser).Browser)
	storage, err := target.CreateBrowserContext().WithDisposeOnDetach(true).Do(browser)
	require.NoError(t, err)
	// A browser context begins without a window.
	id, err := target.CreateTarget("about:blank").WithBrowserContextID(storage).WithNewWindow(true).Do(browser)
	require.NoError(t, err)
	ctx, cancel := chromedp.NewContext(chromium, chromedp.WithTargetID(id))
	t.Cleanup(cancel)
	require.NoError(t, chromedp.Run(ctx))
	return &tab{t, ctx}
}

func (b *tab) run(actions ...chromedp.Action) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	require.NoError(b.t, chromedp.Run(ctx, actions...))
}

func (b *tab) visit(url string) {
	b.t.Helper()
	b.run(chromedp.Navigate(url))
}

// eval returns the JSON text of what a script gives, or of what its promise does.
func (b *tab) eval(script string) string {
	b.t.Helper()
	var text string
	b.run(chromedp.Evaluate(`Promise.resolve(`+script+`).then((value) => JSON.stringify(value) ?? "null")`, &text,
		func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
	return text
}

// text is the string that a script gives.
func (b *tab) text(script string) string {
	b.t.Helper()
	var s string
	require.NoError(b.t, json.Unmarshal([]byte(b.eval(script)), &s))
	return s
}

// settle has the browser be one of another place.
func (b *tab) settle(language, zone string) {
	b.t.Helper()
	b.run(
		emulation.SetUserAgentOverride(b.text(`navigator.userAgent`)).WithAcceptLanguage(language),
		emulation.SetTimezoneOverride(zone),
	)
}
