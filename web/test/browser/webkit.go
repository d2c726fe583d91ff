//go:build linux

package browser

import (
	"bufio"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"
)

// WebKit is WebKitGTK's MiniBrowser on a display that nobody sees. Its driver has one
// session with one storage: each storage is a browser of its own.
type WebKit struct {
	screen  *exec.Cmd
	display string // the display's name

	// starting is held while a driver starts: its port is free until it listens there.
	starting sync.Mutex
}

// preload notes what a page prints and throws.
//
//go:embed preload.js
var preload string

// evaluation runs a script in a page.
//
//go:embed evaluation.js
var evaluation string

// StartWebKit starts the display for the one that is installed.
func StartWebKit() (*WebKit, error) {
	if _, err := exec.LookPath("WebKitWebDriver"); err != nil {
		return nil, err
	}
	read, write, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer read.Close() // which has been read
	w := &WebKit{screen: exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1280x1024x24", "-nolisten", "tcp", "-noreset")}
	w.screen.ExtraFiles = []*os.File{write}
	w.screen.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM} // all browsers end with their display
	err = w.screen.Start()
	_ = write.Close() // the display has its own
	if err != nil {
		return nil, err
	}
	defer time.AfterFunc(Patience, func() { _ = w.screen.Process.Kill() }).Stop()
	number, err := bufio.NewReader(read).ReadString('\n') // EOF if it ends
	if err != nil {
		w.Quit()
		return nil, fmt.Errorf("the display does not start: %w", err)
	}
	w.display = ":" + strings.TrimSpace(number)
	return w, nil
}

// PreloadScript notes what the page prints and throws, as the driver is not told.
func (w *WebKit) PreloadScript() string { return preload }

// Quit ends the display, and the browsers with it.
func (w *WebKit) Quit() {
	_ = w.screen.Process.Signal(syscall.SIGTERM) // which is in vain only if it has ended
	_ = w.screen.Wait()                          // how it ended is of no interest
}

// webKitStorage is a browser, with its driver.
type webKitStorage struct {
	process *exec.Cmd
	ended   chan struct{} // closed when the process has ended
	driver  webDriver

	mu      sync.Mutex // held by one command
	current string     // the handle of the window that commands are for; "" if that is closed
	spare   string     // the handle of a window that no page has, if there is one
}

// NewStorage starts a browser.
func (w *WebKit) NewStorage(ctx context.Context) (Storage, error) {
	s, err := w.listening(ctx)
	if err != nil {
		return nil, err
	}
	err = s.driver.begin(ctx, map[string]any{
		"webkitgtk:browserOptions": map[string]any{"args": []string{"--automation"}},
		"timeouts":                 map[string]any{"script": Patience.Milliseconds(), "pageLoad": Patience.Milliseconds()},
	})
	if err == nil {
		err = s.driver.do(ctx, http.MethodGet, "/window", nil, &s.current)
		s.spare = s.current
	}
	if err != nil {
		s.kill()
		return nil, err
	}
	return s, nil
}

// listening is a driver that listens, without a session.
func (w *WebKit) listening(ctx context.Context) (*webKitStorage, error) {
	w.starting.Lock()
	defer w.starting.Unlock()
	for {
		s, err := w.startDriver()
		if err != nil {
			return nil, err
		}
		for s.driver.send(ctx, http.MethodGet, "/status", nil, nil) != nil && !s.over() && ctx.Err() == nil {
			time.Sleep(5 * time.Millisecond)
		}
		if err := ctx.Err(); err != nil {
			s.kill()
			return nil, err
		}
		if !s.over() {
			return s, nil
		}
		// Something else has taken the port meanwhile.
	}
}

// startDriver starts a driver, in a process group of its own.
func (w *WebKit) startDriver() (*webKitStorage, error) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	address := free.Addr().String()
	if err := free.Close(); err != nil {
		return nil, err
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	s := &webKitStorage{process: exec.Command("WebKitWebDriver", "--host="+host, "--port="+port), ended: make(chan struct{}), driver: webDriver{address: "http://" + address}}
	s.process.Env = append(os.Environ(), "DISPLAY="+w.display, "WEBKIT_DISABLE_DMABUF_RENDERER=1") // which would draw by a GPU that is not there
	s.process.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
	if err := s.process.Start(); err != nil {
		return nil, err
	}
	go func() {
		_ = s.process.Wait() // how it ended is of no interest
		close(s.ended)
	}()
	return s, nil
}

// over says whether the driver has ended.
func (s *webKitStorage) over() bool {
	select {
	case <-s.ended:
		return true
	default:
		return false
	}
}

// kill ends the driver and all that it has started.
func (s *webKitStorage) kill() {
	_ = syscall.Kill(-s.process.Process.Pid, syscall.SIGTERM) // which is in vain only if all have ended
	<-s.ended
}

// Drop ends the browser.
func (s *webKitStorage) Drop(context.Context) error {
	s.kill()
	return nil
}

