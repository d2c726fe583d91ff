package dispatcher

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// newExchange returns an exchange whose client sent a logout with packet 1, and its
// recorder. The answer is set.
func newExchange(t *testing.T) (*exchange, *httptest.ResponseRecorder) {
	t.Helper()
	d := New(Config{})
	t.Cleanup(d.Close)
	w := httptest.NewRecorder()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, Path, nil)
	return &exchange{
		d: d, w: w, r: r, record: d.recorder.arrived(r, time.Time{}),
		packet: packet{number: 1, messages: []message{{service: "playerState", operation: "LOGOUT"}}},
		answer: answer{number: 1, entries: []entry{nullData}},
	}, w
}

func TestSend(t *testing.T) {
	x, w := newExchange(t)
	x.send(http.StatusTeapot, textPlain, []byte("tea"))
	assert.Equal(t, 418, w.Code)
	assert.Equal(t, "tea", w.Body.String())
	assert.Equal(t, http.Header{
		"Content-Type": {"text/plain; charset=utf-8"}, "Content-Length": {"3"}, "Cache-Control": {"no-store"},
		"Access-Control-Allow-Origin": {"*"}, "Access-Control-Expose-Headers": {"Retry-After"},
	}, w.Header())
	assert.Equal(t, 418, x.record.Status)
	assert.Equal(t, "tea", string(x.record.Answer))
	assert.True(t, x.record.Done)

	x, w = newExchange(t)
	x.sendBare(http.StatusNoContent, textPlain, nil)
	assert.Equal(t, http.Header{"Cache-Control": {"no-store"}}, w.Header(), "no content, so no type and no length")
}

// doneFirst is a ResponseWriter that fails the test if a byte is written before the
// record is complete.
type doneFirst struct {
	*httptest.ResponseRecorder
	t *testing.T
	x *exchange
}

func (w doneFirst) Write(b []byte) (int, error) {
	assert.True(w.t, w.x.record.Done)
	return w.ResponseRecorder.Write(b)
}

func TestTheRecordIsCompleteBeforeTheBodyIsSent(t *testing.T) {
	for name, send := range map[string]func(*exchange){
		"send":       func(x *exchange) { x.send(http.StatusOK, textPlain, []byte("body")) },
		"sendAnswer": func(x *exchange) { x.sendAnswer(x.answer) },
		"sendPadded": func(x *exchange) { x.sendPadded("[", ' ', "]", 10) },
	} {
		t.Run(name, func(t *testing.T) {
			x, w := newExchange(t)
			x.w = doneFirst{w, t, x}
			send(x)
			assert.NotZero(t, w.Body.Len())
		})
	}
}

func TestSendPadded(t *testing.T) {
	const chunk = 1 << 16
	for _, size := range []int{len("headtail"), len("headtail") + 1, chunk, 2*chunk + len("headtail")} {
		x, w := newExchange(t)
		x.sendPadded("head", '-', "tail", size)
		assert.Equal(t, strconv.Itoa(size), w.Header().Get("Content-Length"))
		assert.Equal(t, "head"+strings.Repeat("-", size-len("headtail"))+"tail", w.Body.String())
	}
}

func TestPause(t *testing.T) {
	x, _ := newExchange(t)
	assert.True(t, x.pause(time.Millisecond))
	ctx, leave := context.WithCancel(t.Context())
	x.r = x.r.WithContext(ctx)
	leave()
	assert.False(t, x.pause(time.Hour), "the client went away")
	x, _ = newExchange(t)
	x.d.Close()
	assert.True(t, x.pause(time.Hour), "the dispatcher is closed")
	x.d.sleep(time.Hour)
}

func TestRawAnswer(t *testing.T) {
	resp, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(rawAnswer(9, []byte("half")))), nil)
	require.NoError(t, err)
	assert.Equal(t, 200, resp.StatusCode)
	assert.EqualValues(t, 9, resp.ContentLength)
	assert.Equal(t, jsonType, resp.Header.Get("Content-Type"))
	assert.Equal(t, "*", resp.Header.Get("Access-Control-Allow-Origin"))
	body, err := io.ReadAll(resp.Body)
	assert.ErrorIs(t, err, io.ErrUnexpectedEOF)
	assert.Equal(t, "half", string(body))
}
