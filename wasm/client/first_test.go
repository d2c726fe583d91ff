package client_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/jsbridge/jsonvalue"
	"playerstate/wasm/client"
)

func TestFirstLoginWaitsForAnotherPagesOne(t *testing.T) {
	o := newOrigin()
	first, second := newPage(t, o), newPage(t, o)
	first.login()
	second.ids = 50
	a := second.login()
	require.Empty(t, second.sent)
	first.last().results(opened)
	first.advance(100)
	second.turn()
	require.Len(t, second.sent, 1)
	assert.Contains(t, second.last().Body, `"anonymousId":"guid-1","profileId":"P1"`)
	second.last().results(openedNew)
	requireCodes(t, a, 200, 0)
}

func TestFirstLoginWaitsNoLongerThanForAnAnswer(t *testing.T) {
	o := newOrigin()
	first, second := newPage(t, o), newPage(t, o)
	first.login() // and then its page is frozen
	second.ids = 50
	second.login()
	second.advance(14_999)
	require.Empty(t, second.sent)
	second.advance(1)
	require.Len(t, second.sent, 1)
	assert.Contains(t, second.last().Body, `"anonymousId":"guid-51","profileId":""`)
}

func TestFirstLoginOfAPageThatIsLeftKeepsNobodyWaiting(t *testing.T) {
	o := newOrigin()
	first, second, third := newPage(t, o), newPage(t, o), newPage(t, o)
	first.login()
	a := second.login()
	second.Leave()
	second.turn()
	requireCodes(t, a, 900, 90001)
	assert.Empty(t, second.sent)
	second.advance(100)
	third.login()
	first.last().results(opened)
	first.advance(100)
	third.turn()
	assert.Len(t, third.sent, 1)
}

func TestPageThatIsLeftHoldsNoLock(t *testing.T) {
	for name, answered := range map[string]bool{"answered": true, "on its way": false} {
		p := newPage(t, newOrigin())
		p.login()
		require.NotEmpty(t, p.origin.locks["playerState.first."], name)
		if answered {
			p.last().results(opened)
			require.NotEmpty(t, p.origin.locks["playerState.first."], name)
		}
		p.Leave()
		assert.Empty(t, p.origin.locks["playerState.first."], name)
	}
}

func TestOtherLoginsDoNotWait(t *testing.T) {
	o := newOrigin()
	first, second := newPage(t, o), newPage(t, o)
	first.login()
	second.Login(client.Login{Type: "Universal", ExternalID: "ann", Token: `"x"`, ForceCreate: true}, func(jsonvalue.Value) {})
	require.Len(t, second.sent, 1)
	second.last().refuse()
	second.Login(client.Login{Type: client.Anonymous, Token: `""`}, func(jsonvalue.Value) {})
	assert.Len(t, second.sent, 2, "one that makes no player")
}

func TestLogoutDoesNotWaitForTheLockOfAFirstLogin(t *testing.T) {
	o := newOrigin()
	first, second := newPage(t, o), newPage(t, o)
	first.login()
	second.Attach("S7", 3, "P7", 0)
	in := second.login()
	out := second.logout()
	second.turn()
	requireCodes(t, in, 900, 90001)
	require.Equal(t, "LOGOUT", second.last().names())
	assert.Equal(t, "S7", second.last().sessionID())
	second.last().results(done200)
	requireCodes(t, out, 200, 0)
}

func TestLockThatIsGrantedTooLateIsGivenUp(t *testing.T) {
	o := newOrigin()
	first, second := newPage(t, o), newPage(t, o)
	first.login()
	second.login()
	second.advance(15_000)
	second.last().results(openedNew)
	first.close() // the lock is granted now
	second.turn()
	second.advance(100)
	assert.Empty(t, o.locks["playerState.first."])
}

func TestLogoutBehindALoginThatIsGivenUpIsAnswered(t *testing.T) {
	o := newOrigin()
	first, second := newPage(t, o), newPage(t, o)
	first.login()
	in, out := second.login(), second.logout()
	second.LogoutOnApplicationClose(false)
	second.turn()
	requireCodes(t, in, 900, 90001)
	requireCodes(t, out, 403, 40304)
}
