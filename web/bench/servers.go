package main

import (
	"bytes"
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

	"github.com/andybalholm/brotli"

	"playerstate/web/bench/weigh"
	"playerstate/web/build"
	"playerstate/web/server/dispatcher"
	"playerstate/web/server/site"
)

const (
	appID     = "20001"
	appSecret = "a secret of the benchmark"
)

// world is a web site with the benchmark's pages on it, and the dispatcher, which
// is another origin.
type world struct {
	dispatcher *dispatcher.Dispatcher
	server     *httptest.Server // the dispatcher's
	site       *httptest.Server
	folder     string
	official   bool // the vendor's client is there
}

// dist is where the shipped files are.
func (w *world) dist() string { return filepath.Join(w.folder, "dist") }

// newWorld builds what is measured and serves it as a game's server would:
// compressed.
func newWorld(root string, official []byte) (w *world, err error) {
	w = &world{official: official != nil}
	if w.folder, err = os.MkdirTemp("", "bench-"); err != nil {
		return nil, err
	}
	w.dispatcher = dispatcher.New(dispatcher.Config{AppID: appID, Secret: appSecret})
	w.server = httptest.NewServer(w.dispatcher)
	w.site = httptest.NewServer(nil)
	defer func() {
		if err != nil {
			w.close()
		}
	}()
	if err := build.Build(build.Options{Root: root, Dist: w.dist()}); err != nil {
		return nil, err
	}
	if err := w.buildProbed(root); err != nil {
		return nil, err
	}
	if official != nil {
		if err := os.WriteFile(filepath.Join(w.dist(), "official.js"), official, 0o644); err != nil {
			return nil, err
		}
	}
	if err := w.addEmpty(); err != nil {
		return nil, err
	}
	for _, name := range []string{"playerstate.wasm", "playerstate.js", "official.js", "empty.wasm", "wasm_exec.js"} {
		if err := compress(filepath.Join(w.dist(), name)); err != nil {
			return nil, err
		}
	}
	// The site's own page, which is not asked for.
	if err := os.WriteFile(filepath.Join(w.folder, "index.html"), nil, 0o644); err != nil {
		return nil, err
	}
	files, err := site.New(site.Options{WebDir: w.folder, Dispatcher: w.dispatcher})
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/", files)
	mux.HandleFunc("/sign", sign)
	for path, html := range w.pages() {
		mux.HandleFunc(path, func(rw http.ResponseWriter, _ *http.Request) {
			// A page that is isolated has a clock of 5 µs instead of 100.
			rw.Header().Set("Cross-Origin-Opener-Policy", "same-origin")
			rw.Header().Set("Cross-Origin-Embedder-Policy", "require-corp")
			rw.Header().Set("Content-Type", "text/html; charset=utf-8")
			io.WriteString(rw, html)
		})
	}
	w.site.Config.Handler = mux
	return w, nil
}

// addEmpty adds the empty Go program, and the script of Go's that it needs.
func (w *world) addEmpty() error {
	program, err := weigh.Empty()
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(w.dist(), "empty.wasm"), program, 0o644); err != nil {
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
	return os.WriteFile(filepath.Join(w.dist(), "wasm_exec.js"), script, 0o644)
}

// buildProbed builds the program once more, with probe.go.txt in it, into a folder
// of dist.
func (w *world) buildProbed(root string) error {
	overlay, err := writeOverlay(root, w.folder)
	if err != nil {
		return err
	}
	before, set := os.LookupEnv("GOFLAGS")
	if err := os.Setenv("GOFLAGS", before+" -overlay="+overlay); err != nil {
		return err
	}
	defer func() {
		if set {
			os.Setenv("GOFLAGS", before)
		} else {
			os.Unsetenv("GOFLAGS")
		}
	}()
	return build.Build(build.Options{Root: root, Dist: filepath.Join(w.dist(), "probed")})
}

func (w *world) serverURL() string { return w.server.URL + dispatcher.Path }

func (w *world) close() {
	w.dispatcher.Close()
	w.site.Close()
	w.server.Close()
	os.RemoveAll(w.folder)
}

// packets is how many packets have arrived since the dispatcher's records were
// cleared.
func (w *world) packets() int {
	n := 0
	for _, r := range w.dispatcher.Records() {
		if r.Method == http.MethodPost {
			n++
		}
	}
	return n
}

// sign answers with the signature of the body, so that the bare fetch needs no MD5
// in the page.
func sign(rw http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(rw, err.Error(), http.StatusBadRequest)
		return
	}
	sum := md5.Sum(append(body, appSecret...))
	fmt.Fprint(rw, hex.EncodeToString(sum[:]))
}

// compress puts a file's compressed neighbour beside it, where there is a file and
// no neighbour.
func compress(path string) error {
	content, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := os.Stat(path + ".br"); err == nil {
		return nil
	}
	var b bytes.Buffer
	packer := brotli.NewWriterOptions(&b, brotli.WriterOptions{Quality: 11, LGWin: 24})
	if _, err := packer.Write(content); err != nil {
		return err
	}
	if err := packer.Close(); err != nil {
		return err
	}
	return os.WriteFile(path+".br", b.Bytes(), 0o644)
}
