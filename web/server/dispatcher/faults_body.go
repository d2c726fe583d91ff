package dispatcher

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
)

// bigBody and deepBody are the sizes of two bodies that a client has to withstand.
const (
	bigBody  = 20 << 20 // bytes
	deepBody = 200_000  // brackets
)

// bodyFaults answer 200 with a body that is not a usable answer, or is an odd one.
// The server acts on the packet before each of them.
var bodyFaults = []Fault{
	body("body-empty", "Empty body", "HTTP 200 with no body at all.", func(x *exchange) { x.sendJSON(nil) }),
	body("body-cut", "Cut body", "Half of the answer, with the length of the half: the connection looks fine.",
		func(x *exchange) {
			b := x.answer.encode()
			x.sendJSON(b[:len(b)/2])
		}),
	body("body-length-lie", "Length too long", "The whole answer under a Content-Length of 100 bytes more, then the connection closes.",
		func(x *exchange) {
			b := x.answer.encode()
			x.cut(200, rawAnswer(len(b)+100, b), b, false)
		}),
	body("body-html", "HTML page", "HTTP 200 with an HTML page, as a captive portal answers.",
		func(x *exchange) { x.sendPage(http.StatusOK) }),
	body("body-text", "Plain text", "HTTP 200 with a line of plain text.",
		func(x *exchange) { x.send(200, textPlain, []byte("OK\n")) }),
	body("body-null", "JSON null", "The body is the JSON value null.", literal(`null`)),
	body("body-array", "JSON array", "The body is an empty JSON array.", literal(`[]`)),
	body("body-number", "JSON number", "The body is a JSON number.", literal(`42`)),
	body("body-string", "JSON string", "The body is a JSON string.", literal(`"ok"`)),
	body("body-object", "Empty JSON object", "The body is an empty JSON object.", literal(`{}`)),
	body("body-bom", "Byte order mark", "A valid answer behind a UTF-8 byte order mark.",
		func(x *exchange) { x.sendJSON(append([]byte("\xef\xbb\xbf"), x.answer.encode()...)) }),
	body("body-invalid-utf8", "Invalid UTF-8", "A valid answer with an extra member whose text is not UTF-8.",
		func(x *exchange) { x.sendJSON(x.answer.with(`"note":"` + "\xff\xfe\xc3" + `"`).encode()) }),
	body("body-big", "20 MB, valid", "A valid answer that a member of padding makes 20 MB long.",
		func(x *exchange) {
			b := x.answer.encode()
			x.sendPadded(string(b[:len(b)-1])+`,"padding":"`, 'x', `"}`, bigBody)
		}),
	body("body-big-broken", "20 MB, never JSON", "20 MB of a JSON text that never ends.",
		func(x *exchange) {
			x.sendPadded(`{"packetId":`+strconv.Itoa(x.packet.number)+`,"responses":["`, 'x', "", bigBody)
		}),
	body("body-deep", "200,000 brackets", "200,000 arrays, one within the other: too deep for most readers.",
		func(x *exchange) {
			x.sendJSON(append(bytes.Repeat([]byte{'['}, deepBody), bytes.Repeat([]byte{']'}, deepBody)...))
		}),
	body("body-proto", "Names of the prototype", "A valid answer whose entries also have __proto__, constructor and then.",
		func(x *exchange) {
			x.sendJSON(x.answer.with(`"__proto__":{"status":500,"polluted":true},"constructor":{"prototype":{"polluted":true}},"then":"x"`).encode())
		}),
	body("body-odd-names", "Odd names", "A valid answer whose entries also have names that objects of JavaScript know.",
		func(x *exchange) {
			x.sendJSON(x.answer.with(`"toString":1,"valueOf":null,"toJSON":"x","hasOwnProperty":0,"__defineGetter__":true,"get status":500,"length":-1,"":""`).encode())
		}),
	body("body-number-text", "Numbers as text", "A valid answer whose numbers, the packet's and the entries', are texts.",
		func(x *exchange) {
			x.sendJSON(x.answer.statusAs(func(s string) string { return `"` + s + `"` }).encodeAs(`"` + strconv.Itoa(x.answer.number) + `"`))
		}),
	body("body-events", "With events", "A valid answer with an events member, as the vendor's server may add.",
		func(x *exchange) {
			b := x.answer.encode()
			x.sendJSON(append(b[:len(b)-1], `,"events":[{"evId":1,"eventType":"test","eventData":{}}]}`...))
		}),
	body("body-gzip-lie", "Gzip that is none", "A valid answer under Content-Encoding: gzip that was never compressed.",
		func(x *exchange) {
			x.w.Header().Set("Content-Encoding", "gzip")
			x.sendJSON(x.answer.encode())
		}),
}

// body makes a fault whose run answers with an odd body.
func body(name, title, description string, run func(*exchange)) Fault {
	return Fault{Name: name, Group: "body", Title: title, Description: description, Processed: true, run: run}
}

// literal returns a run that answers with that body.
func literal(s string) func(*exchange) {
	return func(x *exchange) { x.sendJSON([]byte(s)) }
}

// with returns the answer with members added to the end of every entry.
func (a answer) with(members string) answer {
	return a.each(func(e entry) entry {
		return entry(string(e[:len(e)-1]) + "," + members + "}")
	})
}

// statusAs returns the answer with the status of every entry rewritten by f.
func (a answer) statusAs(f func(string) string) answer {
	return a.each(func(e entry) entry {
		// Every entry that this package writes begins with its status.
		rest := strings.TrimPrefix(string(e), `{"status":`)
		status, rest, _ := strings.Cut(rest, ",")
		return entry(`{"status":` + f(status) + "," + rest)
	})
}

// each returns the answer with every entry replaced by f.
func (a answer) each(f func(entry) entry) answer {
	changed := answer{number: a.number, entries: make([]entry, len(a.entries))}
	for i, e := range a.entries {
		changed.entries[i] = f(e)
	}
	return changed
}
