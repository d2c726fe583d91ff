package client

import (
	"playerstate/jsbridge/jsonvalue"
	"playerstate/wasm/servop"
)

// recordPrefix begins the keys under which logouts are stored.
const recordPrefix = "playerState.unconfirmed."

const (
	// defaultLife is how long a logout is stored whose session's expiry is not known,
	// in milliseconds. It is generous: a session that is over is answered as such.
	defaultLife = 24 * 60 * 60 * 1000
	// longestLife is how long any logout is stored, in milliseconds.
	longestLife = 7 * defaultLife
	// shortestLife is how long a record of an earlier page is tried at least, in
	// milliseconds: the clock may have been set since. It is the vendor's usual expiry.
	shortestLife = 20 * 60 * 1000
	// maxDeliveryWait is the longest wait between two attempts at delivering one, in
	// milliseconds.
	maxDeliveryWait = 5 * 60 * 1000
	// releaseAfter is how long a record that was removed stays locked, in milliseconds:
	// another page may be granted the lock before its browser process hears that the
	// record is gone.
	releaseAfter = 100
)

// entryState is the state of a logout in the outbox.
type entryState int

const (
	held    entryState = iota // its session's own packet is under way, or will be
	locking                   // another page of the origin may hold its lock
	waiting                   // between two attempts at delivering it
	sending                   // an attempt is under way
	done                      // it is removed
)

// String is the state's name in log lines.
func (s entryState) String() string {
	return [...]string{"held", "locking", "waiting", "sending", "done"}[s]
}

// outbox owns the logouts that are stored. It never touches a session that is open:
// whatever a delivery brings, it is about one that the player has left.
type outbox struct {
	client  *Client
	entries []*entry
}

// entry is one logout in the outbox.
type entry struct {
	outbox *outbox
	key    string
	record record
	// session is the one that it ends, nil if another page has left it.
	session *session
	state   entryState
	// tries counts the attempts at delivering it, without the flight's.
	tries int
	// until is the Host.Now at which its session is over by itself.
	until int
	// notBefore is the Host.Now before which the server asked to be left alone.
	notBefore int
	// told: the page knows that it is unconfirmed.
	told bool
	// stop ends the attempt that is under way, or the wait for the next one.
	stop func()
	// release lets another page of the origin deliver it; nil unless this one has asked
	// for the lock.
	release func()
	// locked: this page has the lock. It loses it when it is left.
	locked bool
}

// move changes an entry's state.
func (e *entry) move(to entryState) {
	if c := e.outbox.client; c.logging {
		c.log("stored logout ", e.key[len(recordPrefix):], ": ", e.state.String(), " -> ", to.String())
	}
	e.state = to
}

// keep stores the packet of a session's logout, in place of one that was stored before.
func (b *outbox) keep(s *session, r Request, packetID, messages int) *entry {
	c, e := b.client, s.entry
	if e == nil {
		// Named for its session, so that the same one is never stored twice.
		e = &entry{outbox: b, key: recordPrefix + s.name(), session: s, stop: func() {}}
		b.entries = append(b.entries, e)
		s.entry = e
		// Other pages of the origin must not deliver it, too. A page that is being left
		// leaves it to them.
		if !c.leaving {
			e.lock()
		}
	}
	if e.record.request.Body == r.Body {
		return e
	}
	life := s.life()
	e.until = c.host.Now() + life
	e.record = record{request: r, packetID: packetID, messages: messages, expires: c.host.WallClock() + life}
	c.host.Save(e.key, e.record.text(c.host.Quote))
	return e
}

// life is how long the logout of a session is stored, in milliseconds.
func (s *session) life() int {
	if s.expiry > 0 {
		return min(s.expiry, longestLife)
	}
	return defaultLife
}

// end ends a session for which no caller waits.
func (b *outbox) end(s *session) {
	c := b.client
	r := c.packet(s, []*op{{Operation: servop.Logout}}, s.next)
	e := b.keep(s, r, s.next, 1)
	s.next++
	c.move(s, stored)
	e.try()
}

// Adopt delivers the logouts that other pages have left, as soon as no other page holds
// them. It is called when the page has made its settings, and when a page may have gone.
func (c *Client) Adopt() {
	b := &c.outbox
	for _, key := range c.host.Keys(recordPrefix) {
		if b.has(key) {
			continue
		}
		e := &entry{outbox: b, key: key, state: locking, told: true, stop: func() {}}
		b.entries = append(b.entries, e)
		e.lock()
	}
}

// read takes over the record of another page, and says whether there is one that may
// still be delivered. The clock by which it was made may have been set since.
func (e *entry) read(v jsonvalue.Value) (ok bool) {
	c := e.outbox.client
	if e.record, ok = readRecord(v); !ok {
		return false
	}
	now := c.host.WallClock()
	life := e.record.expires - now
	switch {
	case life > longestLife:
		life = defaultLife
		e.record.expires = now + life
		c.host.Save(e.key, e.record.text(c.host.Quote))
	case life < -longestLife:
		return false
	}
	e.until = c.host.Now() + max(life, shortestLife)
	return true
}

// has says whether there is an entry of that key.
func (b *outbox) has(key string) bool {
	for _, e := range b.entries {
		if e.key == key {
			return true
		}
	}
	return false
}

