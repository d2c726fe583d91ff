package src_test

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"testing"
)

// emptyProgram is the shortest WebAssembly module.
const emptyProgram = "\x00asm\x01\x00\x00\x00"

// site is a server of programs, which counts what is asked for.
type site struct {
	url    string
	mu     sync.Mutex
	asked  []string
	faults int // requests that fail
	fault  string
}

// fail has the next requests fail in that way: "reset", "cut" half-way, "silence", or an
// HTTP status.
func (s *site) fail(times int, fault string) { s.faults, s.fault = times, fault }

// newSite starts a site until the end of the test.
func newSite(t *testing.T) *site {
	s := &site{}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	s.url = server.URL
	return s
}

// ServeHTTP answers a request, by its path.
func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.asked = append(s.asked, r.URL.Path)
	s.faults--
	fails := s.faults >= 0
	s.mu.Unlock()
	if fails {
		s.answerBadly(w, r)
		return
	}
	switch r.URL.Path {
	case "/program.wasm":
		w.Header().Set("Content-Type", "application/wasm")
		w.Write([]byte(emptyProgram))
	case "/text.wasm":
		w.Header().Set("Content-Type", "text/plain")
		w.Write([]byte(emptyProgram))
	case "/page.wasm":
		w.Header().Set("Content-Type", "application/wasm")
		w.Write([]byte("<!doctype html>"))
	case "/rubbish.wasm":
		w.Header().Set("Content-Type", "application/wasm")
		w.Write([]byte("rubbish"))
	default:
		http.NotFound(w, r)
	}
}

// answerBadly answers a request that is to fail.
func (s *site) answerBadly(w http.ResponseWriter, r *http.Request) {
	switch s.fault {
	case "silence":
		<-r.Context().Done()
	case "cut":
		w.Header().Set("Content-Type", "application/wasm")
		w.Header().Set("Content-Length", strconv.Itoa(len(emptyProgram)))
		w.Write([]byte(emptyProgram[:4]))
		w.(http.Flusher).Flush()
	case "reset":
	default:
		status, _ := strconv.Atoi(s.fault)
		w.WriteHeader(status)
		return
	}
	panic(http.ErrAbortHandler) // which closes the connection
}

// requests are the paths that were asked for.
func (s *site) requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked
}

// names are the names that a script has: the site's address, and a global object that is
// an EventTarget, as a browser's is and that of Node.js is not.
func (s *site) names() string {
	return `
		const site = ` + strconv.Quote(s.url) + `;
		const target = new EventTarget();
		globalThis.addEventListener = target.addEventListener.bind(target);
		globalThis.removeEventListener = target.removeEventListener.bind(target);
	`
}
