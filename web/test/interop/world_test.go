package interop

import (
	"bytes"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"playerstate/web/server/dispatcher"
)

const (
	appID     = "20001"
	appSecret = "a sécret öf the tests"
)

// client is one of the two.
type client string

const (
	vendors client = "vendors"
	ours    client = "ours"
)

// page is the path of a page that has the client as _bc.
func (c client) page() string { return "/" + string(c) + ".html" }

// world is a dispatcher, a web site with a page for either client, and what was
// asked of the dispatcher.
type world struct {
	t          *testing.T
	dispatcher *dispatcher.Dispatcher
	server     *httptest.Server // the dispatcher's
	site       *httptest.Server

	mu       sync.Mutex
	requests []*request
}

// request is what the dispatcher was asked.
type request struct {
	method, uri string
	header      http.Header
	body        string
	answered    bool
}

// heartbeat is the message of one.
const heartbeat = `{"service":"heartbeat","operation":"READ"}`

func (r *request) beats() bool { return strings.Contains(r.body, heartbeat) }

// newWorld makes a world whose sessions last so long, as the clients are told. In
// truth they last for ever: the dispatcher's clock stands still.
func newWorld(t *testing.T, expiry time.Duration) *world {
	now := time.Unix(1_700_000_000, 0)
	w := &world{t: t, dispatcher: dispatcher.New(dispatcher.Config{
		AppID: appID, Secret: appSecret, SessionExpiry: expiry, Now: func() time.Time { return now },
	})}
	w.server = httptest.NewServer(http.HandlerFunc(w.dispatch))
	t.Cleanup(w.server.Close)
	t.Cleanup(w.dispatcher.Close)
	w.site = httptest.NewServer(w.pages())
	t.Cleanup(w.site.Close)
	return w
}

func (w *world) serverURL() string { return w.server.URL + dispatcher.Path }

func (w *world) dispatch(rw http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler) // the client went away
	}
	q := &request{method: r.Method, uri: r.RequestURI, header: r.Header.Clone(), body: string(body)}
	w.mu.Lock()
	w.requests = append(w.requests, q)
	w.mu.Unlock()
	r.Body = io.NopCloser(bytes.NewReader(body))
	w.dispatcher.ServeHTTP(rw, r)
	w.mu.Lock()
	q.answered = true
	w.mu.Unlock()
}

// take returns the requests since the last take.
func (w *world) take() []*request {
	w.mu.Lock()
	defer w.mu.Unlock()
	taken := w.requests
	w.requests = nil
	return taken
}

// awaitHeartbeat waits until one was answered.
func (w *world) awaitHeartbeat() {
	w.t.Helper()
	require.Eventually(w.t, func() bool {
		w.mu.Lock()
		defer w.mu.Unlock()
		return slices.ContainsFunc(w.requests, func(r *request) bool { return r.beats() && r.answered })
	}, patience, 5*time.Millisecond, "no heartbeat")
}

func (w *world) pages() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", http.FileServer(http.Dir(dist)))
	mux.HandleFunc("/braincloud.js", func(rw http.ResponseWriter, r *http.Request) {
		http.ServeContent(rw, r, "braincloud.js", time.Time{}, bytes.NewReader(vendorScript))
	})
	mux.HandleFunc(vendors.page(), func(rw http.ResponseWriter, _ *http.Request) {
		// The wrapper needs a name, or it stores everything under "undefined.".
		fmt.Fprintf(rw, `<!doctype html><meta charset=utf-8><script src="braincloud.js"></script><script>
			const _bc = new braincloud.BrainCloudWrapper("");
			_bc.initialize(%q, %q, "1.2.3");
			_bc.brainCloudClient.setServerUrl(%q);</script>`, appID, appSecret, w.serverURL())
	})
	mux.HandleFunc(ours.page(), func(rw http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(rw, `<!doctype html><meta charset=utf-8>
			<script src="playerstate.js" data-app-id="%s" data-app-secret="%s" data-app-version="1.2.3" data-server-url="%s"></script>`,
			appID, html.EscapeString(appSecret), w.serverURL())
	})
	return mux
}

// play opens a page with the client, in that tab.
func (w *world) play(b *tab, c client) *player {
	b.visit(w.site.URL + c.page())
	return &player{w, b}
}

// player is a page with one of the clients.
type player struct {
	*world
	*tab
}

// call makes a call whose callback is named tell, and returns the JSON text of what
// that is told.
func (p *player) call(c string) string {
	p.tab.t.Helper()
	return p.eval(`new Promise((tell) => void _bc.` + c + `)`)
}
