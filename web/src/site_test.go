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
	url   string
	mu    sync.Mutex
	asked []string
}

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
	s.mu.Unlock()
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
	default:
		http.NotFound(w, r)
	}
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
	`
}
