package dispatcher

// operation is one operation that a session may call.
type operation struct {
	answer entry
	effect func(*Dispatcher, *session) // nil for none; called with Dispatcher.mu held
}

// emptyData is the entry of an operation that the dispatcher accepts without doing it.
var emptyData = entry(`{"status":200,"data":{}}`)

// operations are the operations that a session may call, by message name. Those
// without an effect exist so that a logout can share a packet with other messages.
var operations = map[string]operation{
	"playerState.LOGOUT": {answer: nullData, effect: func(d *Dispatcher, s *session) {
		d.sessions.end(s, loggedOut)
	}},
	"playerState.READ":           {answer: emptyData},
	"playerState.UPDATE_NAME":    {answer: emptyData},
	"playerState.GET_ATTRIBUTES": {answer: emptyData},
	"heartbeat.READ":             {answer: nullData},
	"time.READ":                  {answer: emptyData},
	"globalApp.READ_PROPERTIES":  {answer: emptyData},
	"playerStatistics.READ":      {answer: emptyData},
	"entity.READ":                {answer: emptyData},
}

// operate acts on one message of a live session. The caller holds d.mu.
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
