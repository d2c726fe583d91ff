package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"playerstate/web/build"
)

const (
	root = "../.."
	// patience is how long a condition is waited for before a test gives up. No test
	// passes sooner for it.
	patience = 30 * time.Second
)

// chromium is the one browser that all tests share.
var chromium context.Context

func TestMain(m *testing.M) {
	if err := build.Build(build.Options{Root: root, Dist: root + "/web/dist"}); err != nil {
		log.Fatal(err)
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-features", "Translate,OptimizationHints,MediaRouter"),
	)...)
	var quit context.CancelFunc
	chromium, quit = chromedp.NewContext(allocator)
	if err := chromedp.Run(chromium); err != nil {
		log.Fatal("Chromium does not start: ", err)
	}
	code := m.Run()
	quit()
	stop()
	os.Exit(code)
}

// tab is one tab of the browser, and what it has printed.
type tab struct {
	t       *testing.T
	ctx     context.Context
	storage cdp.BrowserContextID

	mu      sync.Mutex
	console []string // "log: text"
	errors  []string // uncaught exceptions
}

// openTab opens a tab with storage and cache of its own.
func openTab(t *testing.T) *tab {
	var storage cdp.BrowserContextID
	inBrowser(t, func(ctx context.Context) (err error) {
		storage, err = target.CreateBrowserContext().WithDisposeOnDetach(true).Do(ctx)
		return err
	})
	t.Cleanup(func() {
		inBrowser(t, func(ctx context.Context) error { return target.DisposeBrowserContext(storage).Do(ctx) })
	})
	return newTab(t, storage)
}

// openBeside opens another tab that shares its storage with this one.
func (b *tab) openBeside() *tab { return newTab(b.t, b.storage) }

// inBrowser speaks to the browser, not to a tab.
func inBrowser(t *testing.T, f func(context.Context) error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(chromium, patience)
	defer cancel()
	require.NoError(t, f(cdp.WithExecutor(ctx, chromedp.FromContext(chromium).Browser)))
}

func newTab(t *testing.T, storage cdp.BrowserContextID) *tab {
	var id target.ID
	inBrowser(t, func(ctx context.Context) (err error) {
		// A browser context begins without a window.
		id, err = target.CreateTarget("about:blank").WithBrowserContextID(storage).WithNewWindow(true).Do(ctx)
		return err
	})
	ctx, cancel := chromedp.NewContext(chromium, chromedp.WithTargetID(id))
	t.Cleanup(cancel)
	b := &tab{t: t, ctx: ctx, storage: storage}
	chromedp.ListenTarget(ctx, func(event any) {
		b.mu.Lock()
		defer b.mu.Unlock()
		switch e := event.(type) {
		case *runtime.EventConsoleAPICalled:
			var texts []string
			for _, arg := range e.Args {
				texts = append(texts, remoteText(arg))
			}
			b.console = append(b.console, string(e.Type)+": "+strings.Join(texts, " "))
		case *runtime.EventExceptionThrown:
			b.errors = append(b.errors, e.ExceptionDetails.Error())
		}
	})
	require.NoError(t, chromedp.Run(ctx))
	return b
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

// run runs chromedp's actions, within the test's patience.
func (b *tab) run(actions ...chromedp.Action) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	require.NoError(b.t, chromedp.Run(ctx, actions...))
}

// visit loads a page.
func (b *tab) visit(url string) {
	b.t.Helper()
	b.run(chromedp.Navigate(url))
}

// eval runs a script in the page, awaits the promise that it may give, and reads
// the value into result, which may be nil.
func (b *tab) eval(script string, result any) {
	b.t.Helper()
	var raw json.RawMessage
	b.run(chromedp.ActionFunc(func(ctx context.Context) error {
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

// close closes the tab as a user does, so that the page is told.
func (b *tab) close() {
	b.t.Helper()
	inBrowser(b.t, func(ctx context.Context) error {
		return target.CloseTarget(chromedp.FromContext(b.ctx).Target.TargetID).Do(ctx)
	})
}

// eventually waits for a condition.
func eventually(t *testing.T, what string, condition func() bool) {
	t.Helper()
	require.Eventually(t, condition, patience, 5*time.Millisecond, what)
}