// Online delivers at once the logouts that wait for the network to come back, unless the
// server asked to be left alone.
func (c *Client) Online() {
	for _, e := range append([]*entry(nil), c.outbox.entries...) {
		if e.state == waiting && c.host.Now() >= e.notBefore {
			e.stop()
			e.tries = 0
			e.try()
		}
	}
	c.Adopt()
}

// deliver delivers an entry that its session's packet has left unconfirmed.
func (e *entry) deliver(retryAfter int) {
	e.notBefore = e.outbox.client.host.Now() + retryAfter
	if e.release == nil {
		e.lock()
	}
	e.proceed()
}

// lock asks for the entry's lock.
func (e *entry) lock() {
	e.release = e.outbox.client.host.Lock(e.key, func() {
		e.locked = true
		if e.state == locking {
			e.proceed()
		}
	})
}

// proceed goes on with an entry whose session's packet has left it, or that has its lock.
// Another page may have delivered it before, or while this one was away.
func (e *entry) proceed() {
	host := e.outbox.client.host
	text, found := host.Load(e.key)
	left := max(e.notBefore-host.Now(), 0)
	switch {
	case e.session != nil && found:
		e.wait(left)
	case e.session != nil:
		e.confirm()
	case !e.read(host.Parse(text)):
		e.drop()
	case left > 0:
		e.wait(left)
	default:
		e.try()
	}
}

// leave tells the outbox that the page is left: it has no locks until it comes back, and is
// granted them anew.
func (b *outbox) leave() {
	for _, e := range b.entries {
		e.locked = false
		if e.state == waiting {
			e.stop()
			e.move(locking)
		}
	}
}

// try makes an attempt at delivering it.
func (e *entry) try() {
	c := e.outbox.client
	if c.host.Now() >= e.until {
		e.drop()
		return
	}
	e.move(sending)
	e.record.request.Timeout = c.timeouts[0]
	e.record.request.Keepalive = e.tries%2 == 0 && len(e.record.request.Body) <= keepaliveLimit
	e.stop = c.issue(e.record.request, func(r servop.Reply) {
		e.stop = func() {}
		outcome := servop.Judge(r, e.record.packetID, e.record.messages)
		if confirmed(outcome) {
			e.confirm()
			return
		}
		e.unconfirmed(outcome)
		e.renew(outcome)
		e.wait(r.RetryAfter)
	})
}

// renew gives a logout that the server has refused the next number, or a higher one if it
// has taken another packet under that: to the same packet the server would give the same
// answer.
func (e *entry) renew(o servop.Outcome) {
	if o.Entries == nil && !o.NumberTaken() {
		return
	}
	c, s := e.outbox.client, e.session
	if s == nil {
		if s = c.sessionOf(e.record); s == nil {
			return
		}
	}
	if o.NumberTaken() {
		s.next += 1 << min(e.tries, maxRenumbered)
	}
	e.record.request = c.packet(s, []*op{{Operation: servop.Logout}}, s.next)
	e.record.packetID, e.record.messages = s.next, 1
	s.next++
	c.host.Save(e.key, e.record.text(c.host.Quote))
}

// sessionOf is the session that a logout of another page's ends, nil if it is of another game,
// whose secret is not known here.
func (c *Client) sessionOf(r record) *session {
	packet := c.host.Parse(r.request.Body)
	if packet == nil || c.app == nil || c.app.id != r.request.AppID {
		return nil
	}
	return &session{app: c.app, url: r.request.URL, quotedID: c.host.Quote(packet.Text("sessionId")), next: r.packetID + 1}
}

// unconfirmed tells the page, once, that the logout was not confirmed.
func (e *entry) unconfirmed(o servop.Outcome) {
	if e.told {
		return
	}
	e.told = true
	f := o.Failure
	if o.Entries != nil {
		last := o.Entries[len(o.Entries)-1]
		f = servop.Failure{ReasonCode: last.ReasonCode, Message: last.Value.Text("status_message")}
	}
	e.outbox.client.emitUnconfirmed(f)
}

// wait tries again, after a time that grows with each try but ends with the session.
func (e *entry) wait(retryAfter int) {
	c := e.outbox.client
	e.notBefore = c.host.Now() + retryAfter
	if !e.locked {
		e.move(locking) // it is granted in a moment, or the page was left while the attempt was under way
		return
	}
	ms := jittered(min(backoff(e.tries), maxDeliveryWait), c.host.Random)
	e.tries++
	e.move(waiting)
	left := max(e.until-c.host.Now(), 0)
	e.stop = c.host.After(min(max(ms, retryAfter), left), e.try)
}

// confirm drops an entry, as its session is over. The page is told if it knows of it.
func (e *entry) confirm() {
	if e.told {
		e.outbox.client.emitDelivered()
	}
	e.drop()
}

// drop forgets an entry for good.
func (e *entry) drop() {
	e.stop()
	b := e.outbox
	for i, other := range b.entries {
		if other == e {
			b.entries = append(b.entries[:i:i], b.entries[i+1:]...)
			break
		}
	}
	e.move(done)
	b.client.host.Remove(e.key)
	if e.release != nil {
		b.client.host.After(releaseAfter, e.release)
	}
}

// confirmed says whether nothing is left to deliver: the server has ended the session,
// or called it over. The logout is the last of the packet's messages.
func confirmed(o servop.Outcome) bool {
	if o.Entries == nil {
		return servop.SessionOver(o.Failure.ReasonCode)
	}
	last := o.Entries[len(o.Entries)-1]
	return last.Status == servop.StatusOK || servop.SessionOver(last.ReasonCode)
}
