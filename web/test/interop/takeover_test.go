package interop

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// login logs in anonymously and returns what the answer says of the player.
func (p player) login() (known struct{ ProfileID, SessionID, NewUser string }) {
	p.T.Helper()
	text := p.call(`authenticateAnonymous(tell)`)
	require.Equal(p.T, "200", codes(p.T, text), text)
	r := struct{ Data any }{&known}
	require.NoError(p.T, json.Unmarshal([]byte(text), &r))
	return known
}

func TestLogoutOfTheVendorsSession(t *testing.T) {
	s := newSite(t)
	official, own := s.play(s.Open(), vendors), s.play(s.Open(), ours)
	opened := official.login()
	handover := official.Text(`JSON.stringify({
		sessionId: _bc.brainCloudClient.getSessionId(),
		packetId: _bc.brainCloudManager._packetId,
		profileId: _bc.brainCloudClient.authentication.profileId,
	})`)
	own.Run(`_bc.ready`)
	own.Run(`_bc.attachSession(` + handover + `)`)
	assert.Equal(t, opened.SessionID, own.Session())
	assert.Equal(t, opened.ProfileID, own.Text(`_bc.getProfileId()`))
	require.True(t, s.Dispatcher.SessionAlive(opened.SessionID))

	s.take()
	assert.Equal(t, `{"status":200,"data":null}`, own.call(`playerState.logout(tell)`))
	assert.False(t, s.Dispatcher.SessionAlive(opened.SessionID))
	sent := s.take()
	require.Len(t, sent, 2, "a preflight and the packet")
	assert.Equal(t, `{"messages":[{"service":"playerState","operation":"LOGOUT"}],"gameId":"20001","sessionId":"`+opened.SessionID+`","packetId":1}`, sent[1].body)

	assert.Equal(t, "403 40304", codes(t, official.call(`playerState.readUserState(tell)`)))
	assert.Len(t, s.take(), 1, "the server refuses the first call")
	assert.Equal(t, "403 40304", codes(t, official.call(`playerState.logout(tell)`)))
	assert.Empty(t, s.take(), "the vendor's client itself refuses the next")
}

// TestThePlayerStaysTheSame has a game change from one client to the other, and back.
func TestThePlayerStaysTheSame(t *testing.T) {
	for _, order := range [][]client{{vendors, ours, vendors}, {ours, vendors, ours}} {
		t.Run(string(order[0]), func(t *testing.T) {
			s := newSite(t)
			b := s.Open()
			var first string
			for i, c := range order {
				p := s.play(b, c)
				got := p.login()
				if i == 0 {
					first = got.ProfileID
					assert.Equal(t, "true", got.NewUser)
					continue
				}
				assert.Equal(t, first, got.ProfileID)
				assert.Equal(t, "false", got.NewUser)
			}
		})
	}
}
