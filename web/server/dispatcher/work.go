package dispatcher

import "crypto/sha256"

// work checks a packet's session and number, and acts on its messages. hold, unless
// it is nil, runs in between.
func (d *Dispatcher) work(p packet, body []byte, hold func()) answer {
	sum := sha256.Sum256(body)
	if a, done := d.begin(p, sum); done {
		return a
	}
	if hold != nil {
		hold()
	}
	return d.complete(p, sum)
}

// begin marks the packet as in progress, or returns true and its answer if it needs
// no work: that of an earlier attempt, or a refusal.
func (d *Dispatcher) begin(p packet, sum [sha256.Size]byte) (answer, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.config.Now()
	s, refusal := d.sessions.find(p.sessionID, now)
	if s != nil && s.state != displaced {
		switch {
		case s.working[p.number]:
			return refuse(p, forbidden(packetInProgress, "Packet is being processed")), true
		case p.number == s.last && sum == s.lastBody:
			// Also after a logout, because its own answer may have been lost.
			s.seen = now
			return s.lastAnswer, true
		}
	}
	if refusal != nil {
		return refuse(p, refusal), true
	}
	s.seen = now
	switch {
	case p.number == s.last:
		return refuse(p, forbidden(duplicatePacketNumber, "Packet number was used by another packet")), true
	case p.number < s.last:
		return refuse(p, forbidden(invalidPacketNumber, "Packet number is lower than the last one")), true
	}
	// A gap is not an error: a logout that outlives its page may overtake a packet
	// that is still in flight.
	s.working[p.number] = true
	return answer{}, false
}

// complete acts on the messages of a packet in progress, in order.
func (d *Dispatcher) complete(p packet, sum [sha256.Size]byte) answer {
	d.mu.Lock()
	defer d.mu.Unlock()
	a := answer{number: p.number, entries: make([]entry, len(p.messages))}
	var kept *session
	for i, m := range p.messages {
		// Each message finds the session anew, because an earlier one may have ended it.
		s, refusal := d.sessions.find(p.sessionID, d.config.Now())
		if s != nil {
			kept = s
		}
		if refusal != nil {
			a.entries[i] = refusal
			continue
		}
		a.entries[i] = d.operate(s, m)
	}
	if kept != nil {
		delete(kept.working, p.number)
		if p.number > kept.last {
			kept.last, kept.lastBody, kept.lastAnswer = p.number, sum, a
		}
	}
	return a
}
