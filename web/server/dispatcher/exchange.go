package dispatcher

import (
	"bytes"
	"net"
	"net/http"
	"strconv"
	"time"
)

const (
	textPlain = "text/plain; charset=utf-8"
	textHTML  = "text/html; charset=utf-8"
	jsonType  = "application/json; charset=utf-8"
)

// exchange is one request on its way to an answer. The methods that finish it
// write down the record before the last byte leaves, so that a client that has
// its answer finds the record complete.
type exchange struct {
	d      *Dispatcher
	w      http.ResponseWriter
	r      *http.Request
	record *Record
	packet packet
	answer answer // of a fault that lets the packet be processed first
}

func (x *exchange) finish(status int, sent []byte, gone bool) {
	x.d.recorder.finished(x.record, status, sent, gone)
}

func (x *exchange) gone() bool { return x.r.Context().Err() != nil }

// send answers with a whole body and the CORS headers.
func (x *exchange) send(status int, contentType string, body []byte) {
	allowOrigin(x.w.Header())
	x.sendBare(status, contentType, body)
}

// sendBare is send without the CORS headers.
func (x *exchange) sendBare(status int, contentType string, body []byte) {
	h := x.w.Header()
	h.Set("Cache-Control", "no-store")
	if status != http.StatusNoContent {
		h.Set("Content-Type", contentType)
		h.Set("Content-Length", strconv.Itoa(len(body)))
	}
	x.finish(status, body, x.gone())
	x.w.WriteHeader(status)
	if len(body) > 0 {
		x.w.Write(body) // fails only where the client went away
	}
}

func (x *exchange) sendAnswer(a answer) { x.sendJSON(a.encode()) }

func (x *exchange) sendJSON(body []byte) { x.send(http.StatusOK, jsonType, body) }

// sendPadded answers with head, as many times the filler as makes a body of
// size bytes, and tail.
func (x *exchange) sendPadded(head string, filler byte, tail string, size int) {
	allowOrigin(x.w.Header())
	h := x.w.Header()
	h.Set("Content-Type", jsonType)
	h.Set("Content-Length", strconv.Itoa(size))
	x.finish(http.StatusOK, []byte(head), x.gone())
	x.w.Write([]byte(head))
	chunk := bytes.Repeat([]byte{filler}, 1<<16)
	for left := size - len(head) - len(tail); left > 0; {
		n, err := x.w.Write(chunk[:min(left, len(chunk))])
		if err != nil {
			return // the client has seen enough
		}
		left -= n
	}
	x.w.Write([]byte(tail))
}

// pause waits, and says whether there is still somebody to answer.
func (x *exchange) pause(t time.Duration) bool {
	timer := time.NewTimer(t)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-x.r.Context().Done():
		return false
	case <-x.d.closing:
		return true
	}
}

// dwell waits whether or not the client is still there, as a server at work does.
func (d *Dispatcher) dwell(t time.Duration) {
	timer := time.NewTimer(t)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-d.closing:
	}
}

// hang waits for the client to go away, or for the dispatcher to be closed, and
// drops the connection. sent is the part of the body that went out.
func (x *exchange) hang(status int, sent []byte) {
	select {
	case <-x.r.Context().Done():
	case <-x.d.closing:
	}
	x.abandon(status, sent)
}

// abandon drops the connection of an answer that is not complete.
func (x *exchange) abandon(status int, sent []byte) {
	x.finish(status, sent, x.gone())
	panic(http.ErrAbortHandler) // which net/http drops a connection for, silently
}

// flush sends what was written so far.
func (x *exchange) flush() {
	// The writers of net/http can all flush, and a client that went away is
	// noticed by its context.
	_ = http.NewResponseController(x.w).Flush()
}

// cut takes the connection over, writes raw, and ends it: by a reset, or by an
// orderly close. sent is the part of the body within raw.
func (x *exchange) cut(status int, raw, sent []byte, reset bool) {
	gone := x.gone() // taking over ends the watch on the client
	conn, _, err := http.NewResponseController(x.w).Hijack()
	if err != nil {
		x.abandon(0, nil) // not HTTP/1.1: the nearest thing
	}
	defer conn.Close()
	conn.Write(raw) // whoever went away needs no cutting
	if tcp, ok := conn.(*net.TCPConn); ok && reset {
		tcp.SetLinger(0) // makes Close send a reset
	}
	x.finish(status, sent, gone)
}

// rawAnswer is an answer as it looks on the wire, with a Content-Length of one's
// own and no more of the body than given.
func rawAnswer(length int, body []byte) []byte {
	h := http.Header{}
	h.Set("Content-Type", jsonType)
	h.Set("Content-Length", strconv.Itoa(length))
	allowOrigin(h)
	var b bytes.Buffer
	b.WriteString("HTTP/1.1 200 OK\r\n")
	h.Write(&b) // to memory
	b.WriteString("\r\n")
	b.Write(body)
	return b.Bytes()
}
