package dispatcher

import (
	"net/http"
	"slices"
	"sync"
	"time"
)

// What is kept of requests: how many, and how many bytes of each answer. A
// fault may answer 20 MB.
const (
	maxRecords        = 10_000
	maxRecordedAnswer = 64 << 10
)

// Record is one request to Path, as it came and as it was answered.
type Record struct {
	Method    string
	Header    http.Header
	Body      []byte
	Origin    string
	Messages  []string // such as "playerState.LOGOUT"; nil where the packet could not be read
	PacketID  int      // -1 where the packet could not be read, and for a preflight
	SessionID string
	Fault     string    // the fault that was done to it, or ""
	Status    int       // HTTP; 0 where no status line was sent whole
	Answer    []byte    // the body that was sent; of a long one the first 64 KiB
	At        time.Time // when it came
	Done      bool      // the dispatcher is through with it
	Gone      bool      // the client went away before all of the answer was written
}

func (r *Record) clone() Record {
	c := *r
	c.Header = r.Header.Clone()
	c.Body = slices.Clone(r.Body)
	c.Messages = slices.Clone(r.Messages)
	c.Answer = slices.Clone(r.Answer)
	return c
}

// Records returns every request to Path since the last ClearRecords, preflights
// included, in order of arrival; of more than 10,000 the last. The caller owns
// them.
func (d *Dispatcher) Records() []Record { return d.recorder.all() }

// ClearRecords forgets what Records tells. A request still in progress is
// forgotten too.
func (d *Dispatcher) ClearRecords() { d.recorder.clear() }

type recorder struct {
	mu   sync.Mutex
	list []*Record
}

func (k *recorder) all() []Record {
	k.mu.Lock()
	defer k.mu.Unlock()
	all := make([]Record, len(k.list))
	for i, r := range k.list {
		all[i] = r.clone()
	}
	return all
}

func (k *recorder) clear() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.list = nil
}

func (k *recorder) arrived(r *http.Request, at time.Time) *Record {
	rec := &Record{
		Method: r.Method, Header: r.Header.Clone(), Origin: r.Header.Get("Origin"), PacketID: noNumber, At: at,
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.list) == maxRecords {
		k.list[0] = nil // the array behind the slice would hold on to it
		k.list = k.list[1:]
	}
	k.list = append(k.list, rec)
	return rec
}

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

func (k *recorder) faulted(rec *Record, name string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	rec.Fault = name
}

func (k *recorder) finished(rec *Record, status int, sent []byte, gone bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	rec.Status, rec.Gone, rec.Done = status, gone, true
	rec.Answer = slices.Clone(sent[:min(len(sent), maxRecordedAnswer)])
}
