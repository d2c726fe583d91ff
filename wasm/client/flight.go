package client

import "playerstate/wasm/servop"

// flight is one packet on its way, over all of its attempts. Each sends the same
// bytes: the server keeps the answer to the last packet and replays it.
type flight struct {
	client   *Client
	ops      []*op
	packetID int
	request  Request
	timeouts []int
	attempt  int
	// stop ends the attempt that is under way, or the wait for the next one.
	stop    func()
	session *session
	// ends: a logout is among the operations.
	ends bool
	// parcel is the same packet as it is kept for later, nil where it is not kept (yet).
	parcel *parcel
	// landed: its operations have their results.
	landed bool
}

// keepAfter is how long a logout may go without an answer before its packet is kept,
// in milliseconds: most are answered sooner, and need no storage. It is kept at once
// where an attempt fails or the page is left.
const keepAfter = 100

// launch builds and signs a packet and sends it. A number is used up only here.
func (c *Client) launch(s *session, ops []*op, keepalive bool) *flight {
	f := &flight{client: c, ops: ops, packetID: s.packets.next, timeouts: c.timeouts, session: s}
	s.packets.next++
	messages := make([]servop.Message, len(ops))
	for i, o := range ops {
		messages[i] = o.message
		o.flight = f
		f.ends = f.ends || o.Ends
		if o.Once {
			f.timeouts = f.timeouts[:1]
		}
	}
	sessionID := s.quotedID
	if sessionID == "" {
		sessionID = `""`
	}
	app := s.app
	if app == nil {
		app = c.app
	}
	c.scratch = servop.AppendPacket(c.scratch[:0], messages, servop.Envelope{
		GameID: app.quotedID, SessionID: sessionID, PacketID: f.packetID,
	})
	signature := servop.Sign(c.scratch, app.secret)
	f.request = Request{
		URL: c.url, AppID: app.id, Signature: string(signature[:]), Body: string(c.scratch), Keepalive: keepalive,
	}
	f.try(0, f.timeouts[0])
	c.lastSent = c.host.Now()
	if keepalive {
		f.keep()
	} else if f.ends {
		c.host.After(keepAfter, f.keep)
	}
	return f
}

// keep keeps a logout's packet until its delivery is confirmed, so that it outlives
// the page.
func (f *flight) keep() {
	if f.ends && !f.landed && f.parcel == nil {
		f.parcel = f.client.outbox.keep(f)
	}
}

// LogoutOnClose says whether the player is logged out when the page is left.
func (c *Client) LogoutOnClose(on bool) { c.logoutOnClose = on }

// Leave tells the client that the page is left. The page may come back.
func (c *Client) Leave() {
	if c.logoutOnClose {
		c.LogoutOnApplicationClose(false)
	}
	c.tellOthers()
	if c.flight != nil {
		c.flight.keep()
	}
	if c.ending != nil && c.ending.flight == nil && c.app != nil {
		c.endNow(c.ending)
	}
}

// try makes an attempt, which has so many milliseconds.
func (f *flight) try(attempt, timeout int) {
	f.attempt = attempt
	f.request.Timeout = timeout
	f.client.log("packet ", servop.Decimal(f.packetID), " ", f.names(), ": attempt ", servop.Decimal(attempt+1), " of ", servop.Decimal(len(f.timeouts)))
	f.stop = f.client.host.Fetch(f.request, f.answered)
}

func (f *flight) answered(r servop.Reply) {
	f.stop = func() {}
	outcome := servop.Judge(r, f.packetID, len(f.ops))
	if outcome.Retry && f.again(r.RetryAfter) {
		f.client.log("packet ", servop.Decimal(f.packetID), ": ", outcome.Failure.Message, ", trying again")
		return
	}
	f.land(outcome)
}

// again has the packet sent again where an attempt is left and nobody is kept
// waiting by it.
func (f *flight) again(retryAfter int) bool {
	f.keep()
	if f.ends && f.client.loginWaits() || f.quiet() && len(f.client.queue) > 0 {
		return false
	}
	next, ok := nextAttempt(f.timeouts, f.attempt, retryAfter, f.client.host.Random)
	if !ok {
		return false
	}
	if next.wait == 0 {
		f.try(next.attempt, next.timeout)
		return true
	}
	f.attempt = next.attempt
	f.stop = f.client.host.After(next.wait, func() { f.try(next.attempt, next.timeout) })
	return true
}

// land ends the flight.
func (f *flight) land(outcome servop.Outcome) {
	c := f.client
	if c.flight == f {
		c.flight = nil
	}
	if outcome.Entries != nil {
		c.log("packet ", servop.Decimal(f.packetID), ": answered")
	} else {
		c.log("packet ", servop.Decimal(f.packetID), ": ", outcome.Failure.Message)
	}
	if f.ends && !confirmed(outcome) {
		f.keep()
		c.emitUnconfirmed(outcome.Failure)
		f.parcel.deliverLater()
	} else if f.parcel != nil {
		f.parcel.drop()
	}
	f.landed = true
	c.settle(f.ops, outcome)
}

// giveUp ends the flight without an answer.
func (f *flight) giveUp(why string) {
	f.stop()
	f.land(servop.Outcome{Failure: servop.Failure{
		Status: servop.StatusClient, ReasonCode: servop.ClientNetworkError, Message: why,
	}})
}

// abandon ends a flight that nobody waits for.
func (f *flight) abandon() {
	f.stop()
	f.client.flight = nil
}

// quiet says whether nobody waits for the flight.
func (f *flight) quiet() bool {
	for _, o := range f.ops {
		if !o.Quiet {
			return false
		}
	}
	return true
}

// names are the servops in the packet, for a developer to read.
func (f *flight) names() string {
	if !f.client.logging {
		return ""
	}
	names := ""
	for i, o := range f.ops {
		if i > 0 {
			names += ", "
		}
		names += o.Service + "." + o.Name
	}
	return names
}
