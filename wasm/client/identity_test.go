package client_test

import (
	"maps"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/jsbridge/jsonvalue"
	"playerstate/wasm/client"
)

func TestAnonymousPlayerComesBack(t *testing.T) {
	p := loggedIn(t)
	p.logout()
	p.last().results(done200)
	p.login()
	assert.Contains(t, p.last().Body, `"externalId":"guid-1"`)
	assert.Contains(t, p.last().Body, `"profileId":"P1"`)
}

func TestAnonymousPlayerComesBackAfterANamedOne(t *testing.T) {
	p := loggedIn(t)
	p.Login(client.Login{Type: client.Universal, ExternalID: "ann", Token: "x"}, func(jsonvalue.Value) {})
	p.last().results(`{"status":200,"data":{"sessionId":"S2","profileId":"P2"}}`)
	assert.Equal(t, "P2", p.ProfileID())
	p.login()
	assert.Contains(t, p.last().Body, `"externalId":"guid-1"`)
	assert.Contains(t, p.last().Body, `"profileId":"P1"`)
}

func TestAnonymousIDOutlivesALoginWithoutAnAnswer(t *testing.T) {
	p := newPage(t, newOrigin())
	p.login()
	p.last().refuse()
	p.login()
	assert.Contains(t, p.last().Body, `"externalId":"guid-1"`, "another id could make a second player")
}

func TestForgetUser(t *testing.T) {
	p := loggedIn(t)
	require.Equal(t, "P1", p.origin.store["profileId"])
	first := p.origin.store["anonymousId"]
	p.Logout(true, func(jsonvalue.Value) {})
	assert.NotContains(t, p.origin.store, "profileId")
	p.last().results(done200)
	p.login()
	assert.NotEqual(t, first, p.origin.store["anonymousId"], "the next anonymous player is a new one")
}

func TestForgetUserWhileLoginIsOnItsWay(t *testing.T) {
	p := newPage(t, newOrigin())
	p.login()
	p.Logout(true, func(jsonvalue.Value) {})
	p.last().results(opened)
	assert.NotContains(t, p.origin.store, "profileId")
}

func TestAnonymousPlayerOfWhomNotAllIsStored(t *testing.T) {
	for name, stored := range map[string]map[string]string{
		"an empty id":        {"anonymousId": "", "profileId": "P7"},
		"no id":              {"profileId": "P7"},
		"no profile":         {"anonymousId": "guid-7"},
		"an empty id, alone": {"anonymousId": ""},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOrigin()
			maps.Copy(o.store, stored)
			p := newPage(t, o)
			p.login()
			assert.Contains(t, p.last().Body, `"externalId":"guid-1"`, "a new one")
			assert.Contains(t, p.last().Body, `"anonymousId":"guid-1","profileId":""`)
			assert.Equal(t, "guid-1", o.store["anonymousId"])
			assert.Equal(t, "", o.store["profileId"])
		})
	}
	o := newOrigin()
	o.store["anonymousId"], o.store["profileId"] = "guid-7", ""
	p := newPage(t, o)
	p.login()
	assert.Contains(t, p.last().Body, `"externalId":"guid-7"`, "its first login may have arrived")
}
