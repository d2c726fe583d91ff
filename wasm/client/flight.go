package client

import "playerstate/wasm/servop"

// flight is one packet on its way, over all of its attempts. Each sends the same
// bytes: the server keeps the answer to the last packet and replays it.
type flight struct {
	client   *Client
	session  *session
	ops      []*op
	packetID int
	request  Request
	timeouts []int
	attempt  int
	// tries counts the attempts, so that a reply to an earlier one is none.
	tries int
	// renumbered counts the numbers that the server has refused.
	renumbered int
	// stop ends the attempt that is under way, or the wait for the next one.
	stop func()
	// waiting: between two attempts.
	waiting bool
	// foreign: it is another client's packet, which only holds up the queue.
	foreign bool
	// notBefore is the Host.Now before which the server asked to be left alone.
	notBefore int
	// ends: a logout is the last of the ops.
	ends bool
	// landed: its ops have their results.
	landed bool
}

// keepaliveLimit is how long a packet is at most that outlives its page, in bytes: half
// of what the platform lets be in flight (Fetch, "HTTP-network-or-cache fetch").
const keepaliveLimit = 32 << 10

// packet builds and signs a packet.
func (c *Client) packet(s *session, ops []*op, number int) Request {
	messages := make([]servop.Message, len(ops))
	for i, o := range ops {
		if o.login != nil {
			o.data = c.loginData(*o.login, s)
		}
		messages[i] = o.Message(o.data, c.host.Quote)
	}
	sessionID := s.quotedID
	if sessionID == "" {
		sessionID = `""`
	}
	c.scratch = servop.AppendPacket(c.scratch[:0], messages, servop.Envelope{
		GameID: s.app.quotedID, SessionID: sessionID, PacketID: number,
	})
	signature := servop.Sign(c.scratch, s.app.secret)
	return Request{URL: s.url, AppID: s.app.id, Signature: string(signature[:]), Body: string(c.scratch)}
}

// launch sends a packet; the queue waits for it or not. A number is used up only here.
// A packet that ends a session outlives its page from the start.
func (c *Client) launch(s *session, ops []*op, queued bool) *flight {
	if s.id == "" {
		s.next = c.next
	}
	f := &flight{client: c, session: s, ops: ops, packetID: s.next, timeouts: c.timeouts, stop: func() {}}
	s.next++
	c.next = s.next
	for _, o := range ops {
		o.flight = f
		f.ends = f.ends || o.Ends
		if o.Once {
			f.timeouts = f.timeouts[:1]
		}
	}
	f.request = c.packet(s, ops, f.packetID)
	f.request.Keepalive = f.ends && len(f.request.Body) <= keepaliveLimit
	if queued {
		c.flight = f
	}
	// From here on the state is whole: the page's own fetch may call in.
	f.try(0, f.timeouts[0])
	c.lastSent = c.host.Now()
	c.rememberNumber(s)
	switch {
	case f.ends && s.entry == nil && !c.leaving && !s.foreign && s.app.sameGame(c.app):
		c.unkept = append(c.unkept, f)
		c.settleLater()
	case f.ends:
		// At once: a program that starts anew knows one app's secret, and no foreign one's.
		f.keep()
	case s.entry != nil:
		c.foresee(s) // under the number after this one
	}
	c.retain()
	return f
}

// keep stores a logout's packet until it is confirmed, or a call finds the session over,
// so that it outlives the page and the program.
func (f *flight) keep() {
	if f.ends && !f.landed && f.session.state != over {
		f.client.outbox.keep(f.session, f.request, f.packetID, len(f.ops))
	}
}

// try makes an attempt, which has so many milliseconds.
func (f *flight) try(attempt, timeout int) {
	f.attempt, f.waiting = attempt, false
	f.request.Timeout = timeout
	if c := f.client; c.logging {
		c.log("packet ", servop.Decimal(f.packetID), " ", f.names(), ": attempt ", servop.Decimal(attempt+1), " of ", servop.Decimal(len(f.timeouts)))
	}
	f.tries++
	this := f.tries
	abort := f.client.issue(f.request, func(r servop.Reply) {
		if f.tries == this {
			f.answered(r)
		}
	})
	if f.tries != this { // the page's own fetch has called in
		abort()
		return
	}
	f.stop = abort
}

// answered takes the reply to an attempt.
func (f *flight) answered(r servop.Reply) {
	f.stop = func() {}
	outcome := servop.Judge(r, f.packetID, len(f.ops))
	if f.renumber(outcome) {
		return
	}
	if outcome.Retry && f.again(r) {
		f.client.log("packet ", servop.Decimal(f.packetID), ": ", outcomeCodes(outcome), ", trying again")
		return
	}
	f.land(outcome, r.RetryAfter)
}

// maxRenumbered bounds the numbers that a packet is tried under: the last is 1,023 above the
// first, which takes a page that sends nothing but heartbeats more than eight hours.
const maxRenumbered = 10

