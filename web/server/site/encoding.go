package site

import (
	"strconv"
	"strings"
)

// encodings are the compressed neighbours of a file, the smaller first.
var encodings = []struct{ name, suffix string }{{"br", ".br"}, {"gzip", ".gz"}}

// accepts says whether an Accept-Encoding header takes the coding: by its own
// name, or else by "*", unless with a weight of 0.
func accepts(header []string, coding string) bool {
	wild := false
	for item := range strings.SplitSeq(strings.Join(header, ","), ",") {
		name, params, _ := strings.Cut(item, ";")
		switch strings.ToLower(strings.TrimSpace(name)) {
		case coding:
			return weight(params) > 0
		case "*":
			wild = weight(params) > 0
		}
	}
	return wild
}

// weight reads a "q=0.5"; none, or one that cannot be read, is 1.
func weight(params string) float64 {
	for p := range strings.SplitSeq(params, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(p), "=")
		if strings.EqualFold(name, "q") {
			if q, err := strconv.ParseFloat(strings.TrimSpace(value), 64); err == nil {
				return q
			}
		}
	}
	return 1
}
