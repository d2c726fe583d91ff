//go:build firefox

package e2e

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
)

const (
	browserName = "Firefox"
	// What it says of a response that breaks off: to who compiles it, to who reads it.
	compileBreaks = "NetworkError|aborted"
	readBreaks    = "NetworkError|Content-Length"
	// What it says of a response that is no program.
	noProgram = "wasm validation error|out of memory"
)

// firefox is a Firefox that is driven by WebDriver BiDi, which it speaks itself.
type firefox struct {
	process *exec.Cmd
	profile string
	*bidi

	mu   sync.Mutex
	tabs map[string]listener // by their browsing contexts
}

// firefoxTab is one of its tabs.
type firefoxTab struct {
	browser *firefox
	context string
}

func start() (driver, error) {
	path, err := exec.LookPath("firefox-esr")
	if err != nil {
		if path, err = exec.LookPath("firefox"); err != nil {
			return nil, err
		}
	}
	f := &firefox{tabs: map[string]listener{}}
	if f.profile, err = os.MkdirTemp("", "playerstate-firefox-"); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err = f.launch(ctx, path); err != nil {
		f.quit()
		return nil, err
	}
	return f, nil
}

// launch starts the browser and a session with it.
func (f *firefox) launch(ctx context.Context, path string) error {
	f.process = exec.Command(path, "--headless", "--no-remote", "--remote-debugging-port=0", "--profile", f.profile)
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

// announced reads from the browser's output where it listens.
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
func (f *firefox) heard(_ string, params json.RawMessage) {
	var entry struct {
		Type, Level, Method, Text string
		Source                    struct{ Context string }
	}
	if json.Unmarshal(params, &entry) != nil {
		return
	}
	f.mu.Lock()
	told, ok := f.tabs[entry.Source.Context]
	f.mu.Unlock()
	switch {
	case !ok:
	case entry.Type == "console":
		told.printed(entry.Method, entry.Text)
	case strings.HasPrefix(entry.Text, "Content-Security-Policy:"): // its own report
	case entry.Level == "error":
		told.thrown(entry.Text)
	}
}

func (f *firefox) quit() {
	if f.bidi != nil {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		_ = f.do(ctx, "browser.close", map[string]any{}, nil)
	} else if f.process != nil && f.process.Process != nil {
		_ = f.process.Process.Kill()
	}
	if f.process != nil && f.process.Process != nil {
		_ = f.process.Wait()
	}
	_ = os.RemoveAll(f.profile)
}

func (f *firefox) newStorage(ctx context.Context) (string, func(context.Context) error, error) {
	var made struct{ UserContext string }
	err := f.do(ctx, "browser.createUserContext", map[string]any{}, &made)
	return made.UserContext, func(ctx context.Context) error {
		return f.do(ctx, "browser.removeUserContext", map[string]any{"userContext": made.UserContext}, nil)
	}, err
}

func (f *firefox) newTab(ctx context.Context, storage string, told listener) (driverTab, error) {
	var made struct{ Context string }
	// In a window of its own, as a tab behind another one is slowed down.
	if err := f.do(ctx, "browsingContext.create", map[string]any{"type": "window", "userContext": storage}, &made); err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.tabs[made.Context] = told
	return firefoxTab{f, made.Context}, nil
}

func (b firefoxTab) visit(ctx context.Context, url string) error {
	return b.browser.do(ctx, "browsingContext.navigate", map[string]any{"context": b.context, "url": url, "wait": "complete"}, nil)
}

func (b firefoxTab) eval(ctx context.Context, script string) (json.RawMessage, error) {
	var evaluated struct {
		Result           remoteValue
		ExceptionDetails *struct{ Text string }
	}
	err := b.browser.do(ctx, "script.evaluate", map[string]any{
		"expression": script, "target": map[string]any{"context": b.context}, "awaitPromise": true,
	}, &evaluated)
	if err != nil {
		return nil, err
	}
	if evaluated.ExceptionDetails != nil {
		return nil, errors.New(evaluated.ExceptionDetails.Text)
	}
	return json.Marshal(evaluated.Result)
}

func (b firefoxTab) back(ctx context.Context) error {
	return b.browser.do(ctx, "browsingContext.traverseHistory", map[string]any{"context": b.context, "delta": -1}, nil)
}

func (b firefoxTab) offline(ctx context.Context, off bool) error {
	var conditions any
	if off {
		conditions = map[string]any{"type": "offline"}
	}
	return b.browser.do(ctx, "emulation.setNetworkConditions", map[string]any{"contexts": []string{b.context}, "networkConditions": conditions}, nil)
}

func (b firefoxTab) close(ctx context.Context) error {
	return b.browser.do(ctx, "browsingContext.close", map[string]any{"context": b.context}, nil)
}

func (b firefoxTab) leave() {
	b.browser.mu.Lock()
	defer b.browser.mu.Unlock()
	delete(b.browser.tabs, b.context)
}
