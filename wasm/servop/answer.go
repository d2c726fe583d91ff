package servop

import "playerstate/jsbridge/jsonvalue"

// Reply is the outcome of one attempt at sending a packet.
type Reply struct {
	// Status is HTTP's, 0 if no answer came.
	Status int
	// RetryAfter is how long the server asks to be left alone, in milliseconds,
	// 0 if it does not ask.
	RetryAfter int
	// Body is the parsed body, nil if it is no JSON.
	Body jsonvalue.Value
	// Fault says in words what went wrong, "" if nothing did.
	Fault string
}

// Entry is the result of one message.
type Entry struct {
	Value jsonvalue.Value
	// Status and ReasonCode are its own. The code is 0 if it has none, as a 200 has.
	Status, ReasonCode int
}

// Outcome is what a Reply means to the packet that it answers.
type Outcome struct {
	// Entries are the server's own results, one a message, in order. Nil if
	// the packet was not answered.
	Entries []Entry
	// Failure is the result of every message if Entries is nil.
	Failure Failure
	// Retry: the packet was not answered, and sending it again may help.
	Retry bool
}

// NumberTaken says whether the server has refused the packet as a whole, undone, because its
// session has gone on past its number.
func (o Outcome) NumberTaken() bool {
	code := o.Failure.ReasonCode
	if o.Entries != nil {
		code = o.Entries[0].ReasonCode
	}
	return code == DuplicatePacketID || code == InvalidPacketID
}

// seriousError is the number of an answer that belongs to whatever packet is in
// flight (C#).
const seriousError = -1

// Judge tells what a reply means to a packet of that number with so many messages.
func Judge(r Reply, packetID, messages int) Outcome {
	if r.Status == 0 {
		return Outcome{Retry: true, Failure: Failure{StatusClient, ClientNetworkError, r.Fault}}
	}
	entries := readEntries(r.Body, packetID, messages)
	again := retriedStatus(r.Status)
	switch {
	case entries != nil && entries[0].ReasonCode == PacketInProgress:
		return Outcome{Retry: true, Failure: failure(entries[0].Value, ClientNetworkError, "the server is still at work on an earlier attempt")}
	case entries != nil && !again:
		return Outcome{Entries: entries}
	case r.Status >= 200 && r.Status <= 299:
		why := r.Fault
		if why == "" {
			why = "the server's answer is no answer to this packet"
		}
		return Outcome{Retry: true, Failure: failure(r.Body, JSONParsingError, why)}
	default:
		return Outcome{Retry: again, Failure: failure(r.Body, ClientNetworkError, "the server answered with HTTP status "+Decimal(r.Status))}
	}
}

// retriedStatus says whether sending again may help after this HTTP status. Every
// vendor client does it for 502, 503 and 504.
func retriedStatus(status int) bool {
	switch status {
	case 408, 425, 429, 500, 502, 503, 504:
		return true
	}
	return false
}

// readEntries are the results in the body of an answer to a packet, nil if the
// body is no such answer.
func readEntries(body jsonvalue.Value, packetID, messages int) []Entry {
	if body == nil {
		return nil
	}
	number, ok := body.Integer("packetId")
	if !ok || number != packetID && number != seriousError {
		return nil
	}
	responses := body.Member("responses")
	if responses == nil {
		return nil
	}
	serious := number == seriousError
	n := responses.Items()
	if n != messages && (!serious || n < 1) {
		return nil
	}
	entries := make([]Entry, messages)
	for i := range entries {
		// A serious error is one for the whole packet, however many messages it has.
		entry, ok := readEntry(responses.Item(min(i, n-1)))
		if !ok || serious && entry.Status == StatusOK {
			return nil
		}
		entries[i] = entry
	}
	return entries
}

// readEntry reads one message's result, and says whether it is one.
func readEntry(v jsonvalue.Value) (e Entry, ok bool) {
	if v == nil {
		return Entry{}, false
	}
	e.Value = v
	e.Status, ok = v.Integer("status")
	if ok && e.Status != StatusOK {
		e.ReasonCode, _ = v.Integer("reason_code")
	}
	return e, ok
}

// failure is the result of a call whose packet was not answered. The server's own
// code and message are used if the body has them. The status stays the client's, which
// means "unconfirmed", unless the code says that there is nothing left to confirm.
func failure(body jsonvalue.Value, code int, message string) Failure {
	f := Failure{StatusClient, code, message}
	if body == nil {
		return f
	}
	if own, ok := body.Integer("reason_code"); ok {
		f.ReasonCode = own
		if text := body.Text("status_message"); text != "" {
			f.Message = text
		}
		if SessionOver(own) {
			f.Status = StatusForbidden
		}
	}
	return f
}
