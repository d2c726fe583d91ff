package client_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/jsbridge/jsonvalue"
	"playerstate/wasm/client"
)

// startAgain has the page's program die and another one take its place, which gets the
// page's settings again.
func (p *page) startAgain(appID string) {
	p.close()
	p.Client = client.New(p.fakeHost)
	p.Initialize(appID, "secret", "1.0.0", "https://example.test")
	p.Resume()
	p.Adopt()
}

func TestSessionGoesOnInTheNextProgram(t *testing.T) {
	p := loggedIn(t)
	p.send("score", "POST")
	p.turn()
	p.startAgain("20001")
	assert.Equal(t, "S1", p.SessionID())
	assert.Equal(t, "P1", p.ProfileID())
	assert.Equal(t, []client.EventType{client.LoggedIn}, p.told(), "the player was logged in all the time")
	a := p.logout()
	assert.Equal(t, 2, p.last().packetID(), "the number after the latest packet's")
	p.last().results(done200)
	requireCodes(t, a, 200, 0)
}

func TestSessionThatGoesOnIsKeptAlive(t *testing.T) {
	p := loggedIn(t)
	p.startAgain("20001")
	p.advance(1_019_999)
	require.Len(t, p.sent, 1)
	p.advance(1)
	require.Len(t, p.sent, 2)
	assert.Equal(t, "READ", p.last().names())
}

func TestLogoutThatWasOnItsWayIsFinishedByTheNextProgram(t *testing.T) {
	p := loggedIn(t)
	p.logout()
	require.Empty(t, p.kept(), "it is not stored yet")
	p.startAgain("20001")
	assert.False(t, p.IsAuthenticated())
	require.Equal(t, "LOGOUT", p.last().names())
	assert.Equal(t, "S1", p.last().sessionID())
	p.last().results(done200)
	assert.Empty(t, p.kept())
}

func TestNothingIsRetainedOfASessionThatIsOver(t *testing.T) {
	p := loggedIn(t)
	require.Contains(t, p.retained, "S1")
	p.logout()
	require.Contains(t, p.retained, "S1")
	p.last().results(done200)
	assert.Equal(t, "[]", p.retained)
}

func TestAnotherGamesSessionIsNotTakenUp(t *testing.T) {
	p := loggedIn(t)
	p.startAgain("20002")
	assert.False(t, p.IsAuthenticated())
	assert.Len(t, p.sent, 1, "nor can it be ended: its game's secret is not known any more")
}

func TestNothingWasRetained(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":          "",
		"no JSON":          "[{",
		"an empty list":    "[]",
		"another text":     `{"a":1}`,
		"a list of others": `[1,null,"x"]`,
	} {
		p := newPage(t, newOrigin())
		p.retained = text
		p.Resume()
		assert.False(t, p.IsAuthenticated(), name)
		assert.Empty(t, p.sent, name)
	}
	w := newFakeHost(t, nil)
	w.retained = `[{"state":"open","appId":"20001","url":"https://example.test/dispatcherv2","id":"S1","profileId":"P1","expiry":0,"next":1}]`
	c := client.New(w)
	c.Resume()
	assert.False(t, c.IsAuthenticated(), "of which game is not known yet")
}

func TestLogoutIsFinishedByOneProgram(t *testing.T) {
	p := loggedIn(t)
	p.logout()
	p.startAgain("20001")
	p.last().results(done200)
	n := len(p.sent)
	p.startAgain("20001")
	assert.Len(t, p.sent, n, "nothing is left of it")
}

func TestNextLoginIsNumberedAfterEverySession(t *testing.T) {
	for _, test := range []struct{ first, second, next int }{{30, 10, 32}, {10, 30, 30}} {
		p := newPage(t, newOrigin())
		p.Attach("S1", test.first, "P1", 0)
		p.send("score", "POST")
		p.turn()
		p.Attach("S2", test.second, "P2", 0)
		p.startAgain("20001")
		p.turn()
		require.Equal(t, test.first+1, p.last().packetID(), "the LOGOUT of S1")
		assert.Equal(t, "S2", p.SessionID())
		p.login()
		assert.Equal(t, test.next, p.last().packetID())
	}
}

func TestSessionOfThePageBeforeIsEndedIfAnotherOneTakesItsPlace(t *testing.T) {
	for name, take := range map[string]func(*page){
		"attached": func(p *page) { p.Attach("S9", 1, "P9", 0) },
		"another client's": func(p *page) {
			p.AttachForeign(client.Foreign{SessionID: "S9", PacketID: 1, AppID: "20001", Secret: "secret", URL: "https://example.test"})
		},
		"the same player's login": func(p *page) { p.login(); p.last().results(openedNew) },
	} {
		t.Run(name, func(t *testing.T) {
			p := loggedIn(t)
			p.reload()
			take(p)
			p.turn()
			require.Equal(t, "LOGOUT", p.last().names())
			assert.Equal(t, "S1", p.last().sessionID())
			assert.NotEqual(t, "S1", p.SessionID())
		})
	}
}

