package dispatcher

import (
	"encoding/json"
	"time"
)

// operation acts on one message of a live session and returns its entry. It is called
// with Dispatcher.mu held.
type operation func(invocation) entry

// invocation is one message that an operation acts on.
type invocation struct {
	d       *Dispatcher
	session *session
	data    map[string]json.RawMessage // nil if the message has none
	refusal entry                      // of the first parameter that is not as it must be
}

// player returns the player whose session it is.
func (c *invocation) player() *player { return c.d.players.profiles[c.session.profile] }

// now returns the time.
func (c *invocation) now() time.Time { return c.d.config.Now() }

// answer returns the refusal of a parameter, or what effect does to the player's state.
func (c *invocation) answer(effect func(*state) entry) entry {
	if c.refusal != nil {
		return c.refusal
	}
	return effect(&c.player().state)
}

// always makes an operation that does nothing. There are some so that a logout can share
// a packet with messages of other services.
func always(e entry) operation { return func(invocation) entry { return e } }

// emptyData is the entry of an operation that the dispatcher accepts without doing it.
var emptyData = entry(`{"status":200,"data":{}}`)

// otherOperations are those of other services, by message name.
var otherOperations = map[string]operation{
	"heartbeat.READ":            always(nullData),
	"time.READ":                 always(emptyData),
	"globalApp.READ_PROPERTIES": always(emptyData),
	"playerStatistics.READ":     always(emptyData),
	"entity.READ":               always(emptyData),
	"script.RUN":                always(emptyData),
}

// operate acts on one message of a live session. The caller holds d.mu.
func (d *Dispatcher) operate(s *session, m message) entry {
	op, known := playerStateOperations[m.name()]
	if !known {
		op, known = otherOperations[m.name()]
	}
	if !known {
		return badRequest(invalidOperation, "Unknown operation "+m.name())
	}
	c := invocation{d: d, session: s}
	if given(m.data) {
		var err error
		if c.data, err = object(m.data); err != nil {
			return badRequest(invalidRequest, "Malformed data: "+err.Error())
		}
	}
	return op(c)
}
