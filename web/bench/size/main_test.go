package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"

	"playerstate/web/bench/weigh"
)

func TestDownload(t *testing.T) {
	d := weigh.Download{Program: weigh.Weight{Plain: 900, Brotli: 90}, Script: weigh.Weight{Plain: 20, Brotli: 10}, Empty: weigh.Weight{Plain: 800, Brotli: 100}}
	var b bytes.Buffer
	printDownload(&b, d)
	assert.Contains(t, b.String(), "both                                                   920       100\n")
	assert.Contains(t, b.String(), "ratio 1.0000, within the limit of 1.00\n")
	d.Script.Brotli++
	b.Reset()
	printDownload(&b, d)
	assert.Contains(t, b.String(), "ratio 1.0100, above the limit of 1.00\n")
}

func TestParts(t *testing.T) {
	var b bytes.Buffer
	printParts(&b, &weigh.Module{Functions: []weigh.Function{
		{Name: "p.small", Code: []byte("x")}, {Name: "p.large", Code: make([]byte, 1000)}, {Name: "q.f", Code: make([]byte, 50)},
	}}, 2)
	assert.Regexp(t, `(?s)package, its code.*\np +1001 +\d+\nq +50 +\d+\n\nfunction.*\np.large +1000 +\d+\nq.f +50 +\d+\n$`, b.String())
}
