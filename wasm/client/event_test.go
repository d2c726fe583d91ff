package client_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"playerstate/wasm/client"
)

// told is what the page was told of.
func (w *fakeHost) told() (types []client.EventType) {
	for _, e := range w.events {
		types = append(types, e.kind)
	}
	return types
}

func TestEvents(t *testing.T) {
	p := loggedIn(t)
	assert.Equal(t, []event{{client.LoggedIn, `{"profileId":"P1"}`}}, p.events)
	p.logout()
	p.logout()
	assert.Equal(t, event{client.LoggedOut, `{"profileId":"P1","elsewhere":false}`}, p.events[1])
	p.last().results(done200)
	p.logout()
	assert.Len(t, p.events, 2, "once, and not for a logout with nothing to end")
}

func TestAttachingIsTold(t *testing.T) {
	p := newPage(t, newOrigin())
	p.Attach("S9", 1, "P9", 0)
	assert.Equal(t, []event{{client.LoggedIn, `{"profileId":"P9"}`}}, p.events)
}

func TestExpiryIsTold(t *testing.T) {
	p := loggedIn(t)
	p.send("score", "POST")
	p.turn()
	p.last().results(`{"status":403,"reason_code":40356}`)
	assert.Equal(t, event{client.Expired, `{"profileId":"P1","reasonCode":40356}`}, p.events[1])

	p = loggedIn(t)
	p.logout()
	p.last().results(`{"status":403,"reason_code":40303}`)
	assert.Equal(t, []client.EventType{client.LoggedIn, client.LoggedOut}, p.told(), "a session that was logged out does not expire, too")
}

func TestUnconfirmedAndDeliveredAreTold(t *testing.T) {
	p := unconfirmed(t, newOrigin())
	assert.Equal(t, event{client.Unconfirmed, `{"reasonCode":90001,"statusMessage":"the server could not be reached"}`}, p.events[2])
	p.advance(750)
	p.last().results(done200)
	assert.Equal(t, event{client.Delivered, `{}`}, p.events[3])
}

func TestLoginThatIsLoggedOutMeanwhileIsNotTold(t *testing.T) {
	p := newPage(t, newOrigin())
	p.login()
	p.logout()
	p.last().results(opened)
	p.last().results(done200)
	assert.Empty(t, p.events)
}
