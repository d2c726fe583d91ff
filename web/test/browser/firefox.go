package browser

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
)

// Firefox is a Firefox that is driven by WebDriver BiDi, which it speaks itself.
type Firefox struct {
	process *exec.Cmd
	profile string
	*bidi

	mu    sync.Mutex
	pages map[string]Listener // by their browsing contexts
}

// preferences (user.js) are those of a browser that does no more than its pages need: it starts
// no process ahead of them, moves nothing of its own, and notes nothing of where it was. Its
// processes are forked from a small one, as elsewhere: a fork of its own large one costs more
// than the page.
const preferences = `user_pref("dom.ipc.processPrelaunch.enabled", false);
user_pref("dom.ipc.forkserver.enable", true);
user_pref("browser.newtab.preload", false);
user_pref("ui.prefersReducedMotion", 1);
user_pref("toolkit.cosmeticAnimations.enabled", false);
user_pref("places.history.enabled", false);
user_pref("browser.chrome.site_icons", false);
user_pref("browser.sessionstore.interval", 6000000);
`

// StartFirefox starts the one that is installed.
func StartFirefox() (*Firefox, error) {
	path, err := exec.LookPath("firefox-esr")
	if err != nil {
		if path, err = exec.LookPath("firefox"); err != nil {
			return nil, err
		}
	}
	f := &Firefox{pages: map[string]Listener{}}
	if f.profile, err = os.MkdirTemp("", "playerstate-firefox-"); err != nil {
		return nil, err
	}
	if err = os.WriteFile(filepath.Join(f.profile, "user.js"), []byte(preferences), 0o600); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), Patience)
	defer cancel()
	if err = f.launch(ctx, path); err != nil {
		f.Quit()
		return nil, err
	}
	return f, nil
}

// launch starts the browser and a session with it.
func (f *Firefox) launch(ctx context.Context, path string) error {
	f.process = exec.Command(path, "--headless", "--width=640", "--height=480", "--no-remote", "--remote-debugging-port=0", "--profile", f.profile)
	f.process.Env = append(os.Environ(), "HOME="+f.profile) // as root it will not start in another user's
	output, err := f.process.StderrPipe()
	if err != nil {
		return err
	}
	if err := f.process.Start(); err != nil {
		return err
	}
	defer context.AfterFunc(ctx, func() { _ = f.process.Process.Kill() })()
	address, err := announced(output)
	if err != nil {
		return err
	}
	go func() { _, _ = io.Copy(io.Discard, output) }()
	if f.bidi, err = dialBiDi(ctx, address+"/session", f.heard); err != nil {
		return err
	}
	if err := f.do(ctx, "session.new", map[string]any{"capabilities": map[string]any{}}, nil); err != nil {
		return err
	}
	return f.do(ctx, "session.subscribe", map[string]any{"events": []string{"log.entryAdded"}}, nil)
}

// announced reads the address that the browser listens at from its output.
func announced(output io.Reader) (address string, err error) {
	var said []string
	for lines := bufio.NewScanner(output); lines.Scan(); {
		if address, ok := strings.CutPrefix(lines.Text(), "WebDriver BiDi listening on "); ok {
			return address, nil
		}
		said = append(said, lines.Text())
	}
	return "", fmt.Errorf("it says %q", said)
}

// heard tells a tab what it has printed or thrown.
func (f *Firefox) heard(_ string, params json.RawMessage) {
	var entry struct {
		Type, Level, Method, Text string
		Source                    struct{ Context string }
	}
	if json.Unmarshal(params, &entry) != nil {
		return
	}
	f.mu.Lock()
	told, ok := f.pages[entry.Source.Context]
	f.mu.Unlock()
	switch {
	case !ok:
	case entry.Type == "console":
		told.Printed(level(entry.Method), entry.Text)
	case strings.HasPrefix(entry.Text, "Content-Security-Policy:"): // its own report
	case entry.Level == "error":
		told.Thrown(entry.Text)
	}
}

// PreloadScript is "": the browser tells what a page prints and throws.
func (f *Firefox) PreloadScript() string { return "" }

