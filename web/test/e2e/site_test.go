package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"playerstate/web/build"
	"playerstate/web/server/dispatcher"
	"playerstate/web/server/site"
)

const (
	appID     = "20001"
	appSecret = "a secret of the tests"
)

// game is a web site with a game on it, and the dispatcher that the game talks to,
// which is another origin.
type game struct {
	t          *testing.T
	pages      map[string]page
	site       *httptest.Server
	dispatcher *dispatcher.Dispatcher
	server     *httptest.Server // the dispatcher's
}

// page is what the site answers with under a path of the test's own.
type page struct {
	html   string
	header map[string]string
	serve  http.HandlerFunc // instead, where it is set
}

func newGame(t *testing.T) *game {
	return newGameWith(t, dispatcher.Config{})
}

func newGameWith(t *testing.T, config dispatcher.Config) *game {
	config.AppID, config.Secret, config.Faults = appID, appSecret, true
	g := &game{t: t, pages: map[string]page{}, dispatcher: dispatcher.New(config)}
	g.server = httptest.NewServer(g.dispatcher)
	t.Cleanup(g.server.Close)
	t.Cleanup(g.dispatcher.Close)
	files, err := site.New(site.Options{
		WebDir: root + "/web", AppID: appID, AppSecret: appSecret, AppVersion: "1.0.0", ServerURL: g.serverURL(), Dispatcher: g.dispatcher,
	})
	require.NoError(t, err)
	g.site = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, ok := g.pages[r.URL.Path]
		switch {
		case !ok:
			files.ServeHTTP(w, r)
		case p.serve != nil:
			p.serve(w, r)
		default:
			for name, value := range p.header {
				w.Header().Set(name, value)
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, p.html)
		}
	}))
	t.Cleanup(g.site.Close)
	return g
}

func (g *game) serverURL() string { return g.server.URL + dispatcher.Path }

// tag is the script tag, with attributes added to those of the game.
func (g *game) tag(attributes string) string {
	return fmt.Sprintf(`<script src="playerstate.js" data-app-id="%s" data-app-secret="%s" data-app-version="1.0.0" data-server-url="%s" %s></script>`,
		appID, appSecret, g.serverURL(), attributes)
}

// page puts a page on the site whose body that is, and returns its URL.
func (g *game) page(body string) string {
	return g.put("/game.html", page{html: "<!doctype html><meta charset=utf-8><title>game</title>" + body})
}

func (g *game) put(path string, p page) string {
	g.pages[path] = p
	return g.site.URL + path
}

// play opens a tab with a page that has just the script, and waits until it runs.
func (g *game) play() *tab {
	b := openTab(g.t)
	b.visit(g.page(g.tag("")))
	b.eval(`_bc.ready`, nil)
	return b
}

// logIn opens a tab whose player is logged in.
func (g *game) logIn() *tab {
	b := g.play()
	require.Equal(g.t, "200/0", b.result(`_bc.authenticateAnonymous()`).codes())
	return b
}

// break_ scripts a fault.
func (g *game) break_(fault string, times int, operation string) {
	g.t.Helper()
	require.NoError(g.t, g.dispatcher.Script(dispatcher.Script{Fault: fault, Times: times, Operation: operation}))
}

// packets are the packets that arrived with that operation among their messages.
func (g *game) packets(operation string) []dispatcher.Record {
	var found []dispatcher.Record
	for _, r := range g.dispatcher.Records() {
		for _, name := range r.Messages {
			if strings.HasSuffix(name, "."+operation) {
				found = append(found, r)
				break
			}
		}
	}
	return found
}

// version is the product's.
func version(t *testing.T) string {
	t.Helper()
	v, err := build.Version(root)
	require.NoError(t, err)
	return v
}
