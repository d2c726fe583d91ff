// Package game is a game as its players meet it: a web site with the script tag on it,
// the dispatcher that it talks to, and tabs of a browser.
package game

import (
	"fmt"
	"html"
	"maps"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"playerstate/web/server/dispatcher"
	"playerstate/web/server/site"
	"playerstate/web/test/browser"
)

const (
	// AppID is the game's name with the server.
	AppID = "20001"
	// AppSecret signs its packets. It is no ASCII text, as a secret need not be.
	AppSecret = "a sécret öf the tests"
	// AppVersion is the game's version.
	AppVersion = "1.0.0"
)

// Game is a game in a test.
type Game struct {
	// T is the test.
	T *testing.T
	*served
}

// served is a web site, and the dispatcher, which is another origin.
type served struct {
	// Dispatcher has AppID and AppSecret, and takes faults.
	Dispatcher *dispatcher.Dispatcher
	// SiteURL and ServerURL are the origins of both, without a path.
	SiteURL, ServerURL string

	options Options

	mu    sync.Mutex
	pages map[string]http.Handler
}

// Options say how a game is not like others.
type Options struct {
	// Dispatcher is its configuration, but for the app and the faults.
	Dispatcher dispatcher.Config
	// Around puts a handler around it; nil puts none.
	Around func(http.Handler) http.Handler
}

// New serves a game.
func New(t *testing.T) Game {
	t.Helper()
	return NewWith(t, Options{})
}

// NewWith serves a game with those options.
func NewWith(t *testing.T, o Options) Game {
	t.Helper()
	require.NoError(t, Build())
	o.Dispatcher.AppID, o.Dispatcher.Secret, o.Dispatcher.Faults = AppID, AppSecret, true
	s := &served{Dispatcher: dispatcher.New(o.Dispatcher), options: o, pages: map[string]http.Handler{}}
	g := Game{t, s}
	var handler http.Handler = s.Dispatcher
	if o.Around != nil {
		handler = o.Around(handler)
	}
	s.ServerURL = g.serve(handler)
	files, err := site.New(site.Options{
		WebDir: filepath.Join(Root, "web"), AppID: AppID, AppSecret: AppSecret, AppVersion: AppVersion, ServerURL: g.Endpoint(), Dispatcher: s.Dispatcher,
	})
	require.NoError(t, err)
	s.SiteURL = g.serve(preloaded(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		page, ok := s.pages[r.URL.Path]
		s.mu.Unlock()
		if !ok {
			page = files
		}
		page.ServeHTTP(w, r)
	})))
	t.Cleanup(s.Dispatcher.Close) // before the servers, which wait for what hangs
	return g
}

// serve serves an origin, and returns its URL.
func (g Game) serve(handler http.Handler) string {
	server := httptest.NewServer(handler)
	g.T.Cleanup(server.Close)
	return server.URL
}

// For is the same game in another test, such as a part of this one.
func (g Game) For(t *testing.T) Game { return Game{t, g.served} }

// Again is another game with the same pages, in another test: tabs that this one has been
// played in may be used for it.
func (g Game) Again(t *testing.T) Game {
	t.Helper()
	again := NewWith(t, g.options)
	g.mu.Lock()
	defer g.mu.Unlock()
	maps.Copy(again.pages, g.pages)
	return again
}

// Endpoint is the URL that the game's packets go to.
func (g Game) Endpoint() string { return g.ServerURL + dispatcher.Path }

// OtherName is the dispatcher under another name, which no preflight was made for.
func (g Game) OtherName() string { return strings.Replace(g.ServerURL, "127.0.0.1", "localhost", 1) }

// Tag is the script tag, with attributes added to those of the game.
func (g Game) Tag(attributes string) string {
	return fmt.Sprintf(`<script src="playerstate.js" data-app-id="%s" data-app-secret="%s" data-app-version="%s" data-server-url="%s" %s></script>`,
		AppID, html.EscapeString(AppSecret), AppVersion, g.Endpoint(), attributes)
}

// Page puts a page on the site whose body that is, and returns its URL.
func (g Game) Page(body string) string {
	return g.Put("/game.html", HTML("<!doctype html><meta charset=utf-8><title>game</title>"+body))
}

// Put has the site answer for a path, and returns its URL.
func (g Game) Put(path string, page http.Handler) string {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.pages[path] = page
	return g.SiteURL + path
}

// HTML is a page.
func HTML(text string) http.Handler {
	return File("text/html; charset=utf-8", http.StatusOK, []byte(text))
}

// File is content under that type, and with that status.
func File(kind string, status int, content []byte) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		_, _ = w.Write(content) // which fails only for a page that is gone
	})
}

// With is what another handler answers, with one more header.
func With(name, value string, page http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set(name, value)
		page.ServeHTTP(w, r)
	})
}

// Break scripts a fault for so many packets with that operation, or with any if it is "".
func (g Game) Break(fault string, times int, operation string) {
	g.T.Helper()
	require.NoError(g.T, g.Dispatcher.Script(dispatcher.Script{Fault: fault, Times: times, Operation: operation}))
}

// Mend ends all faults that are scripted.
func (g Game) Mend() {
	g.T.Helper()
	g.Break("none", 0, "")
}

// Packets are the packets that arrived with that operation among their messages.
func (g Game) Packets(operation string) []dispatcher.Record {
	var found []dispatcher.Record
	for _, r := range g.Dispatcher.Records() {
		for _, name := range r.Messages {
			if strings.HasSuffix(name, "."+operation) {
				found = append(found, r)
				break
			}
		}
	}
	return found
}

// Arrived waits until so many packets with that operation have arrived.
func (g Game) Arrived(n int, operation string) {
	g.T.Helper()
	browser.Eventually(g.T, fmt.Sprintf("%d of %s arrive", n, operation), func() bool { return len(g.Packets(operation)) == n })
}

// Over waits until a session is over.
func (g Game) Over(session string) {
	g.T.Helper()
	browser.Eventually(g.T, "the logout is delivered", func() bool { return !g.Dispatcher.SessionAlive(session) })
}