func TestAttachedSessionThatIsThatOfThePageBeforeGoesOn(t *testing.T) {
	p := loggedIn(t)
	p.reload()
	n := len(p.sent)
	p.Attach("S1", 5, "P1", 0)
	p.turn()
	assert.Len(t, p.sent, n)
	assert.Equal(t, "S1", p.SessionID())
	p.logout()
	assert.Equal(t, 5, p.last().packetID())
}

func TestLogoutThatThePageBeforeHadNotStored(t *testing.T) {
	p := loggedIn(t)
	p.logout()
	require.Empty(t, p.kept())
	p.sent[1].closed = true // the renderer has crashed
	p.reload()
	require.Equal(t, "LOGOUT", p.last().names())
	assert.Equal(t, "S1", p.last().sessionID())
	p.last().results(done200)
	assert.Empty(t, p.kept())
}

func TestRetainedRubbish(t *testing.T) {
	for _, text := range []string{
		`[{"state":"open","app":"20001"}]`,
		`[{"state":"open","app":"20001","appId":"20001","id":"S1","url":"javascript:x"}]`,
		`[{"state":"open","app":"20001","appId":"20001","url":"https://example.test/dispatcherv2"}]`,
		`[{"state":"ending","app":"20001","id":"S1","url":"https://example.test/dispatcherv2"}]`,
		`{"state":"open"}`, `7`, `[null]`, `[`,
	} {
		p := newPage(t, newOrigin())
		p.retained = text
		p.reload()
		a := p.logout()
		p.turn()
		requireCodes(t, a, 403, 40304)
		assert.Empty(t, p.sent, text)
	}
}

func TestRestoredSessionKeepsItsBundlesSize(t *testing.T) {
	p := newPage(t, newOrigin())
	p.login()
	p.last().results(`{"status":200,"data":{"sessionId":"S1","profileId":"P1","maxBundleMsgs":2}}`)
	p.reload()
	p.RestoreSession(func(jsonvalue.Value) {})
	p.send("score", "POST")
	p.send("score", "POST")
	p.turn()
	assert.Equal(t, "READ,POST", p.last().names())
}

func TestPageThatComesBackAfterAnother(t *testing.T) {
	for name, c := range map[string]struct {
		between string // what the page between has left
		next    int    // -1 if the session is over
	}{
		"none":                {"", 2},
		"it went on":          {`[{"state":"open","id":"S1","next":7}]`, 7},
		"it took nothing up":  {`[{"state":"left","id":"S1","next":2}]`, 2},
		"it logged out":       {`[]`, -1},
		"it is logging out":   {`[{"state":"ending","id":"S1","next":7}]`, -1},
		"another one's there": {`[{"state":"open","id":"S2","next":7}]`, -1},
	} {
		t.Run(name, func(t *testing.T) {
			p := loggedIn(t)
			p.send("score", "POST")
			p.turn()
			p.last().results(done200)
			n := len(p.events)
			p.Leave()
			if c.between != "" {
				p.retained = c.between
			}
			p.Returned()
			if c.next < 0 {
				assert.False(t, p.IsAuthenticated())
				assert.Equal(t, []event{{client.LoggedOut, `{"profileId":"P1","elsewhere":true}`}}, p.events[n:])
				assert.Equal(t, "[]", p.retained)
				return
			}
			assert.Equal(t, "READ", p.last().names(), "the server is asked")
			assert.Equal(t, c.next, p.last().packetID())
			assert.Contains(t, p.retained, `"id":"S1"`)
			p.last().results(`{"status":403,"reason_code":40304}`)
			assert.False(t, p.IsAuthenticated())
		})
	}
	p := newPage(t, newOrigin())
	p.Returned()
	assert.Empty(t, p.events, "nobody is logged in")

	p = loggedIn(t)
	c := client.New(p.fakeHost)
	c.Returned()
	assert.Contains(t, p.retained, `"id":"S1"`, "a page that has named no game yet leaves it")
}

func TestPageThatComesBackEndsTheSessionThatAnotherHasLeft(t *testing.T) {
	for name, before := range map[string]func(*testing.T) *page{
		"nobody was logged in":      func(t *testing.T) *page { return newPage(t, newOrigin()) },
		"another session was there": loggedIn,
	} {
		t.Run(name, func(t *testing.T) {
			p := before(t)
			p.Leave()
			between := newPage(t, p.origin)
			between.login()
			between.last().results(openedNew)
			id := between.SessionID()
			between.close()
			p.retained = between.retained

			p.Returned()
			assert.False(t, p.IsAuthenticated())
			assert.Contains(t, p.retained, id, "it is there for the page after this one, too")
			a := p.logout()
			require.Equal(t, "LOGOUT", p.last().names())
			assert.Equal(t, id, p.last().sessionID())
			p.last().results(done200)
			requireCodes(t, a, 200, 0)
			assert.Equal(t, "[]", p.retained)
		})
	}
}

