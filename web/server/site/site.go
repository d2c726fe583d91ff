// Package site is the handler of the local server: the demo page, the files that
// it loads, and the embedded dispatcher where there is one.
package site

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"path/filepath"
	"strings"

	"playerstate/web/server/dispatcher"
)

// Options says what to serve.
type Options struct {
	// WebDir is the folder web: its folder demo holds the page, its folder dist what
	// the build made. Empty means "web".
	WebDir string

	// For the page's template.
	AppID, AppSecret, AppVersion string

	// ServerURL is the dispatcher that the page talks to. Empty means the
	// embedded one, at the address under which the page was asked for.
	ServerURL string

	// Dispatcher is served at dispatcher.Path and below it; nil means none.
	Dispatcher http.Handler
}

// Page is what index.html, an html/template, is rendered with.
type Page struct {
	AppID, AppSecret, AppVersion string

	ServerURL string
	Embedded  bool // the server is the embedded dispatcher, which takes faults
}

type site struct {
	options Options
	index   *template.Template
	dist    string
}

// New returns the handler. It fails where index.html cannot be read or parsed,
// and where the page would have no server to talk to.
func New(o Options) (http.Handler, error) {
	if o.WebDir == "" {
		o.WebDir = "web"
	}
	if o.ServerURL == "" && o.Dispatcher == nil {
		return nil, errors.New("the page needs a server: neither ServerURL nor Dispatcher is set")
	}
	index, err := template.ParseFiles(filepath.Join(o.WebDir, "demo", "index.html"))
	if err != nil {
		return nil, fmt.Errorf("the page: %w", err)
	}
	return &site{options: o, index: index, dist: filepath.Join(o.WebDir, "dist")}, nil
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := r.URL.Path
	if s.options.Dispatcher != nil && (path == dispatcher.Path || strings.HasPrefix(path, dispatcher.Path+"/")) {
		s.options.Dispatcher.ServeHTTP(w, r)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD here", http.StatusMethodNotAllowed)
		return
	}
	w.Header().Set("X-Content-Type-Options", "nosniff")
	switch path {
	case "/", "/index.html":
		s.servePage(w, r)
	case "/demo.css", "/demo.js":
		// The only ones of this folder: it also holds sources.
		serveFile(w, r, filepath.Join(s.options.WebDir, "demo"), path[1:])
	default:
		serveFile(w, r, s.dist, strings.TrimPrefix(path, "/"))
	}
}

func (s *site) servePage(w http.ResponseWriter, r *http.Request) {
	page := Page{
		AppID:      s.options.AppID,
		AppSecret:  s.options.AppSecret,
		AppVersion: s.options.AppVersion,
		ServerURL:  s.options.ServerURL,
	}
	if page.ServerURL == "" {
		page.ServerURL, page.Embedded = "http://"+r.Host+dispatcher.Path, true
	}
	var b bytes.Buffer
	if err := s.index.Execute(&b, page); err != nil {
		http.Error(w, "the page: "+err.Error(), http.StatusInternalServerError)
		return
	}
	serveBytes(w, r, "index.html", b.Bytes())
}
