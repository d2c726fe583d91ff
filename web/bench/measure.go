package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"time"

	"playerstate/web/bench/weigh"
)

// bench is one run of the benchmark.
type bench struct {
	*servers
	*chromium
	scale scale
	logf  func(format string, args ...any)
}

// scale is how often each measurement is repeated.
type scale struct {
	Warmups, Rounds, Loads, Frames, Bursts, Cycles int
}

// fullScale and quickScale are the scales of a run without and with -quick.
var (
	fullScale  = scale{Warmups: 40, Rounds: 400, Loads: 21, Frames: 100, Bursts: 15, Cycles: 10_000}
	quickScale = scale{Warmups: 5, Rounds: 10, Loads: 3, Frames: 5, Bursts: 2, Cycles: 200}
)

// clients returns the names of the clients: ours and, if the site has it, the vendor's.
func (b *bench) clients() []string {
	if b.vendor {
		return []string{"ours", "vendor"}
	}
	return []string{"ours"}
}

// contenders returns the names of the bare fetch and of the clients.
func (b *bench) contenders() []string { return append([]string{"bare"}, b.clients()...) }

// arrayOf returns a JavaScript array of strings.
func arrayOf(texts []string) string {
	text, _ := json.Marshal(texts) // strings can always be encoded
	return string(text)
}

// visit opens a page in a new tab. The caller closes it.
func (b *bench) visit(path string) (*tab, error) {
	t, err := b.openTab()
	if err != nil {
		return nil, err
	}
	if err := t.navigate(b.site.URL + path); err != nil {
		t.close()
		return nil, err
	}
	return t, nil
}

// rows measures the parts whose name matches, and returns their rows and notes. There must be one.
func (b *bench) rows(only *regexp.Regexp) (rows []row, notes []string, err error) {
	for _, part := range []struct {
		name    string
		measure func() ([]row, []string, error)
	}{
		{"bytes to download", b.download},
		{"warm logouts", b.warm},
		{"frames", b.frames},
		{"many logouts in one turn", b.bursts},
		{"the main thread while the page loads", b.blocks},
		{"the first call, cold", b.cold},
		{"the main thread while the page loads" + busyCore, besideABusyCore(b.blocks)},
		{"the first call, cold" + busyCore, besideABusyCore(b.cold)},
		{"memory", b.memory},
		{"memory of one more client", b.clientMemory},
	} {
		if !only.MatchString(part.name) {
			continue
		}
		start := time.Now()
		r, n, err := part.measure()
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", part.name, err)
		}
		b.logf("%s: %.0f s", part.name, time.Since(start).Seconds())
		rows, notes = append(rows, r...), append(notes, n...)
	}
	if rows == nil {
		return nil, nil, fmt.Errorf("no part's name matches %q", only)
	}
	return rows, notes, nil
}

// download measures the compressed size of the shipped files.
func (b *bench) download() ([]row, []string, error) {
	d, err := weigh.SizeOfDownload(b.dist())
	if err != nil {
		return nil, nil, err
	}
	return []row{{
		Name: "to download, brotli 11", Unit: "bytes", Ours: exactly(float64(d.Total().Brotli)),
		Limit: exactly(float64(d.Empty.Brotli)), Against: "empty program", Max: 0.55,
	}}, nil, nil
}
