package dispatcher

import (
	"math/rand/v2"
	"net/http"
	"sync"
	"time"
)

// Path and FaultsPath are the paths that a Dispatcher serves: for packets, also with
// a trailing slash, and for control of the faults.
const (
	Path       = "/dispatcherv2"
	FaultsPath = "/dispatcherv2/faults"
)

// Config says how a Dispatcher behaves.
type Config struct {
	AppID, Secret string

	// SessionExpiry is how long a session lives after its last packet. Clients get
	// it as playerSessionExpiry, in seconds. Zero means 20 minutes.
	SessionExpiry time.Duration

	// MaxBundle is the most messages that a packet may have. Clients get it as
	// maxBundleMsgs. Zero means 10.
	MaxBundle int

	// Faults enables Script and the control endpoint at FaultsPath. Unless it is
	// set, Script returns an error and the endpoint answers 404.
	Faults bool

	// Now is the clock of sessions and records; nil means time.Now.
	Now func() time.Time

	// Seed seeds the choices of the fault "random" and of Script.Percent, so that a
	// run can be repeated.
	Seed uint64
}

// Dispatcher is an http.Handler. Its methods may be called from any goroutine.
type Dispatcher struct {
	config   Config
	recorder recorder
	closing  chan struct{}
	close    func()

	mu       sync.Mutex // guards the fields below
	sessions sessionStore
	players  playerStore
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
		sessions: newSessionStore(c.SessionExpiry),
		players:  newPlayerStore(),
		random:   rand.New(rand.NewPCG(c.Seed, 0)),
	}
	d.close = sync.OnceFunc(func() { close(d.closing) })
	return d
}

// Close ends every answer that hangs or is slow. Call it before closing the HTTP
// server around d, which waits for its requests. Later packets are served as
// before, except that no answer hangs or is slow any more.
func (d *Dispatcher) Close() { d.close() }

// Sessions returns the number of live sessions.
func (d *Dispatcher) Sessions() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.sessions.countLive(d.config.Now())
}

// SessionAlive reports whether the session was opened, has not expired, and was
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
			d.serveControl(w, r)
			return
		}
		fallthrough
	default:
		http.NotFound(w, r)
	}
}
