package dispatcher

import (
	"net/http"
	"slices"
	"sync"
	"time"
)

// maxRecords and maxRecordedAnswer limit the records: how many are kept, and how
// many bytes of each answer, because a fault may answer 20 MB.
const (
	maxRecords        = 10_000
	maxRecordedAnswer = 64 << 10
)

// Record is one request to Path and its answer.
type Record struct {
	Method    string
	Header    http.Header
	Body      []byte
	Origin    string
	Messages  []string // such as "playerState.LOGOUT"; nil if the packet could not be read
	PacketID  int      // -1 if the packet could not be read, and for a preflight
	SessionID string
	Fault     string    // the name of the fault that was applied, or ""
	Status    int       // HTTP; 0 if no complete status line was sent
	Answer    []byte    // the body that was sent, or its first 64 KiB
	At        time.Time // when the request came
	Done      bool      // the dispatcher has finished the request
	Gone      bool      // the client went away before the whole answer was written
}

// clone returns a copy that shares no memory with the record.
func (r *Record) clone() Record {
	c := *r
	c.Header = r.Header.Clone()
	c.Body = slices.Clone(r.Body)
	c.Messages = slices.Clone(r.Messages)
	c.Answer = slices.Clone(r.Answer)
	return c
}

// Records returns the requests to Path since the last ClearRecords, preflights
// included, in order of arrival. Of more than 10,000 it returns the last. The
// caller owns the records.
func (d *Dispatcher) Records() []Record { return d.recorder.all() }

// ClearRecords deletes all records, those of requests in progress too.
func (d *Dispatcher) ClearRecords() { d.recorder.clear() }

// recorder keeps the records.
type recorder struct {
	mu   sync.Mutex
	list []*Record
}

// all returns copies of the records.
func (k *recorder) all() []Record {
	k.mu.Lock()
	defer k.mu.Unlock()
	all := make([]Record, len(k.list))
	for i, r := range k.list {
		all[i] = r.clone()
	}
	return all
}

// clear deletes the records.
func (k *recorder) clear() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.list = nil
}

// arrived adds the record of a request that has come.
func (k *recorder) arrived(r *http.Request, at time.Time) *Record {
	rec := &Record{
		Method: r.Method, Header: r.Header.Clone(), Origin: r.Header.Get("Origin"), PacketID: noNumber, At: at,
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.list) == maxRecords {
		k.list[0] = nil // the slice's array would keep it from the collector
		k.list = k.list[1:]
	}
	k.list = append(k.list, rec)
	return rec
}

// read notes the body, and the packet unless it was malformed.
func (k *recorder) read(rec *Record, body []byte, p packet, malformed error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	rec.Body = body
	if malformed != nil {
		return
	}
	rec.PacketID, rec.SessionID = p.number, p.sessionID
	for _, m := range p.messages {
		rec.Messages = append(rec.Messages, m.name())
	}
}

// faulted notes the fault that is applied.
func (k *recorder) faulted(rec *Record, name string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	rec.Fault = name
}

// finished notes the answer.
func (k *recorder) finished(rec *Record, status int, sent []byte, gone bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	rec.Status, rec.Gone, rec.Done = status, gone, true
	rec.Answer = slices.Clone(sent[:min(len(sent), maxRecordedAnswer)])
}