// in carries out a command for a window. The caller holds mu.
func (s *webKitStorage) in(ctx context.Context, window, method, command string, params map[string]any, result any) error {
	if s.current != window {
		if err := s.driver.do(ctx, http.MethodPost, "/window", map[string]any{"handle": window}, nil); err != nil {
			return err
		}
		s.current = window
	}
	return s.driver.do(ctx, method, command, params, result)
}

// open opens a window, and returns its handle. The caller holds mu.
func (s *webKitStorage) open(ctx context.Context) (string, error) {
	if s.current == "" { // there has to be one to open it from
		var all []string
		if err := s.driver.do(ctx, http.MethodGet, "/window/handles", nil, &all); err != nil {
			return "", err
		}
		if err := s.in(ctx, all[0], http.MethodGet, "/window", nil, nil); err != nil {
			return "", err
		}
	}
	var opened struct{ Handle string }
	err := s.driver.do(ctx, http.MethodPost, "/window/new", map[string]any{"type": "window"}, &opened)
	return opened.Handle, err
}

// webKitPage is a page of WebKit's.
type webKitPage struct {
	storage *webKitStorage
	window  string // its handle
	told    Listener
}

// NewPage opens an empty page, in a window of its own.
func (s *webKitStorage) NewPage(ctx context.Context, told Listener) (Page, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	window := s.spare
	s.spare = ""
	if window == "" {
		var err error
		if window, err = s.open(ctx); err != nil {
			return nil, err
		}
	}
	return &webKitPage{s, window, told}, nil
}

// do carries out a command for the page.
func (p *webKitPage) do(ctx context.Context, method, command string, params map[string]any, result any) error {
	p.storage.mu.Lock()
	defer p.storage.mu.Unlock()
	return p.storage.in(ctx, p.window, method, command, params, result)
}

// Visit loads a URL, and returns when its load event is over.
func (p *webKitPage) Visit(ctx context.Context, url string) error {
	if err := p.Flush(ctx); err != nil { // what is noted goes with the page
		return err
	}
	return p.do(ctx, http.MethodPost, "/url", map[string]any{"url": url}, nil)
}

// Blank leaves the page for an empty one.
func (p *webKitPage) Blank(ctx context.Context) error { return p.Visit(ctx, "about:blank") }

// Eval runs a script, awaits the promise that it may give, and returns its JSON.
func (p *webKitPage) Eval(ctx context.Context, script string) (json.RawMessage, error) {
	// A function's body has no completion value, but what eval runs has.
	value, barred, err := p.evaluate(ctx, "(0, eval)(script)", script)
	if barred {
		value, _, err = p.evaluate(ctx, "("+script+"\n)", "")
	}
	return value, err
}

// evaluate evaluates an expression, in which there is a text named script.
func (p *webKitPage) evaluate(ctx context.Context, expression, script string) (value json.RawMessage, barred bool, err error) {
	var text string
	err = p.do(ctx, http.MethodPost, "/execute/async", map[string]any{"script": strings.Replace(evaluation, "EXPRESSION", expression, 1), "args": []string{script}}, &text)
	if err != nil {
		return nil, false, err
	}
	var evaluated struct {
		Value  json.RawMessage
		Barred bool
		Error  string
	}
	if err := json.Unmarshal([]byte(text), &evaluated); err != nil {
		return nil, false, err
	}
	if evaluated.Error != "" {
		err = errors.New(evaluated.Error)
	}
	return evaluated.Value, evaluated.Barred, err
}

// Flush tells the listener what has been noted since the last time.
func (p *webKitPage) Flush(ctx context.Context) error {
	raw, _, err := p.evaluate(ctx, `window[Symbol.for("noted")]?.() ?? []`, "")
	if err != nil {
		return err
	}
	var noted []struct{ Level, Text string }
	if err := json.Unmarshal(raw, &noted); err != nil {
		return err
	}
	for _, n := range noted {
		if n.Level == "" {
			p.told.Thrown(n.Text)
		} else {
			p.told.Printed(level(n.Level), n.Text)
		}
	}
	return nil
}

// Back asks for the page before this one.
func (p *webKitPage) Back(ctx context.Context) error {
	return p.do(ctx, http.MethodPost, "/back", map[string]any{}, nil)
}

// Offline is not among the driver's commands.
func (p *webKitPage) Offline(context.Context, bool) error { return errors.ErrUnsupported }

// Close closes the tab as a user does, so that the page is told. Another one is opened
// if it is the last: without one the browser ends, and what the page has sent with it.
func (p *webKitPage) Close(ctx context.Context) error {
	p.storage.mu.Lock()
	defer p.storage.mu.Unlock()
	var all []string
	err := p.storage.in(ctx, p.window, http.MethodGet, "/window/handles", nil, &all)
	if err == nil && len(all) == 1 {
		p.storage.spare, err = p.storage.open(ctx)
	}
	if err != nil {
		return err
	}
	p.storage.current = ""
	return p.storage.driver.do(ctx, http.MethodDelete, "/window", nil, nil)
}

// Leave ends the driving of a tab, which may be closed already.
func (p *webKitPage) Leave() {}
