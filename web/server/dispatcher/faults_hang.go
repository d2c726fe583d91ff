package dispatcher

import (
	"strconv"
	"time"
)

// slowAnswer is the delay of the slow faults, and dripEvery that between the bytes of
// slow-drip.
const (
	slowAnswer = time.Second
	dripEvery  = 200 * time.Millisecond
)

// hangFaults keep a client waiting. Those that never answer end when the client goes
// away or the dispatcher is closed.
var hangFaults = []Fault{
	{
		Name: "hang", Group: "hang", Title: "No answer", Lasting: true,
		Description: "The server does not act on the packet and never answers.",
		run:         func(x *exchange) { x.hang(0, nil) },
	},
	{
		Name: "hang-after", Group: "hang", Title: "No answer, processed", Processed: true, Lasting: true,
		Description: "The server acts on the packet and never answers.",
		run:         func(x *exchange) { x.hang(0, nil) },
	},
	{
		Name: "hang-headers", Group: "hang", Title: "Headers only", Processed: true, Lasting: true,
		Description: "The headers come, the body never begins.",
		run: func(x *exchange) {
			x.begin(len(x.answer.encode()))
			x.hang(200, nil)
		},
	},
	{
		Name: "hang-body", Group: "hang", Title: "Half of the body", Processed: true, Lasting: true,
		Description: "Half of the body comes, the rest never does.",
		run: func(x *exchange) {
			b := x.answer.encode()
			x.begin(len(b))
			half := b[:len(b)/2]
			x.w.Write(half) // if the client went away, the hang ends at once
			x.flush()
			x.hang(200, half)
		},
	},
	{
		Name: "slow-drip", Group: "hang", Title: "A byte at a time", Processed: true, Lasting: true,
		Description: "The answer comes one byte every 200 ms.",
		run:         func(x *exchange) { x.drip() },
	},
	{
		Name: "slow-answer", Group: "hang", Title: "Answer after 1 s", Processed: true,
		Description: "The server acts on the packet at once and answers after a second.",
		run: func(x *exchange) {
			if !x.pause(slowAnswer) {
				x.abort(0, nil)
			}
			x.sendAnswer(x.answer)
		},
	},
	{
		Name: "slow-work", Group: "hang", Title: "In progress for 1 s", Processed: true, hold: slowAnswer,
		Description: "The server takes a second over the packet; a retry meanwhile is told 40606.",
		run:         func(x *exchange) { x.sendAnswer(x.answer) },
	},
	{
		Name: "preflight-hang", Group: "hang", Title: "Preflight without an answer", Lasting: true, Preflight: true,
		Description: "The next CORS preflight is never answered.",
		run:         func(x *exchange) { x.hang(0, nil) },
	},
}

// begin sends the headers of an answer whose body has that length.
func (x *exchange) begin(length int) {
	h := x.w.Header()
	allowOrigin(h)
	h.Set("Content-Type", jsonType)
	h.Set("Content-Length", strconv.Itoa(length))
	x.w.WriteHeader(200)
	x.flush()
}

// drip answers one byte at a time.
func (x *exchange) drip() {
	b := x.answer.encode()
	x.begin(len(b))
	for i := range b {
		if !x.pause(dripEvery) {
			x.abort(200, b[:i])
		}
		if i == len(b)-1 {
			x.finish(200, b, false)
		}
		x.w.Write(b[i : i+1]) // if the client went away, the next pause ends the drip
		x.flush()
	}
}
