package game

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
)

// preloadPath is where the site has the preload script of a browser that needs one.
const preloadPath = "/preload.js"

// doctype is what a page begins with.
var doctype = regexp.MustCompile(`(?i)^<!doctype html>`)

// preloaded is a site whose pages run the browser's preload script first. It is a file of
// the site's, which a strict page takes, too.
func preloaded(site http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, ".html") && r.URL.Path != preloadPath {
			site.ServeHTTP(w, r)
			return
		}
		var script string
		if b, err := shared(); err == nil { // or there is nobody who asks
			script = b.Browser.PreloadScript()
		}
		switch {
		case r.URL.Path == preloadPath:
			File("text/javascript", http.StatusOK, []byte(script)).ServeHTTP(w, r)
		case script == "":
			site.ServeHTTP(w, r)
		default:
			made := httptest.NewRecorder()
			site.ServeHTTP(made, r)
			for name, values := range made.Header() {
				if name != "Content-Length" {
					w.Header()[name] = values
				}
			}
			w.WriteHeader(made.Code)
			text := made.Body.String()
			begin := len(doctype.FindString(text))
			_, _ = w.Write([]byte(text[:begin] + `<script src="` + preloadPath + `"></script>` + text[begin:])) // which fails only for a page that is gone
		}
	})
}
