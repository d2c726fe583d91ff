package site

import (
	"bytes"
	"compress/gzip"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
)

func packed(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.String()
}

func TestEncodings(t *testing.T) {
	h := handler(t, nil)
	tags := map[string]string{}
	for _, c := range []struct{ accept, encoding, body string }{
		{"", "", "plain"},
		{"gzip, deflate, br, zstd", "br", "brotli of plain"},
		{"gzip", "gzip", packed("plain")},
		{"br;q=0, gzip;q=0.5", "gzip", packed("plain")},
		{"gzip;q=0,br;q=0", "", "plain"},
		{"*", "br", "brotli of plain"},
		{"*, br;q=0", "gzip", packed("plain")},
		{"*;q=0", "", "plain"},
		{"BR", "br", "brotli of plain"},
		{"identity", "", "plain"},
	} {
		t.Run(c.accept, func(t *testing.T) {
			w := get(t, h, "GET", "/playerstate.js", "Accept-Encoding", c.accept)
			assert.Equal(t, c.encoding, w.Header().Get("Content-Encoding"))
			assert.Equal(t, c.body, w.Body.String())
			assert.Equal(t, js, w.Header().Get("Content-Type"))
			assert.Equal(t, "Accept-Encoding", w.Header().Get("Vary"))
			tags[c.encoding] = w.Header().Get("ETag")
		})
	}
	assert.NotEqual(t, tags[""], tags["br"])
	assert.NotEqual(t, tags["gzip"], tags["br"])
	w := get(t, h, "GET", "/playerstate.wasm", "Accept-Encoding", "br")
	assert.Empty(t, w.Header().Get("Content-Encoding"), "where there is no such neighbour")
}
