package dispatcher

import (
	"strconv"
	"strings"
)

// packetFaults answer with JSON of nearly the right shape, or refuse the packet with
// one of the vendor's reason codes.
var packetFaults = []Fault{
	shape("packet-wrong-number", "Another number", "The answer bears the number of another packet.",
		func(a answer) []byte { return a.encodeAs(strconv.Itoa(a.number + 1000)) }),
	shape("packet-no-number", "No number", "The answer has no packetId.",
		func(a answer) []byte { return []byte("{" + responses(a) + "}") }),
	shape("packet-number-text", "Number as text", "The answer's packetId is a text.",
		func(a answer) []byte { return a.encodeAs(`"` + strconv.Itoa(a.number) + `"`) }),
	refusal("packet-serious", "Number -1", "An answer numbered -1: a serious error that belongs to the packet in flight.",
		func(x *exchange) answer { return unacceptable(failure(500, invalidRequest, "Serious error")) }),
	shape("packet-too-few", "Too few responses", "One response fewer than the packet has messages.",
		func(a answer) []byte {
			a.entries = a.entries[1:]
			return a.encode()
		}),
	shape("packet-too-many", "Too many responses", "One response more than the packet has messages.",
		func(a answer) []byte {
			a.entries = append(a.entries[:len(a.entries):len(a.entries)], nullData)
			return a.encode()
		}),
	shape("packet-responses-object", "Responses no array", "The member responses is an object.",
		func(a answer) []byte {
			return []byte(`{"packetId":` + strconv.Itoa(a.number) + `,"responses":{"0":` + string(a.entries[0]) + `,"length":1}}`)
		}),
	shape("packet-response-null", "Response null", "Every response is null.",
		func(a answer) []byte { return a.each(func(entry) entry { return entry("null") }).encode() }),
	shape("packet-no-status", "No status", "No response has a status.",
		func(a answer) []byte { return a.each(func(entry) entry { return entry(`{"data":null}`) }).encode() }),
	shape("packet-status-text", "Status as text", "The status of every response is a text.",
		func(a answer) []byte {
			return a.statusAs(func(s string) string { return `"` + s + `"` }).encode()
		}),
	shape("packet-status-infinite", "Status 1e999", "The status of every response is a number beyond any float.",
		func(a answer) []byte { return a.statusAs(func(string) string { return "1e999" }).encode() }),
	refusal("packet-session-expired", "40303 session expired", "The server has let the session expire, and says so.",
		func(x *exchange) answer {
			x.d.drop(x.packet.sessionID)
			return refuse(x.packet, forbidden(sessionExpired, "User session expired"))
		}),
	refusal("packet-no-session", "40304 no session", "The server has logged the session out already, and says so.",
		func(x *exchange) answer {
			x.d.endAs(x.packet.sessionID, loggedOut)
			return refuse(x.packet, forbidden(noSession, "No session"))
		}),
	refusal("packet-displaced", "40356 displaced", "Another login has displaced the session, and the server says so.",
		func(x *exchange) answer {
			x.d.endAs(x.packet.sessionID, displaced)
			return refuse(x.packet, forbidden(sessionDisplaced, "User session logged out by another login"))
		}),
	refusal("packet-in-progress", "40606 in progress", "The server says that it is still at work on an earlier attempt.",
		func(x *exchange) answer {
			return refuse(x.packet, forbidden(packetInProgress, "Packet is being processed"))
		}),
	refusal("packet-logout-error", "40906 logout error", "The server could not log out, and the session lives on.",
		func(x *exchange) answer { return refuse(x.packet, forbidden(logoutFailed, "Logout error")) }),
}

// shape makes a fault that spoils the answer to a packet that was processed.
func shape(name, title, description string, spoil func(answer) []byte) Fault {
	return Fault{
		Name: name, Group: "packet", Title: title, Description: description, Processed: true,
		run: func(x *exchange) { x.sendJSON(spoil(x.answer)) },
	}
}

// refusal makes a fault that refuses the packet.
func refusal(name, title, description string, answer func(*exchange) answer) Fault {
	return Fault{
		Name: name, Group: "packet", Title: title, Description: description,
		run: func(x *exchange) { x.sendAnswer(answer(x)) },
	}
}

// responses returns the member responses of an answer, its name included.
func responses(a answer) string {
	_, rest, _ := strings.Cut(string(a.encode()), ",")
	return strings.TrimSuffix(rest, "}")
}

// endAs ends a session and remembers how.
func (d *Dispatcher) endAs(id string, how sessionState) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if s, refusal := d.sessions.find(id, d.config.Now()); refusal == nil {
		d.sessions.end(s, how)
	}
}
