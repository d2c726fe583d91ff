package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/bench/weigh"
)

func TestDownload(t *testing.T) {
	d := weigh.Download{Program: weigh.Size{Plain: 900, Brotli: 90}, Script: weigh.Size{Plain: 20, Brotli: 10}, Empty: weigh.Size{Plain: 800, Brotli: 250}}
	var b bytes.Buffer
	printDownload(&b, d)
	assert.Contains(t, b.String(), "both                                                   920       100\n")
	assert.Contains(t, b.String(), "ratio 0.4000, within the limit of 0.49\n")
	d.Script.Brotli += 50
	b.Reset()
	printDownload(&b, d)
	assert.Contains(t, b.String(), "ratio 0.6000, above the limit of 0.49\n")
}

func TestParts(t *testing.T) {
	var b bytes.Buffer
	functions := []weigh.Function{
		{Name: "p.small", Code: []byte("x")}, {Name: "p.large", Code: make([]byte, 1000)}, {Name: "q.f", Code: make([]byte, 50)},
	}
	for range largestFunctions - 2 {
		functions = append(functions, weigh.Function{Name: "r.f", Code: make([]byte, 2)})
	}
	require.NoError(t, printParts(&b, &weigh.Module{Functions: functions}))
	assert.Regexp(t, `(?s)package, its code.*\np +1001 +\d+\nr +76 +\d+\nq +50 +\d+\n\nfunction.*\np.large +1000 +\d+\nq.f +50 +\d+\n(r.f +2 +\d+\n){38}$`,
		b.String(), "the smallest function is left out")
}
