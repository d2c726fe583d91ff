package dispatcher

// operation is one row of what the stand-in can do for a session.
type operation struct {
	answer entry
	effect func(*Dispatcher, *session)
}

// empty is the entry of an operation that the stand-in knows by name only.
var empty = entry(`{"status":200,"data":{}}`)

// operations are the calls that a session may make, by message name. Those that
// do nothing are there so that a logout can share a packet with something.
var operations = map[string]operation{
	"playerState.LOGOUT": {answer: nothing, effect: func(d *Dispatcher, s *session) {
		d.sessions.end(s, loggedOut)
	}},
	"playerState.READ":           {answer: empty},
	"playerState.UPDATE_NAME":    {answer: empty},
	"playerState.GET_ATTRIBUTES": {answer: empty},
	"heartbeat.READ":             {answer: nothing},
	"time.READ":                  {answer: empty},
	"globalApp.READ_PROPERTIES":  {answer: empty},
	"playerStatistics.READ":      {answer: empty},
	"entity.READ":                {answer: empty},
}

// operate does one message for a live session. The caller holds d.mu.
func (d *Dispatcher) operate(s *session, m message) entry {
	op, known := operations[m.name()]
	if !known {
		return badRequest(invalidOperation, "Unknown operation "+m.name())
	}
	if op.effect != nil {
		op.effect(d, s)
	}
	return op.answer
}
