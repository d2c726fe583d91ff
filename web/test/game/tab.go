package game

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"playerstate/web/test/browser"
)

// Tab is a tab that a player of the game has.
type Tab struct{ browser.Tab }

// Open opens a tab in whose storage and cache there is nothing of the game.
func (g Game) Open() Tab {
	g.T.Helper()
	b, err := shared()
	require.NoError(g.T, err)
	return Tab{b.Open(g.T, g.SiteURL, g.ServerURL)}
}

// OpenNew opens a tab with storage, cache and processes that no test has had before, or will
// have.
func (g Game) OpenNew() Tab {
	g.T.Helper()
	b, err := shared()
	require.NoError(g.T, err)
	return Tab{b.OpenNew(g.T)}
}

// Beside opens another tab that shares its storage with this one.
func (b Tab) Beside() Tab {
	b.T.Helper()
	return Tab{b.Tab.Beside()}
}

// For is the same tab in another test, such as a part of this one.
func (b Tab) For(t *testing.T) Tab { return Tab{b.Tab.For(t)} }

// Scripts that say how long the attempts of a packet may take.
const (
	// OneAttempt leaves a packet one attempt, which has minutes.
	OneAttempt = `_bc.setPacketTimeouts([300]);`
	// Patient gives each attempt minutes: it is no limit that a test examines.
	Patient = `_bc.setPacketTimeouts([300, 300, 300, 300]);`
	// Hasty gives the first attempt half a second, so that the client gives up on an
	// answer that never comes. The next ones have their time: if the first one was too
	// short for the machine, they mend it.
	Hasty = `_bc.setPacketTimeouts([0.5, 60, 60, 60]);`
)

// MoveTo has the session of a player who has just logged in go on at another URL, and the
// sessions after it.
func (b Tab) MoveTo(url string) {
	b.T.Helper()
	b.Run(fmt.Sprintf(`_bc.setServerUrl(%q); _bc.attachSession({ sessionId: _bc.getSessionId(), packetId: 1, profileId: _bc.getProfileId() })`, url))
}

// Play opens a tab that plays.
func (g Game) Play() Tab {
	g.T.Helper()
	return g.PlayIn(g.Open())
}

// PlayIn has a tab show a page with just the script, and waits until it runs.
func (g Game) PlayIn(b Tab) Tab {
	g.T.Helper()
	b.Visit(g.Page(g.Tag("")))
	b.Run(Patient + `_bc.ready`)
	return b
}

// LogIn opens a tab whose player is logged in.
func (g Game) LogIn() Tab {
	g.T.Helper()
	b := g.Play()
	b.LogIn()
	return b
}

// LogIn logs the tab's player in.
func (b Tab) LogIn() {
	b.T.Helper()
	require.Equal(b.T, "200/0", b.Codes(`_bc.authenticateAnonymous()`))
}

// Session is the id of the tab's session.
func (b Tab) Session() string {
	b.T.Helper()
	return b.Text(`_bc.getSessionId()`)
}

// Result is what a call of the client's gives.
type Result struct {
	Status        int    `json:"status"`
	ReasonCode    int    `json:"reason_code"`
	StatusMessage string `json:"status_message"`
}

// Codes are the status and the reason code, "200/0" for a success.
func (r Result) Codes() string { return fmt.Sprintf("%d/%d", r.Status, r.ReasonCode) }

// Result is the result that a script's promise gives.
func (b Tab) Result(script string) (r Result) {
	b.T.Helper()
	b.Eval(script, &r)
	return r
}

// Codes are the codes of the result that a script's promise gives.
func (b Tab) Codes(script string) string {
	b.T.Helper()
	return b.Result(script).Codes()
}

// Kept is how many unconfirmed logouts the page's storage holds.
func (b Tab) Kept() int {
	b.T.Helper()
	n, err := strconv.Atoi(b.Text(`String(Object.keys(localStorage).filter(k => k.startsWith("playerState.unconfirmed.")).length)`))
	require.NoError(b.T, err)
	return n
}

// Delivered waits until the page's storage holds no unconfirmed logout.
func (b Tab) Delivered() {
	b.T.Helper()
	browser.Eventually(b.T, "what is unconfirmed is delivered", func() bool { return b.Kept() == 0 })
}

// DeliverNow has what is unconfirmed delivered without the wait that would come first.
func (b Tab) DeliverNow() {
	b.T.Helper()
	b.Run(`dispatchEvent(new Event("online"))`)
	b.Delivered()
}
