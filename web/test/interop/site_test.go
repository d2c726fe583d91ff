package interop

import (
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"playerstate/web/server/dispatcher"
	"playerstate/web/test/browser"
	"playerstate/web/test/game"
)

// client is one of the two.
type client string

const (
	// vendors is the npm package's.
	vendors client = "vendors"
	// ours is this project's.
	ours client = "ours"
)

// page is the path of a page that has the client as _bc.
func (c client) page() string { return "/" + string(c) + ".html" }

// site is a game with a page for either client.
type site struct {
	game.Game
	*recorder
}

// recorder writes down what is asked of the dispatcher.
type recorder struct {
	dispatcher http.Handler

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

// expiry is how long sessions last, as the clients are told.
const expiry = time.Hour

// newSite serves a game whose sessions last for ever: the dispatcher's clock stands still.
func newSite(t *testing.T) site {
	t.Helper()
	script, err := vendorScript()
	require.NoError(t, err)
	now := time.Unix(1_700_000_000, 0)
	s := site{recorder: &recorder{}}
	s.Game = game.NewWith(t, game.Options{
		Dispatcher: dispatcher.Config{SessionExpiry: expiry, Now: func() time.Time { return now }},
		Around: func(h http.Handler) http.Handler {
			s.dispatcher = h
			return s.recorder
		},
	})
	s.Put("/braincloud.js", game.File("text/javascript", http.StatusOK, script))
	// The wrapper needs a name, or it stores everything under "undefined.".
	s.putPage(vendors, fmt.Sprintf(`<script src="braincloud.js"></script><script>
		const _bc = new braincloud.BrainCloudWrapper("");
		_bc.initialize(%q, %q, %q);
		_bc.brainCloudClient.setServerUrl(%q);</script>`, game.AppID, game.AppSecret, game.AppVersion, s.Endpoint()))
	s.putPage(ours, s.Tag(""))
	return s
}

// clock is the script that gives a page a clock of its own.
//
//go:embed clock.js
var clock string

// putPage puts a client's page on the site.
func (s site) putPage(c client, body string) {
	s.Put(c.page(), game.HTML("<!doctype html><meta charset=utf-8><script>"+clock+"</script>"+body))
}

// ServeHTTP passes a request on and writes it down.
func (k *recorder) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler) // the client went away
	}
	q := &request{method: r.Method, uri: r.RequestURI, header: r.Header.Clone(), body: string(body)}
	k.mu.Lock()
	k.requests = append(k.requests, q)
	k.mu.Unlock()
	r.Body = io.NopCloser(bytes.NewReader(body))
	k.dispatcher.ServeHTTP(w, r)
	k.mu.Lock()
	defer k.mu.Unlock()
	q.answered = true
}

// take returns the requests since the last take.
func (k *recorder) take() []*request {
	k.mu.Lock()
	defer k.mu.Unlock()
	taken := k.requests
	k.requests = nil
	return taken
}

// answered says whether a packet was answered since the last take.
func (k *recorder) answered() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, r := range k.requests {
		if r.method == http.MethodPost && r.answered {
			return true
		}
	}
	return false
}

// play opens a page with the client, in that tab.
func (s site) play(b game.Tab, c client) player {
	b.Visit(s.SiteURL + c.page())
	return player{b, s}
}

// player is a page with one of the clients.
type player struct {
	game.Tab
	site site
}

// call makes a call whose callback is named tell, and returns the JSON text of what
// that is told.
func (p player) call(c string) string {
	p.T.Helper()
	return p.Text(`new Promise((tell) => void _bc.` + c + `).then(JSON.stringify)`)
}

// rest lets the time go by until a heartbeat is due, and waits for it.
func (p player) rest() {
	p.T.Helper()
	p.Run(fmt.Sprintf(`pass(%d)`, (expiry * 85 / 100).Milliseconds()))
	browser.Eventually(p.T, "a heartbeat is answered", p.site.answered)
}
