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

func TestEveryLoginIsStoredAsTheVendorsWrapperDoes(t *testing.T) {
	p := newPage(t, newOrigin())
	p.StoreUnder("wrapper.")
	p.login()
	p.last().results(opened)
	assert.Equal(t, map[string]string{
		"playerState.order": "1", "wrapper.anonymousId": "guid-1", "wrapper.profileId": "P1", "wrapper.sessionId": "S1",
		"wrapper.authenticationType": "Anonymous", "wrapper.lastPacketId": "1",
	}, p.origin.store)
	p.send("score", "POST")
	p.turn()
	assert.Equal(t, "2", p.origin.store["wrapper.lastPacketId"], "the next packet's number")
	p.last().results(done200)

	p.Login(client.Login{Type: "Universal", ExternalID: "ann", Token: `"x"`}, func(jsonvalue.Value) {})
	assert.Contains(t, p.last().Body, `"anonymousId":"guid-1","profileId":""`)
	p.last().results(`{"status":200,"data":{"sessionId":"S2","profileId":"P2"}}`)
	assert.Equal(t, "P2", p.origin.store["wrapper.profileId"])
	assert.Equal(t, "S2", p.origin.store["wrapper.sessionId"])
	assert.Equal(t, "Universal", p.origin.store["wrapper.authenticationType"])
	p.login()
	assert.Contains(t, p.last().Body, `"anonymousId":"guid-1","profileId":"P2"`, "the profile that the device was last connected to")
}

func TestStoredIDsAreOfOneLogin(t *testing.T) {
	p := newPage(t, newOrigin())
	p.login()
	late := p.last()
	p.origin.store["anonymousId"], p.origin.store["profileId"] = "guid-9", "P9" // another page's login
	late.results(opened)
	assert.Equal(t, "guid-1", p.origin.store["anonymousId"])
	assert.Equal(t, "P1", p.origin.store["profileId"])
}

func TestAttachedSessionIsNotStored(t *testing.T) {
	p := newPage(t, newOrigin())
	p.Attach("S9", 1, "P9", 0)
	p.send("score", "POST")
	p.turn()
	for _, key := range []string{"anonymousId", "profileId", "sessionId", "lastPacketId"} {
		assert.NotContains(t, p.origin.store, key, "nobody knows which anonymousId it belongs to")
	}
}

func TestAnonymousIDOfALoginWithoutAnAnswerIsNotUsedAgain(t *testing.T) {
	p := newPage(t, newOrigin())
	p.login()
	p.last().refuse()
	p.login()
	assert.Contains(t, p.last().Body, `"externalId":"guid-2"`, "the server would ask for the profile's id")
	p.last().results(opened)
	assert.Equal(t, "guid-2", p.origin.store["anonymousId"])
}

func TestForgetUser(t *testing.T) {
	p := loggedIn(t)
	require.Equal(t, "P1", p.origin.store["profileId"])
	p.Logout(true, func(jsonvalue.Value) {})
	assert.Empty(t, p.origin.store["profileId"])
	p.last().results(done200)
	p.login()
	assert.Equal(t, "guid-2", p.origin.store["anonymousId"], "the next anonymous player is a new one")
}

func TestForgetUserWhileLoginIsOnItsWay(t *testing.T) {
	p := newPage(t, newOrigin())
	p.login()
	p.Logout(true, func(jsonvalue.Value) {})
	p.last().results(opened)
	assert.Empty(t, p.origin.store["profileId"])
	assert.NotContains(t, p.origin.store, "sessionId")
}

func TestDeletedPlayerOfAnotherPageStaysStored(t *testing.T) {
	p := loggedIn(t)
	p.origin.store["anonymousId"], p.origin.store["profileId"] = "guid-9", "P9" // another page's login
	p.send("playerState", "FULL_PLAYER_RESET")
	p.turn()
	p.last().results(done200)
	assert.False(t, p.IsAuthenticated())
	assert.Equal(t, "P9", p.origin.store["profileId"])
}

func TestPlayerOfWhomNotAllIsStored(t *testing.T) {
	for name, stored := range map[string]map[string]string{
		"an empty id":        {"anonymousId": "", "profileId": "P7"},
		"no id":              {"profileId": "P7"},
		"no profile":         {"anonymousId": "guid-7"},
		"an empty profile":   {"anonymousId": "guid-7", "profileId": ""},
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
}

func TestLoginIsOfTheAppThatItWasCalledFor(t *testing.T) {
	p := loggedIn(t)
	p.origin.store["20002.anonymousId"], p.origin.store["20002.profileId"] = "guid-2", "P2"
	p.send("score", "POST")
	p.turn()
	p.login()
	p.StoreUnder("20002.")
	p.Initialize("20002", "another", "1.0.0", "")
	for _, x := range p.sent {
		if x.open() && x.names() == "POST" {
			x.results(done200)
		}
	}
	require.Equal(t, "AUTHENTICATE", p.sent[2].names())
	assert.Contains(t, p.sent[2].Body, `"gameId":"20001"`)
	assert.Contains(t, p.sent[2].Body, `"anonymousId":"guid-1","profileId":"P1"`)
}

func TestNothingIsForgottenBeforeThePageHasSaidWhoseItIs(t *testing.T) {
	o := newOrigin()
	o.store["profileId"] = "P1"
	c := client.New(newFakeHost(t, o))
	c.Logout(true, func(jsonvalue.Value) {})
	assert.Equal(t, "P1", o.store["profileId"])
}

func TestDeletedPlayerOfAnAttachedSessionIsForgotten(t *testing.T) {
	p := newPage(t, newOrigin())
	p.StoreUnder("game.")
	p.origin.store["game.profileId"], p.origin.store["profileId"] = "P9", "P9"
	p.Attach("S9", 1, "P9", 0)
	p.send("playerState", "FULL_PLAYER_RESET")
	p.turn()
	p.last().results(done200)
	assert.Empty(t, p.origin.store["game.profileId"])
	assert.Equal(t, "P9", p.origin.store["profileId"])
}