func TestPageThatComesBackWithAPacketOnItsWaySendsNoHeartbeat(t *testing.T) {
	p := loggedIn(t)
	p.send("score", "POST")
	p.turn()
	n := len(p.sent)
	p.Returned()
	p.last().results(done200)
	p.turn()
	assert.Len(t, p.sent, n)
}

func TestPageThatComesBackDeliversTheLogoutThatAnotherHasLeft(t *testing.T) {
	p := loggedIn(t)
	p.Leave()
	between := newPage(t, p.origin)
	between.Attach("S1", 2, "P1", 0)
	between.logout()
	between.last().refuse()
	require.Len(t, between.kept(), 1)
	between.close()
	p.retained = between.retained
	n := len(p.sent)
	p.Returned()
	p.turn()
	assert.False(t, p.IsAuthenticated())
	require.Len(t, p.sent, n+1)
	assert.Equal(t, "LOGOUT", p.last().names())
	p.last().results(done200)
	assert.Empty(t, p.kept())
}

func TestAnotherPagesLateTextUndoesNothing(t *testing.T) {
	t.Run("a login since the page came back", func(t *testing.T) {
		p := newPage(t, newOrigin())
		p.Leave()
		p.Returned()
		p.login()
		p.last().results(openedNew)
		id := p.SessionID()
		p.retained = `[{"state":"left","app":"20001","appId":"20001","url":"https://example.test","id":"S1","profileId":"P1","next":3}]`
		p.Returned()
		assert.Equal(t, id, p.SessionID())
		require.Equal(t, "LOGOUT", p.last().names())
		assert.Equal(t, "S1", p.last().sessionID(), "the other page's is ended")
		p.last().results(done200)
		p.reload()
		p.RestoreSession(func(jsonvalue.Value) {})
		assert.Equal(t, id, p.SessionID())
	})
	t.Run("a logout since the page came back", func(t *testing.T) {
		p := loggedIn(t)
		late := strings.Replace(p.retained, "open", "left", 1)
		p.Leave()
		p.Returned()
		p.last().results(done200) // a heartbeat's
		p.logout()
		p.last().results(done200)
		p.retained = late
		n := len(p.sent)
		p.Returned()
		a := p.logout()
		p.turn()
		requireCodes(t, a, 403, 40304)
		assert.Len(t, p.sent, n)
		assert.Equal(t, "[]", p.retained)
	})
}

// reload loads the page anew, in the same tab.
func (p *page) reload() {
	p.close()
	p.Client = client.New(p.fakeHost)
	p.StoreUnder("")
	p.Initialize("20001", "secret", "1.0.0", "https://example.test")
	p.Adopt()
}

func TestSessionThatNobodyTakesUpIsThereForThePageAfterNext(t *testing.T) {
	p := loggedIn(t)
	p.reload()
	p.login()
	p.last().results(`{"status":403,"reason_code":40307}`)
	p.reload()
	p.RestoreSession(func(jsonvalue.Value) {})
	assert.Equal(t, "S1", p.SessionID())
}

func TestLogoutThatIsStoredAndRetainedIsDeliveredOnce(t *testing.T) {
	p := loggedIn(t)
	p.logout()
	p.advance(100)
	require.Len(t, p.kept(), 1)
	p.sent[1].closed = true
	n := len(p.sent)
	p.close()
	p.Client = client.New(p.fakeHost)
	p.Adopt()
	p.turn()
	p.Initialize("20001", "secret", "1.0.0", "https://example.test")
	p.turn()
	assert.Len(t, p.sent, n+1)
}

func TestLoginThatThePagesFetchMakesBeforeTheProgramResumes(t *testing.T) {
	p := loggedIn(t)
	p.logout() // on its way, and not stored yet
	p.Attach("S2", 5, "P2", 0)
	p.onFetch = func() {
		p.Login(client.Login{Type: "Universal", ExternalID: "ann", Token: `"x"`}, func(jsonvalue.Value) {})
	}
	p.startAgain("20001")
	for _, x := range p.sent[2:] {
		if x.open() && x.names() == "AUTHENTICATE" {
			x.results(`{"status":200,"data":{"sessionId":"S3","profileId":"P3"}}`)
		}
	}
	assert.Equal(t, "S3", p.SessionID())
}
