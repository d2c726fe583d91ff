package main

import (
	"crypto/md5"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"playerstate/web/bench/weigh"
	"playerstate/web/build"
	"playerstate/web/server/dispatcher"
	"playerstate/web/server/site"
)

// appID and appSecret are the app of the benchmark.
const (
	appID     = "20001"
	appSecret = "a secret of the benchmark"
)

// servers are the web site with the benchmark's pages, and the dispatcher, which is
// another origin.
type servers struct {
	dispatcher *dispatcher.Dispatcher
	api        *httptest.Server // serves the dispatcher
	site       *httptest.Server
	folder     string
	vendor     bool // the site has the vendor's client
	plain      bool // the site's files are not compressed
}

// dist returns the folder of the shipped files.
func (s *servers) dist() string { return filepath.Join(s.folder, "dist") }

// startServers builds the program of the module at root and serves it, compressed
// unless plain is set, as a game's server would. vendor is the vendor's client, or nil.
func startServers(root string, vendor []byte, plain bool) (*servers, error) {
	folder, err := os.MkdirTemp("", "bench-")
	if err != nil {
		return nil, err
	}
	s := &servers{folder: folder, vendor: vendor != nil, plain: plain}
	s.dispatcher = dispatcher.New(dispatcher.Config{AppID: appID, Secret: appSecret})
	s.api = httptest.NewServer(s.dispatcher)
	s.site = httptest.NewServer(nil)
	if err := s.prepare(root, vendor); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

// prepare builds the site's files and sets its handler.
func (s *servers) prepare(root string, vendor []byte) error {
	if err := s.build(root); err != nil {
		return err
	}
	if s.vendor {
		if err := s.add("vendor.js", vendor); err != nil {
			return err
		}
	}
	if err := s.addEmpty(); err != nil {
		return err
	}
	// The site needs a demo page, which the benchmark does not open.
	demo := filepath.Join(s.folder, "demo")
	if err := os.Mkdir(demo, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(demo, "index.html"), nil, 0o644); err != nil {
		return err
	}
	files, err := site.New(site.Options{WebDir: s.folder, Dispatcher: s.dispatcher})
	if err != nil {
		return err
	}
	s.site.Config.Handler = s.handler(files)
	return nil
}

// handler returns the handler of the site: the files, the pages, and signatures.
func (s *servers) handler(files http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", files)
	mux.HandleFunc("/sign", sign)
	for path, html := range s.pages() {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			// An isolated page has a clock of 5 µs instead of 100.
			w.Header().Set("Cross-Origin-Opener-Policy", "same-origin")
			w.Header().Set("Cross-Origin-Embedder-Policy", "require-corp")
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			io.WriteString(w, html)
		})
	}
	return mux
}

// build builds the shipped files into dist, and once more with the probe into its
// folder probed.
func (s *servers) build(root string) error {
	if err := build.Build(build.Options{Root: root, Dist: s.dist(), Plain: s.plain}); err != nil {
		return err
	}
	added, err := writeProbe(root, s.folder)
	if err != nil {
		return err
	}
	return build.Build(build.Options{Root: root, Dist: filepath.Join(s.dist(), "probed"), Plain: s.plain, Added: added})
}

// add writes a file to dist.
func (s *servers) add(name string, content []byte) error {
	path := filepath.Join(s.dist(), name)
	if s.plain {
		return os.WriteFile(path, content, 0o644)
	}
	return weigh.WriteFile(path, content)
}

// addEmpty adds the empty program, and the toolchain's script that it needs.
func (s *servers) addEmpty() error {
	program, err := weigh.Empty()
	if err != nil {
		return err
	}
	if err := s.add(weigh.EmptyName, program); err != nil {
		return err
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("go env GOROOT: %w", err)
	}
	script, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return err
	}
	return s.add("wasm_exec.js", script)
}

// serverURL returns the URL that packets go to.
func (s *servers) serverURL() string { return s.api.URL + dispatcher.Path }

// close stops the servers and deletes the files.
func (s *servers) close() {
	s.dispatcher.Close()
	s.site.Close()
	s.api.Close()
	os.RemoveAll(s.folder)
}

// packets returns how many packets have arrived since the dispatcher's records were
// cleared.
func (s *servers) packets() int {
	n := 0
	for _, r := range s.dispatcher.Records() {
		if r.Method == http.MethodPost {
			n++
		}
	}
	return n
}

// sign answers with the signature of the body, so that the bare fetch needs no MD5 in
// the page.
func sign(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	sum := md5.Sum(append(body, appSecret...))
	fmt.Fprint(w, hex.EncodeToString(sum[:]))
}
