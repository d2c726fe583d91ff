package dispatcher

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// hangExpectations has an entry for each of hangFaults that applies to a packet and
// ends by itself.
var hangExpectations = map[string]expected{
	"slow-answer": says(good),
	"slow-work":   says(good),
}

func TestHangFaults(t *testing.T) { testFaults(t, "hang", hangExpectations) }

func TestHangsLastUntilTheClientGoes(t *testing.T) {
	headers := "HTTP/1.1 200 OK\r\n"
	for _, c := range []struct{ name, head, body string }{
		{"hang", "", ""},
		{"hang-after", "", ""},
		{"hang-headers", headers, ""},
		{"hang-body", headers, good[:len(good)/2]},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for _, closes := range []string{"client", "dispatcher"} {
				p := newPeer(t)
				fault, _ := faultByName(c.name)
				session, w := p.logoutUnder(c.name)
				if c.head != "" {
					resp, err := http.ReadResponse(w.r, nil)
					require.NoError(t, err)
					assert.Equal(t, 200, resp.StatusCode)
					assert.EqualValues(t, len(good), resp.ContentLength)
					assert.Equal(t, "*", resp.Header.Get("Access-Control-Allow-Origin"))
					begun := make([]byte, len(c.body))
					_, err = io.ReadFull(w.r, begun)
					require.NoError(t, err)
					assert.Equal(t, c.body, string(begun))
				}
				w.silence()
				p.eventually("the fault is at work", func() bool { return p.last().Fault == c.name })
				assert.False(t, p.last().Done)
				assert.Equal(t, fault.Processed, !p.d.SessionAlive(session))
				if closes == "client" {
					w.conn.Close()
				} else {
					p.d.Close()
					_, err := w.all()
					assert.NoError(t, err, "an orderly close")
				}
				p.eventually("the hang ends", func() bool { return p.last().Done })
				assert.Equal(t, closes == "client", p.last().Gone)
				assert.Equal(t, c.body, string(p.last().Answer))
			}
		})
	}
}

func TestSlowDrip(t *testing.T) {
	t.Parallel()
	p := newPeer(t)
	started := time.Now()
	_, w := p.logoutUnder("slow-drip")
	resp, err := http.ReadResponse(w.r, nil)
	require.NoError(t, err)
	got := make([]byte, 3)
	_, err = io.ReadFull(w.r, got)
	require.NoError(t, err)
	assert.Equal(t, good[:3], string(got))
	assert.GreaterOrEqual(t, time.Since(started), 3*dripEvery)

	p.d.Close()
	rest, err := w.all()
	require.NoError(t, err)
	assert.Equal(t, good[3:], string(rest), "closing the dispatcher ends the delays")
	assert.EqualValues(t, len(good), resp.ContentLength)
	assert.Equal(t, good, string(p.last().Answer))
	assert.False(t, p.last().Gone)
}

// flushes is a ResponseWriter that keeps the bytes between each flush and the next.
type flushes struct {
	httptest.ResponseRecorder
	sent    []string
	pending []byte
}

func (f *flushes) Write(b []byte) (int, error) {
	f.pending = append(f.pending, b...)
	return len(b), nil
}

func (f *flushes) Flush() { f.sent, f.pending = append(f.sent, string(f.pending)), nil }

func TestSlowDripSendsOneByteAtATime(t *testing.T) {
	x, _ := newExchange(t)
	x.d.Close() // the delays end at once
	w := &flushes{}
	x.w = w
	x.drip()
	assert.Equal(t, strings.Split(good, ""), w.sent[1:], "after the headers")
	assert.Empty(t, w.sent[0])
	assert.Empty(t, w.pending)
}

func TestSlowDripStopsWithTheClient(t *testing.T) {
	t.Parallel()
	p := newPeer(t)
	_, w := p.logoutUnder("slow-drip")
	_, err := http.ReadResponse(w.r, nil)
	require.NoError(t, err)
	w.conn.Close()
	p.eventually("the drip ends", func() bool { return p.last().Done })
	assert.True(t, p.last().Gone)
	assert.Less(t, len(p.last().Answer), len(good))
}

func TestSlowAnswerNotesAClientThatLeft(t *testing.T) {
	x, w := newExchange(t)
	fault, _ := faultByName("slow-answer")
	ctx, leave := context.WithCancel(t.Context())
	x.r = x.r.WithContext(ctx)
	leave()
	assert.PanicsWithValue(t, http.ErrAbortHandler, func() { fault.run(x) })
	assert.Empty(t, w.Body)
	assert.True(t, x.record.Done)
	assert.True(t, x.record.Gone)
	assert.Zero(t, x.record.Status)
}

func TestSlowWorkGoesOnWithoutItsClient(t *testing.T) {
	t.Parallel()
	p := newPeer(t)
	session, w := p.logoutUnder("slow-work")
	p.eventually("in progress", func() bool { return p.last().Fault == "slow-work" })
	w.conn.Close()
	p.eventually("processed", func() bool { return !p.d.SessionAlive(session) })
	assert.Equal(t, good, p.post(packetBody(session, 1, logout)), "the answer was kept")
}
