package dispatcher

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRecords(t *testing.T) {
	p := newPeer(t)
	session := p.login()
	p.d.ClearRecords()
	body := packetBody(session, 1, heartbeat, logout)
	answer := p.post(body)
	all := p.d.Records()
	require.Len(t, all, 1)
	r := all[0]
	assert.Equal(t, sign(body), r.Header.Get("X-SIG"))
	r.Header = nil
	assert.Equal(t, Record{
		Method: "POST", Body: []byte(body), Messages: []string{"heartbeat.READ", "playerState.LOGOUT"}, PacketID: 1,
		SessionID: session, Status: 200, Answer: []byte(answer), At: p.clock.Now(), Done: true,
	}, r)

	all[0].Body[0], all[0].Answer[0], all[0].Messages[0] = 'x', 'x', "x"
	all[0].Header = http.Header{}
	assert.Equal(t, byte('{'), p.d.Records()[0].Body[0], "a caller's copy is its own")
	assert.Equal(t, byte('{'), p.d.Records()[0].Answer[0])
	assert.Equal(t, "heartbeat.READ", p.d.Records()[0].Messages[0])

	p.post("broken")
	assert.Equal(t, -1, p.last().PacketID)
	assert.Equal(t, "broken", string(p.last().Body))
}

func TestRecordsAreALimitedNumber(t *testing.T) {
	var k recorder
	r := request(t, http.MethodPost, "http://x/", "")
	for i := range maxRecords + 5 {
		rec := k.arrived(r, time.Time{})
		k.read(rec, nil, packet{number: i}, nil)
		k.finished(rec, 200, make([]byte, maxRecordedAnswer+1), false)
		if i > 3 && i < maxRecords-3 {
			rec.Answer = nil // all of them would take 640 MB
		}
	}
	require.Len(t, k.list, maxRecords)
	assert.Equal(t, 5, k.list[0].PacketID)
	assert.Len(t, k.list[maxRecords-1].Answer, maxRecordedAnswer)
}
