package dispatcher

import (
	"math/rand/v2"
	"net/http"
	"sync"
	"time"
)

// Paths that a Dispatcher serves. The first also answers with a slash behind it.
const (
	Path       = "/dispatcherv2"
	FaultsPath = "/dispatcherv2/faults"
)

// Config says how a Dispatcher behaves.
type Config struct {
	AppID, Secret string

	// SessionExpiry is told to clients as playerSessionExpiry, in seconds. A
	// session with no packet for that long is over. Zero means 20 minutes.
	SessionExpiry time.Duration

	// MaxBundle is told to clients as maxBundleMsgs; a packet of more messages
	// is refused. Zero means 10.
	MaxBundle int

	// Faults opens the side door at FaultsPath. Without it Script refuses and
	// the side door answers 404.
	Faults bool

	// Now is the clock of sessions and records; nil means time.Now.
	Now func() time.Time

	// Seed feeds the choices of the fault "random" and of Script.Percent, so
	// that a run can be repeated.
	Seed uint64
}

// Dispatcher is an http.Handler. Its methods may be called from any goroutine.
type Dispatcher struct {
	config   Config
	recorder recorder
	closing  chan struct{}
	close    func()

	mu       sync.Mutex // guards what follows
	sessions sessionBook
	players  playerBook
	scripts  []Script
	random   *rand.Rand
}

// New returns a Dispatcher with no players, no sessions and no faults. Call
// Close when done with it.
func New(c Config) *Dispatcher {
	if c.SessionExpiry <= 0 {
		c.SessionExpiry = 20 * time.Minute
	}
	if c.MaxBundle <= 0 {
		c.MaxBundle = 10
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	d := &Dispatcher{
		config:   c,
		closing:  make(chan struct{}),
		sessions: newSessionBook(c.SessionExpiry),
		players:  newPlayerBook(),
		random:   rand.New(rand.NewPCG(c.Seed, 0)),
	}
	d.close = sync.OnceFunc(func() { close(d.closing) })
	return d
}

// Close ends every answer that hangs or dawdles. Call it before closing the
// HTTP server around d, which waits for its requests. Later packets are served
// as before, except that nothing hangs any more.
func (d *Dispatcher) Close() { d.close() }

// Sessions returns the number of live sessions.
func (d *Dispatcher) Sessions() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.sessions.countLive(d.config.Now())
}

// SessionAlive says whether the session was opened, has not expired, and was
// neither logged out nor displaced.
func (d *Dispatcher) SessionAlive(id string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	_, refusal := d.sessions.find(id, d.config.Now())
	return refusal == nil
}

// ServeHTTP serves Path and, with Config.Faults, FaultsPath.
func (d *Dispatcher) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case Path, Path + "/":
		d.serveDispatcher(w, r)
	case FaultsPath:
		if d.config.Faults {
			d.serveSideDoor(w, r)
			return
		}
		fallthrough
	default:
		http.NotFound(w, r)
	}
}
