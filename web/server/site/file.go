package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"time"
)

// types are the MIME types by extension. They are fixed here because those that
// the mime package knows depend on the machine, and a browser runs a module only as
// JavaScript.
var types = map[string]string{
	".html": "text/html; charset=utf-8",
	".css":  "text/css; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".mjs":  "text/javascript; charset=utf-8",
	".ts":   "text/plain; charset=utf-8",
	".txt":  "text/plain; charset=utf-8",
	".md":   "text/plain; charset=utf-8",
	".json": "application/json",
	".map":  "application/json",
	".svg":  "image/svg+xml",
	".wasm": "application/wasm",
}

// versioned matches file names that carry a version, whose content never changes.
var versioned = regexp.MustCompile(`-\d+\.\d+\.\d+([-+][0-9A-Za-z.-]+)?\.[a-z]+(\.[a-z]+)?$`)

// serveFile answers with a file of dir, or with its compressed neighbour if the client
// takes one. Files are read anew each time, as a build may replace them.
func serveFile(w http.ResponseWriter, r *http.Request, dir, name string) {
	content, err := read(dir, name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Add("Vary", "Accept-Encoding")
	for _, e := range encodings {
		if !accepts(r.Header.Values("Accept-Encoding"), e.name) {
			continue
		}
		if packed, err := read(dir, name+e.suffix); err == nil {
			w.Header().Set("Content-Encoding", e.name)
			content = packed
			break
		}
	}
	serveBytes(w, r, name, content)
}

// read returns a file's bytes. Names that lead out of dir, also by a link, fail,
// and so do folders.
func read(dir, name string) ([]byte, error) {
	if name != path.Clean(name) || !filepath.IsLocal(name) {
		return nil, os.ErrNotExist
	}
	f, err := os.OpenInRoot(dir, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// serveBytes answers with content, as what name's extension says it is.
func serveBytes(w http.ResponseWriter, r *http.Request, name string, content []byte) {
	h := w.Header()
	kind, known := types[path.Ext(name)]
	if !known {
		kind = "application/octet-stream"
	}
	h.Set("Content-Type", kind)
	if versioned.MatchString(name) {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		h.Set("Cache-Control", "no-cache")
	}
	// The tag is of the bytes that are sent, so that each encoding has one of its own,
	// as a strong tag has to be.
	sum := sha256.Sum256(content)
	h.Set("ETag", `"`+base64.RawURLEncoding.EncodeToString(sum[:16])+`"`)
	// ServeContent leaves it out if there is a Content-Encoding, and a page may show
	// progress by it.
	h.Set("Content-Length", strconv.Itoa(len(content)))
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(content))
}
