package interop

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// login logs in anonymously and returns what the answer says of the player.
func (p *player) login() (known struct{ ProfileID, SessionID, NewUser string }) {
	p.tab.t.Helper()
	text := p.call(`authenticateAnonymous(tell)`)
	require.Equal(p.tab.t, "200", codes(p.tab.t, text), text)
	r := struct{ Data any }{&known}
	require.NoError(p.tab.t, json.Unmarshal([]byte(text), &r))
	return known
}

func TestLogoutOfTheVendorsSession(t *testing.T) {
	w := newWorld(t, time.Hour)
	official, own := w.play(openTab(t), vendors), w.play(openTab(t), ours)
	opened := official.login()
	handover := official.eval(`({
		sessionId: _bc.brainCloudClient.getSessionId(),
		packetId: _bc.brainCloudManager._packetId,
		profileId: _bc.brainCloudClient.authentication.profileId,
	})`)
	own.eval(`_bc.ready`)
	own.eval(`_bc.attachSession(` + handover + `)`)
	assert.Equal(t, opened.SessionID, own.text(`_bc.getSessionId()`))
	assert.Equal(t, opened.ProfileID, own.text(`_bc.getProfileId()`))
	require.True(t, w.dispatcher.SessionAlive(opened.SessionID))

	w.take()
	assert.Equal(t, `{"status":200,"data":null}`, own.call(`playerState.logout(tell)`))
	assert.False(t, w.dispatcher.SessionAlive(opened.SessionID))
	sent := w.take()
	require.Len(t, sent, 2, "a preflight and the packet")
	assert.Equal(t, `{"messages":[{"service":"playerState","operation":"LOGOUT"}],"gameId":"20001","sessionId":"`+opened.SessionID+`","packetId":1}`, sent[1].body)

	assert.Equal(t, "403 40304", codes(t, official.call(`playerState.readUserState(tell)`)))
	assert.Len(t, w.take(), 1, "the server refuses the first call")
	assert.Equal(t, "403 40304", codes(t, official.call(`playerState.logout(tell)`)))
	assert.Empty(t, w.take(), "the vendor's client itself refuses the next")
}

// A game may change from one client to the other, and back.
func TestThePlayerStaysTheSame(t *testing.T) {
	for _, order := range [][]client{{vendors, ours, vendors}, {ours, vendors, ours}} {
		t.Run(string(order[0]), func(t *testing.T) {
			w, b := newWorld(t, time.Hour), openTab(t)
			var first string
			for i, c := range order {
				p := w.play(b, c)
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
