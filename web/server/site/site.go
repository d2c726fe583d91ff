// Package site is the handler of the local server: the demo page, the files that
// it loads, and the embedded dispatcher if there is one.
package site

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"path"
	"path/filepath"
	"strings"

	"playerstate/web/server/dispatcher"
)

// Options says what to serve.
type Options struct {
	// WebDir is the folder web, "" for "web" itself. Its folder demo holds the page with
	// the scripts and style sheets of its own, its folder dist the files that the build
	// made. All are served at "/", under their names.
	WebDir string

	// AppID, AppSecret and AppVersion are what the page initialises the client with.
	AppID, AppSecret, AppVersion string

	// ServerURL is the dispatcher that the page talks to, "" for Dispatcher, at the
	// address under which the page was asked for.
	ServerURL string

	// Dispatcher is the embedded one, served at dispatcher.Path and below it, also if
	// the page talks to another; nil means none.
	Dispatcher http.Handler
}

// Page is what index.html, an html/template, is rendered with.
type Page struct {
	// AppID, AppSecret and AppVersion are those of Options.
	AppID, AppSecret, AppVersion string

	// ServerURL is the dispatcher that the page talks to.
	ServerURL string

	// Embedded says that it is Options.Dispatcher.
	Embedded bool
}

// site is the handler.
type site struct {
	options    Options
	index      *template.Template
	demo, dist string // folders
}

// New returns the handler. It fails if index.html cannot be read or parsed, and if the
// page would have no server to talk to.
func New(o Options) (http.Handler, error) {
	if o.WebDir == "" {
		o.WebDir = "web"
	}
	if o.ServerURL == "" && o.Dispatcher == nil {
		return nil, errors.New("the page needs a server: neither ServerURL nor Dispatcher is set")
	}
	s := &site{options: o, demo: filepath.Join(o.WebDir, "demo"), dist: filepath.Join(o.WebDir, "dist")}
	var err error
	if s.index, err = template.ParseFiles(filepath.Join(s.demo, "index.html")); err != nil {
		return nil, fmt.Errorf("the page: %w", err)
	}
	return s, nil
}

// ServeHTTP serves the dispatcher, the page or a file.
func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	asked := r.URL.Path
	if s.options.Dispatcher != nil && (asked == dispatcher.Path || strings.HasPrefix(asked, dispatcher.Path+"/")) {
		s.options.Dispatcher.ServeHTTP(w, r)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD here", http.StatusMethodNotAllowed)
		return
	}
	w.Header().Set("X-Content-Type-Options", "nosniff")
	if asked == "/" || asked == "/index.html" {
		s.servePage(w, r)
		return
	}
	name := strings.TrimPrefix(asked, "/")
	serveFile(w, r, s.folder(name), name)
}

// folder returns the folder that a file is served from: demo for a script or a style
// sheet that it holds, else dist. Nothing else in demo is for the page.
func (s *site) folder(name string) string {
	if kind := path.Ext(name); kind == ".js" || kind == ".css" {
		if _, err := read(s.demo, name); err == nil {
			return s.demo
		}
	}
	return s.dist
}

// servePage renders the page.
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
