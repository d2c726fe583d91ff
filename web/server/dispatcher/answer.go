package dispatcher

import (
	"encoding/json"
	"slices"
	"strconv"
)

// answer is the answer to a packet:
//
//	{"packetId":1,"responses":[entry, …]}
//
// with one entry for each message, in order.
type answer struct {
	number  int // packetId: that of the packet, or noNumber
	entries []entry
}

// entry is one element of responses, already encoded as JSON, because the order of
// its members reaches the client too.
type entry []byte

// nullData is the entry of an operation that succeeds without data, such as LOGOUT.
var nullData = entry(`{"status":200,"data":null}`)

// encode returns the answer as JSON.
func (a answer) encode() []byte {
	return a.encodeAs(strconv.Itoa(a.number))
}

// encodeAs returns the answer as JSON, with the given text as the value of packetId.
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

// success returns the entry of an operation that succeeds with data.
func success(data any) entry {
	raw, err := json.Marshal(data)
	if err != nil {
		panic(err) // callers pass this package's own types only, which can be encoded
	}
	return append(append(entry(`{"status":200,"data":`), raw...), '}')
}

// failure returns the entry of a call that failed.
func failure(status, code int, message string) entry {
	raw, err := json.Marshal(struct {
		Status   int    `json:"status"`
		Code     int    `json:"reason_code"`
		Message  string `json:"status_message"`
		Severity string `json:"severity"`
	}{status, code, message, "ERROR"})
	if err != nil {
		panic(err) // numbers and strings can always be encoded
	}
	return raw
}

// accepted returns a failure with status 202, as a login has that is refused although
// its packet is in order.
func accepted(code int, message string) entry { return failure(202, code, message) }

// forbidden returns a failure with status 403.
func forbidden(code int, message string) entry { return failure(403, code, message) }

// badRequest returns a failure with status 400.
func badRequest(code int, message string) entry { return failure(400, code, message) }

// missing returns the failure of a message without a parameter that it needs.
func missing(name string) entry {
	return badRequest(missingParameter, "The required parameter '"+name+"' was null, empty or missing")
}

// wrongType returns the failure of a message with a parameter of the wrong type.
func wrongType(name string) entry {
	return badRequest(invalidParameterType, "The data type of parameter '"+name+"' is incorrect")
}

// with adds members to an entry, behind its own. fields is an object.
func (e entry) with(fields any) entry {
	raw, err := json.Marshal(fields)
	if err != nil {
		panic(err) // callers pass this package's own types only, which can be encoded
	}
	if string(raw) == "{}" {
		return e
	}
	return slices.Concat(e[:len(e)-1], entry(","), raw[1:])
}

// refuse returns the answer that gives every message of the packet the same
// failure, under the packet's own number.
func refuse(p packet, e entry) answer {
	a := answer{number: p.number, entries: make([]entry, max(1, len(p.messages)))}
	for i := range a.entries {
		a.entries[i] = e
	}
	return a
}

// unacceptable returns the answer to a body that is not a valid packet of this app.
// Its number is -1, which the vendor's C# client takes for an error of the packet
// in flight.
func unacceptable(e entry) answer {
	return answer{number: noNumber, entries: []entry{e}}
}
