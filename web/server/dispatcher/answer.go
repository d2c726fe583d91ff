package dispatcher

import (
	"encoding/json"
	"strconv"
)

// answer is what goes back for a packet:
//
//	{"packetId":1,"responses":[entry, …]}
//
// with one entry a message, in order.
type answer struct {
	number  int
	entries []entry
}

// entry is one member of responses, already written as JSON, since the order of
// its members is part of what a client gets to see.
type entry []byte

// nothing is the entry of an operation that has nothing to tell, LOGOUT among them.
var nothing = entry(`{"status":200,"data":null}`)

func (a answer) encode() []byte {
	return a.encodeAs(strconv.Itoa(a.number))
}

// encodeAs writes the answer with another text where the number belongs.
func (a answer) encodeAs(number string) []byte {
	b := []byte(`{"packetId":` + number + `,"responses":[`)
	for i, e := range a.entries {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, e...)
	}
	return append(b, "]}"...)
}

// success is the entry of an operation that answers with data.
func success(data any) entry {
	raw, err := json.Marshal(data)
	if err != nil {
		panic(err) // the package's own types alone come here
	}
	return append(append(entry(`{"status":200,"data":`), raw...), '}')
}

// failure is the entry of a call that failed.
func failure(status, code int, message string) entry {
	raw, err := json.Marshal(struct {
		Status   int    `json:"status"`
		Code     int    `json:"reason_code"`
		Message  string `json:"status_message"`
		Severity string `json:"severity"`
	}{status, code, message, "ERROR"})
	if err != nil {
		panic(err) // numbers and texts always have a JSON form
	}
	return raw
}

func forbidden(code int, message string) entry  { return failure(403, code, message) }
func badRequest(code int, message string) entry { return failure(400, code, message) }

// refuse answers every message of a packet with the same failure, under the
// packet's own number.
func refuse(p packet, e entry) answer {
	a := answer{number: p.number, entries: make([]entry, max(1, len(p.messages)))}
	for i := range a.entries {
		a.entries[i] = e
	}
	return a
}

// unacceptable answers a packet that could not be accepted as one: the number -1
// says that the error belongs to whatever is in flight (C# client).
func unacceptable(e entry) answer {
	return answer{number: noNumber, entries: []entry{e}}
}