// renumber sends the packet under a higher number if the server has taken another one under
// its own: another page has gone on with the session, and this one can't know how far. A
// call whose earlier attempt may have been carried out is not sent again, except a logout.
func (f *flight) renumber(o servop.Outcome) bool {
	c, s := f.client, f.session
	if !o.NumberTaken() || s.id == "" || f.renumbered == maxRenumbered ||
		f.attempt > 0 && !(f.ends && len(f.ops) == 1) {
		return false
	}
	s.next = max(s.next, f.packetID+1<<f.renumbered)
	f.renumbered++
	c.log("packet ", servop.Decimal(f.packetID), ": its number is taken; now packet ", servop.Decimal(s.next))
	f.packetID = s.next
	s.next++
	c.next = max(c.next, s.next)
	keepalive := f.request.Keepalive
	f.request = c.packet(s, f.ops, f.packetID)
	f.request.Keepalive = keepalive
	if s.entry != nil {
		f.keep()
	}
	f.try(0, f.timeouts[0])
	c.rememberNumber(s)
	c.retain()
	return true
}

// again has the packet sent again if an attempt is left and nobody is kept waiting by
// it.
func (f *flight) again(r servop.Reply) bool {
	f.keep()
	f.notBefore = f.client.host.Now() + r.RetryAfter
	if f.client.flight == f && (f.quiet() && len(f.client.queue) > 0 || f.inTheWay()) {
		return false
	}
	next, ok := nextAttempt(f.timeouts, f.attempt, r.RetryAfter, f.client.host.Random)
	if !ok {
		return false
	}
	if r.Status == 0 && f.ends {
		// More requests may outlive their pages than the platform lets be in flight.
		f.request.Keepalive = !f.request.Keepalive && len(f.request.Body) <= keepaliveLimit
	}
	// Where a page is frozen in the back/forward cache, an answer that has begun is broken off:
	// the server has taken the packet. No timer fires there.
	brokenOff := f.client.away && r.Status == servop.StatusOK
	if next.wait == 0 && !brokenOff {
		f.try(next.attempt, next.timeout)
		return true
	}
	f.attempt, f.waiting = next.attempt, true
	f.stop = f.client.host.After(next.wait, func() { f.try(next.attempt, next.timeout) })
	return true
}

// inTheWay says whether calls of another session wait for this flight, whose own session
// the player has left.
func (f *flight) inTheWay() bool {
	if !f.session.left() {
		return false
	}
	for _, o := range f.client.queue {
		if o.session != f.session {
			return true
		}
	}
	return false
}

// hurry gives up a flight that is tried again and in the way: the player does not wait
// for what the network keeps from arriving.
func (c *Client) hurry() {
	f := c.flight
	if f == nil || f.attempt == 0 {
		return
	}
	c.host.Soon(func() {
		if c.flight == f && f.inTheWay() {
			f.giveUp("another session's call waited while the packet was tried again")
		}
	})
}

// land ends the flight. If its packet was not answered and others wait, its session's
// LOGOUT does not keep them waiting, either.
func (f *flight) land(outcome servop.Outcome, retryAfter int) {
	c, s, ops := f.client, f.session, f.ops
	f.stop = func() {}
	f.landed = true
	f.tries++
	if c.flight == f {
		c.flight = nil
	}
	if c.logging {
		c.log("packet ", servop.Decimal(f.packetID), ": ", outcomeCodes(outcome))
	}
	switch {
	case f.ends && (confirmed(outcome) || s.state == over):
		c.move(s, over)
	case f.ends:
		c.handOver(s, f.request, f.packetID, len(ops), outcome, retryAfter)
	case outcome.Entries == nil && s.state == ending && f.inTheWay() && s.end != nil && s.end.session == s && s.end.flight == nil:
		c.unqueue(s.end)
		ops = append(ops, s.end)
		c.handOver(s, c.packet(s, ops[len(ops)-1:], s.next), s.next, 1, outcome, retryAfter)
	}
	c.complete(ops, outcome)
}

// handOver gives a session's LOGOUT to the outbox, as it was not confirmed.
func (c *Client) handOver(s *session, r Request, packetID, messages int, outcome servop.Outcome, retryAfter int) {
	e := c.outbox.keep(s, r, packetID, messages)
	c.move(s, stored)
	e.unconfirmed(outcome)
	e.renew(outcome)
	e.deliver(retryAfter)
}

// giveUp ends the flight without an answer.
func (f *flight) giveUp(why string) {
	f.stop()
	f.land(servop.Outcome{Failure: unsent(why)}, max(f.notBefore-f.client.host.Now(), 0))
}

// abandon ends a flight that nobody waits for.
func (f *flight) abandon() {
	f.stop()
	f.landed = true
	f.tries++
	f.client.flight = nil
}

// outlive sees to it that the packet is on the wire now, by a request that outlives the
// page.
func (f *flight) outlive() {
	f.keep()
	fits := len(f.request.Body) <= keepaliveLimit
	if f.waiting || fits && !f.request.Keepalive {
		f.stop()
		f.request.Keepalive = fits
		f.try(f.attempt, f.timeouts[f.attempt])
	}
}

// quiet says whether nobody waits for the flight.
func (f *flight) quiet() bool {
	if f.foreign {
		return false
	}
	for _, o := range f.ops {
		if !o.Quiet {
			return false
		}
	}
	return true
}

// names are the servops in the packet, for a developer to read.
func (f *flight) names() string {
	names := ""
	for i, o := range f.ops {
		if i > 0 {
			names += ", "
		}
		names += o.Service + "." + o.Name
	}
	return names
}

// outcomeCodes are an outcome's status and reason code, for a developer to read. The
// server's messages are not logged: they may have a session's id in them.
func outcomeCodes(o servop.Outcome) string {
	if o.Entries != nil {
		return "answered"
	}
	return servop.Decimal(o.Failure.Status) + "/" + servop.Decimal(o.Failure.ReasonCode)
}
