package client

import "playerstate/wasm/servop"

// recordPrefix begins the names under which unconfirmed logouts are kept.
const recordPrefix = "playerState.unconfirmed."

const (
	// maxRecordAge is how long a logout is kept whose session's expiry is not known,
	// in milliseconds. It is generous: a session that is over is answered as such.
	maxRecordAge = 24 * 60 * 60 * 1000
	// maxDeliveryWait is the longest wait between two attempts at delivering one, in
	// milliseconds.
	maxDeliveryWait = 5 * 60 * 1000
	// releaseAfter is how long a record that was removed stays locked, in milliseconds:
	// another page may be granted the lock before its browser process hears that the
	// record is gone.
	releaseAfter = 100
)

// outbox holds the logouts that are not confirmed, from when they are
// kept. It never touches the client's session: whatever a delivery brings, it is
// about a session that the player has left.
type outbox struct {
	client *Client
	// parcels are those that are being delivered, or wait to be.
	parcels []*parcel
}

// parcel is one record on its way.
type parcel struct {
	outbox *outbox
	key    string
	record record
	tries  int
	// stop ends the attempt that is under way, or the wait for the next one.
	stop func()
	// waiting: between two attempts.
	waiting bool
	// release lets another page of the origin deliver it; nil where this one does not
	// hold it.
	release func()
}

// keep stores the packet of a logout.
func (b *outbox) keep(f *flight) *parcel {
	c, s := b.client, f.session
	age := s.expiry
	if age == 0 {
		age = maxRecordAge
	}
	// Named for its session, so that the same one is never kept twice.
	p := &parcel{outbox: b, key: recordPrefix + s.name(), record: record{
		request: f.request, packetID: f.packetID, messages: len(f.ops), expires: c.host.Now() + age,
	}}
	c.host.Save(p.key, p.record.text(c.host.Quote))
	// Other pages of the origin must not deliver it, too. A page that is being closed
	// leaves it to them: a lock would die with it, or keep it out of the back/forward
	// cache.
	if !f.request.Keepalive {
		p.release = c.host.Lock(p.key, func() {})
	}
	return p
}

// Adopt delivers what earlier pages left unconfirmed, as soon as no other page holds
// it. It is called once, when the page has made its settings.
func (c *Client) Adopt() {
	b := &c.outbox
	for _, key := range b.client.host.Keys(recordPrefix) {
		p := &parcel{outbox: b, key: key}
		p.release = b.client.host.Lock(key, func() {
			text, _ := b.client.host.Load(key)
			var ok bool
			if p.record, ok = readRecord(b.client.host.Parse(text)); !ok {
				p.drop()
				return
			}
			b.parcels = append(b.parcels, p)
			p.try()
		})
	}
}

// Online delivers at once what waits for the network to come back.
func (c *Client) Online() {
	for _, p := range append([]*parcel(nil), c.outbox.parcels...) {
		if p.waiting {
			p.stop()
			p.tries = 0
			p.try()
		}
	}
}

// deliverLater delivers a parcel that its flight could not.
func (p *parcel) deliverLater() {
	p.outbox.parcels = append(p.outbox.parcels, p)
	if p.release != nil {
		p.wait(0)
		return
	}
	host := p.outbox.client.host
	p.release = host.Lock(p.key, func() {
		if _, found := host.Load(p.key); found {
			p.wait(0)
		} else {
			p.drop() // another page has delivered it meanwhile
		}
	})
}

func (p *parcel) try() {
	c := p.outbox.client
	p.waiting = false
	if c.host.Now() >= p.record.expires {
		c.log("an unconfirmed logout is dropped: its session is over by now")
		p.drop()
		return
	}
	p.record.request.Timeout = c.timeouts[0]
	p.stop = c.host.Fetch(p.record.request, func(r servop.Reply) {
		outcome := servop.Judge(r, p.record.packetID, p.record.messages)
		if confirmed(outcome) {
			c.log("an unconfirmed logout is answered")
			if ended(outcome) {
				c.emitDelivered()
			}
			p.drop()
			return
		}
		p.wait(r.RetryAfter)
	})
}

// wait tries again, after a time that grows with each try but ends with the session.
func (p *parcel) wait(retryAfter int) {
	c := p.outbox.client
	ms := jittered(min(backoff(p.tries), maxDeliveryWait), c.host.Random)
	p.tries++
	p.waiting = true
	left := max(p.record.expires-c.host.Now(), 0)
	p.stop = c.host.After(min(max(ms, retryAfter), left), p.try)
}

// drop forgets a parcel for good.
func (p *parcel) drop() {
	b := p.outbox
	for i, other := range b.parcels {
		if other == p {
			b.parcels = append(b.parcels[:i:i], b.parcels[i+1:]...)
			break
		}
	}
	b.client.host.Remove(p.key)
	if p.release != nil {
		b.client.host.After(releaseAfter, p.release)
	}
}

// confirmed says whether nothing is left to deliver: the server has answered, or
// said that the session is over.
func confirmed(o servop.Outcome) bool {
	return o.Entries != nil || servop.SessionOver(o.Failure.ReasonCode)
}

// ended says whether the logout, the last of the packet's messages, has ended the
// session, or found it over; the server may have refused it.
func ended(o servop.Outcome) bool {
	if o.Entries == nil {
		return servop.SessionOver(o.Failure.ReasonCode)
	}
	last := o.Entries[len(o.Entries)-1]
	return last.Status == servop.StatusOK || servop.SessionOver(last.ReasonCode)
}
