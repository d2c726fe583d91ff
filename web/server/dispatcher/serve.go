package dispatcher

import (
	"errors"
	"io"
	"net/http"
)

// maxBody is the length of the longest packet that is read, in bytes.
const maxBody = 1 << 20

// serveDispatcher serves Path.
func (d *Dispatcher) serveDispatcher(w http.ResponseWriter, r *http.Request) {
	x := &exchange{d: d, w: w, r: r, record: d.recorder.arrived(r, d.config.Now())}
	switch r.Method {
	case http.MethodOptions:
		d.servePreflight(x)
	case http.MethodPost:
		d.servePost(x)
	default:
		w.Header().Set("Allow", "POST, OPTIONS")
		x.send(http.StatusMethodNotAllowed, textPlain, []byte("only POST here\n"))
	}
}

// servePost answers a packet, or applies the pending fault for it.
func (d *Dispatcher) servePost(x *exchange) {
	body, err := io.ReadAll(http.MaxBytesReader(x.w, x.r.Body, maxBody))
	if tooLong := (*http.MaxBytesError)(nil); errors.As(err, &tooLong) {
		x.send(http.StatusRequestEntityTooLarge, textPlain, []byte("the packet is longer than 1 MiB\n"))
		return
	}
	if err != nil {
		x.finish(0, nil, true)
		panic(http.ErrAbortHandler)
	}
	p, malformed := readPacket(body)
	d.recorder.read(x.record, body, p, malformed)
	x.packet = p

	if d.config.Faults && loops(x.r) {
		x.redirectLoop()
		return
	}
	fault, script, ok := d.takeFault(x.r, p)
	if !ok {
		x.sendAnswer(d.answer(x, body, malformed, nil))
		return
	}
	d.recorder.faulted(x.record, fault.Name)
	x.script = script
	if fault.Processed {
		var hold func()
		if fault.hold > 0 {
			hold = func() { d.sleep(fault.hold) }
		}
		x.answer = d.answer(x, body, malformed, hold)
	}
	fault.run(x)
}

// answer acts on a packet, or refuses it. hold, unless it is nil, runs while an
// accepted packet is in progress.
func (d *Dispatcher) answer(x *exchange, body []byte, malformed error, hold func()) answer {
	// The signature covers the whole body, so it is checked before the body is
	// trusted; the secret belongs to an app, so the app is checked first of all.
	if x.r.Header.Get("X-APPID") != d.config.AppID {
		return unacceptable(forbidden(invalidAppID, "Unknown app id"))
	}
	if !signed(body, d.config.Secret, x.r.Header.Get("X-SIG")) {
		return unacceptable(forbidden(badSignature, "Invalid signature"))
	}
	if malformed != nil {
		return unacceptable(badRequest(invalidRequest, "Malformed packet: "+malformed.Error()))
	}
	p := x.packet
	if p.gameID != d.config.AppID {
		return unacceptable(forbidden(invalidAppID, "Unknown game id"))
	}
	if len(p.messages) > d.config.MaxBundle {
		return refuse(p, badRequest(invalidRequest, "Too many messages in one packet"))
	}
	if p.authenticates() {
		if len(p.messages) > 1 {
			return refuse(p, badRequest(invalidRequest, "AUTHENTICATE travels alone in its packet"))
		}
		if hold != nil {
			hold()
		}
		return d.authenticate(p)
	}
	return d.work(p, body, hold)
}
