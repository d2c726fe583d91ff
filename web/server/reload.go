package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"playerstate/web/build"
	"playerstate/web/build/watch"
)

// reloadPath is where a page waits for the next build, in the query's "build" the number
// of the one that it has.
const reloadPath = "/reload"

// reloadScript is put behind the page. It gets the number of the latest build.
const reloadScript = "<script>new EventSource(\"" + reloadPath + "?build=%d\").onmessage = () => location.reload();</script>\n"

// reloader serves a site whose pages are loaded anew after each build.
type reloader struct {
	site http.Handler
	done <-chan struct{} // pages wait no longer

	mutex sync.Mutex
	built int           // how often
	next  chan struct{} // closed by the next build
}

// newReloader is a reloader whose pages wait until ctx is done.
func newReloader(ctx context.Context, site http.Handler) *reloader {
	return &reloader{site: site, done: ctx.Done(), next: make(chan struct{})}
}

// state is the number of the latest build, and what the next one closes.
func (r *reloader) state() (built int, next <-chan struct{}) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return r.built, r.next
}

// reload has the pages loaded anew.
func (r *reloader) reload() {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.built++
	close(r.next)
	r.next = make(chan struct{})
}

// ServeHTTP serves the site.
func (r *reloader) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	switch req.URL.Path {
	case reloadPath:
		r.serveEvents(w, req)
	case "/", "/index.html":
		r.servePage(w, req)
	default:
		r.site.ServeHTTP(w, req)
	}
}

// servePage serves the page with the script behind it.
func (r *reloader) servePage(w http.ResponseWriter, req *http.Request) {
	built, _ := r.state()
	req = req.Clone(req.Context())
	req.Header.Del("If-None-Match") // the browser may have the page without the script
	r.site.ServeHTTP(longer{w}, req)
	if req.Method == http.MethodGet {
		fmt.Fprintf(w, reloadScript, built)
	}
}

// longer takes an answer to which something is added.
type longer struct{ http.ResponseWriter }

// WriteHeader leaves out what the addition makes false.
func (l longer) WriteHeader(status int) {
	l.Header().Del("Content-Length")
	l.Header().Del("ETag")
	l.ResponseWriter.WriteHeader(status)
}

// serveEvents sends an event once there is another build than the page's.
func (r *reloader) serveEvents(w http.ResponseWriter, req *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	if http.NewResponseController(w).Flush() != nil {
		return // it is gone
	}
	if built, next := r.state(); req.FormValue("build") == strconv.Itoa(built) {
		select {
		case <-next:
		case <-req.Context().Done():
			return
		case <-r.done:
			return
		}
	}
	fmt.Fprint(w, "data: built\n\n")
}

// watching builds now and after each change of a source, until ctx is done, and tells on
// out. Web is the folder web.
func watching(ctx context.Context, web string, site http.Handler, out io.Writer) (http.Handler, error) {
	root := filepath.Join(web, "..")
	watcher, err := watch.New(root)
	if err != nil {
		return nil, err
	}
	r := newReloader(ctx, site)
	rebuild := func() {
		begun := time.Now()
		if err := build.Build(build.Options{Root: root, Dist: filepath.Join(web, "dist"), Plain: true}); err != nil {
			fmt.Fprintln(out, err)
			return
		}
		fmt.Fprintf(out, "Built in %.1f s.\n", time.Since(begun).Seconds())
		r.reload()
	}
	rebuild()
	go func() {
		if err := watcher.Run(ctx, rebuild); err != nil {
			fmt.Fprintln(out, "server: nothing is built any more:", err)
		}
	}()
	return r, nil
}