// Quit ends the browser.
func (f *Firefox) Quit() {
	if process := f.process.Process; process != nil {
		ctx, cancel := context.WithTimeout(context.Background(), Patience)
		defer cancel()
		if f.bidi == nil || f.do(ctx, "browser.close", map[string]any{}, nil) != nil {
			_ = process.Kill() // which is in vain only if it has ended
		}
		_ = f.process.Wait() // how it ended is of no interest
	}
	_ = os.RemoveAll(f.profile) // it is the system's to clean if it stays
}

// firefoxStorage is a user context of Firefox's.
type firefoxStorage struct {
	browser *Firefox
	context string
}

// NewStorage makes storage and a cache that are empty.
func (f *Firefox) NewStorage(ctx context.Context) (Storage, error) {
	var made struct{ UserContext string }
	err := f.do(ctx, "browser.createUserContext", map[string]any{}, &made)
	return firefoxStorage{f, made.UserContext}, err
}

// Drop drops the storage, and closes the pages that have it.
func (s firefoxStorage) Drop(ctx context.Context) error {
	return s.browser.do(ctx, "browser.removeUserContext", map[string]any{"userContext": s.context}, nil)
}

// firefoxPage is a page of Firefox's.
type firefoxPage struct {
	browser *Firefox
	context string
}

// NewPage opens an empty page, in a window of its own: a tab behind another one is
// slowed down.
func (s firefoxStorage) NewPage(ctx context.Context, told Listener) (Page, error) {
	var made struct{ Context string }
	if err := s.browser.do(ctx, "browsingContext.create", map[string]any{"type": "window", "userContext": s.context}, &made); err != nil {
		return nil, err
	}
	s.browser.mu.Lock()
	defer s.browser.mu.Unlock()
	s.browser.pages[made.Context] = told
	return firefoxPage{s.browser, made.Context}, nil
}

// Visit loads a URL, and returns when its load event is over.
func (p firefoxPage) Visit(ctx context.Context, url string) error {
	return p.browser.do(ctx, "browsingContext.navigate", map[string]any{"context": p.context, "url": url, "wait": "complete"}, nil)
}

// Blank leaves the page for an empty one.
func (p firefoxPage) Blank(ctx context.Context) error { return blank(ctx, p) }

// Eval runs a script, awaits the promise that it may give, and returns its JSON.
func (p firefoxPage) Eval(ctx context.Context, script string) (json.RawMessage, error) {
	var evaluated struct {
		Result           remoteValue
		ExceptionDetails *struct{ Text string }
	}
	err := p.browser.do(ctx, "script.evaluate", map[string]any{
		"expression": script, "target": map[string]any{"context": p.context}, "awaitPromise": true,
	}, &evaluated)
	if err != nil {
		return nil, err
	}
	if evaluated.ExceptionDetails != nil {
		return nil, errors.New(evaluated.ExceptionDetails.Text)
	}
	return json.Marshal(evaluated.Result)
}

// Flush has nothing to do: events arrive before the answers to what was asked after them.
func (p firefoxPage) Flush(context.Context) error { return nil }

// Back asks for the page before this one, and does not wait for it.
func (p firefoxPage) Back(ctx context.Context) error {
	return p.browser.do(ctx, "browsingContext.traverseHistory", map[string]any{"context": p.context, "delta": -1}, nil)
}

// Offline takes the network from the page, or gives it back.
func (p firefoxPage) Offline(ctx context.Context, off bool) error {
	var conditions any
	if off {
		conditions = map[string]any{"type": "offline"}
	}
	return p.browser.do(ctx, "emulation.setNetworkConditions", map[string]any{"contexts": []string{p.context}, "networkConditions": conditions}, nil)
}

// Close closes the tab as a user does, so that the page is told.
func (p firefoxPage) Close(ctx context.Context) error {
	return p.browser.do(ctx, "browsingContext.close", map[string]any{"context": p.context}, nil)
}

// Leave ends the driving of a tab, which may be closed already.
func (p firefoxPage) Leave() {
	p.browser.mu.Lock()
	defer p.browser.mu.Unlock()
	delete(p.browser.pages, p.context)
}
