package dispatcher

import (
	"bytes"
	"net"
	"net/http"
	"strconv"
	"time"
)

// textPlain, textHTML and jsonType are the values of Content-Type.
const (
	textPlain = "text/plain; charset=utf-8"
	textHTML  = "text/html; charset=utf-8"
	jsonType  = "application/json; charset=utf-8"
)

// exchange is one request and its answer. The methods that finish it complete the
// record before they send the last byte, so that a client that has read its answer
// finds the record complete.
type exchange struct {
	d      *Dispatcher
	w      http.ResponseWriter
	r      *http.Request
	record *Record
	packet packet
	script Script // the one of the fault, if there is one
	answer answer // set for a fault that happens after the packet is processed
}

// finish completes the record. sent is the part of the body that is sent, and gone
// says that the client went away.
func (x *exchange) finish(status int, sent []byte, gone bool) {
	x.d.recorder.finished(x.record, status, sent, gone)
}

// gone reports whether the client went away.
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
		x.w.Write(body) // fails only if the client went away
	}
}

// sendAnswer answers with a packet's answer.
func (x *exchange) sendAnswer(a answer) { x.sendJSON(a.encode()) }

// sendJSON answers 200 with a body that is declared to be JSON.
func (x *exchange) sendJSON(body []byte) { x.send(http.StatusOK, jsonType, body) }

// sendPadded answers with a body of size bytes: head, then the filler repeated, then
// tail.
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
			return // the client went away
		}
		left -= n
	}
	x.w.Write([]byte(tail))
}

// pause waits for t, or until the dispatcher is closed or the client goes away. It
// reports whether the client is still there.
func (x *exchange) pause(t time.Duration) bool { return x.d.wait(t, x.r.Context().Done()) }

// sleep waits for t, or until the dispatcher is closed, even if the client goes
// away: a server finishes its work all the same.
func (d *Dispatcher) sleep(t time.Duration) { d.wait(t, nil) }

// wait waits for t, or until the dispatcher is closed, and returns true. It returns
// false if done is closed before.
func (d *Dispatcher) wait(t time.Duration, done <-chan struct{}) bool {
	timer := time.NewTimer(t)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-d.closing:
		return true
	case <-done:
		return false
	}
}

// hang waits until the client goes away or the dispatcher is closed, then drops the
// connection. sent is the part of the body that was sent.
func (x *exchange) hang(status int, sent []byte) {
	select {
	case <-x.r.Context().Done():
	case <-x.d.closing:
	}
	x.abort(status, sent)
}

// abort drops the connection before the answer is complete. It does not return.
func (x *exchange) abort(status int, sent []byte) {
	x.finish(status, sent, x.gone())
	panic(http.ErrAbortHandler) // net/http drops the connection and logs nothing
}

// flush sends the bytes written so far.
func (x *exchange) flush() {
	// Every writer of net/http can flush, and the request's context reports a client
	// that went away.
	_ = http.NewResponseController(x.w).Flush()
}

// cut hijacks the connection, writes raw, and closes it, with or without a reset.
// sent is the part of the body in raw.
func (x *exchange) cut(status int, raw, sent []byte, reset bool) {
	gone := x.gone() // after the hijack the context no longer reports it
	conn, _, err := http.NewResponseController(x.w).Hijack()
	if err != nil {
		x.abort(0, nil) // HTTP/2 has no hijack; an aborted stream is the nearest thing
	}
	defer conn.Close()
	conn.Write(raw) // fails only if the client went away
	if tcp, ok := conn.(*net.TCPConn); ok && reset {
		tcp.SetLinger(0) // makes Close send a reset
	}
	x.finish(status, sent, gone)
}

// rawAnswer returns the bytes of an HTTP/1.1 answer with the given Content-Length,
// true or not, and body.
func rawAnswer(length int, body []byte) []byte {
	h := http.Header{}
	h.Set("Content-Type", jsonType)
	h.Set("Content-Length", strconv.Itoa(length))
	allowOrigin(h)
	var b bytes.Buffer
	b.WriteString("HTTP/1.1 200 OK\r\n")
	h.Write(&b) // a buffer returns no error
	b.WriteString("\r\n")
	b.Write(body)
	return b.Bytes()
}
