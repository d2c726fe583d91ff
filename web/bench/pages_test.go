package main

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestPages(t *testing.T) {
	s := &servers{api: httptest.NewServer(nil)}
	defer s.api.Close()
	const ours, vendor, program = `src=playerstate.js`, `src=vendor.js`, `href=playerstate.wasm`
	for _, c := range []struct {
		path    string
		has     []string
		lacks   []string
		vendors bool // has the vendor's client, if the site does
	}{
		{togetherPage, []string{ours}, []string{program, "bench.first("}, true},
		{oursPage, []string{ours, program, `bench.first("ours")`}, nil, false},
		{vendorPage, []string{`bench.first("vendor")`}, []string{ours}, true},
		{vendorIdlePage, nil, []string{ours, "bench.first("}, true},
		{probedPage, []string{`src=probed/playerstate.js`}, []string{ours, "bench.first("}, false},
		{emptyPage, []string{`href=empty.wasm`, `src=wasm_exec.js`}, []string{ours, program}, false},
	} {
		for _, s.vendor = range []bool{false, true} {
			page := s.pages()[c.path]
			assert.True(t, strings.HasPrefix(page, "<!doctype html>"), c.path)
			assert.Equal(t, s.vendor && c.vendors, strings.Contains(page, vendor), c.path)
			for _, text := range c.has {
				assert.Contains(t, page, text, c.path)
			}
			for _, text := range c.lacks {
				assert.NotContains(t, page, text, c.path)
			}
			assert.Equal(t, c.path != emptyPage, strings.Contains(page, `("`+s.serverURL()+`", "20001", `), "%s: the script knows the dispatcher", c.path)
		}
	}
}
