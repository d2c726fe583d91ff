package main

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"playerstate/web/bench/weigh"
)

// bench is one run of the benchmark.
type bench struct {
	*world
	*chromium
	scale scale
	say   func(format string, args ...any)
}

// scale is how often each thing is measured.
type scale struct {
	Warmups, Rounds, Loads, Frames, Bursts, Cycles int
}

var (
	fullScale  = scale{Warmups: 40, Rounds: 400, Loads: 21, Frames: 100, Bursts: 15, Cycles: 10_000}
	quickScale = scale{Warmups: 5, Rounds: 10, Loads: 3, Frames: 5, Bursts: 2, Cycles: 200}
)

// atOnce is how many logouts are called in one turn.
const atOnce = 1000

// names are the contenders that are there.
func (b *bench) names() []string {
	if b.official {
		return []string{"ours", "official"}
	}
	return []string{"ours"}
}

// contenders are those and the bare fetch.
func (b *bench) contenders() []string { return append([]string{"bare"}, b.names()...) }

// list is a JavaScript array of texts.
func list(texts []string) string {
	text, _ := json.Marshal(texts) // texts can always be written
	return string(text)
}

func pathOf(name string) string {
	if name == "official" {
		return officialPage
	}
	return oursPage
}

// visit opens a page in a tab of its own. The caller closes it.
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

// rows measures the parts whose name is matched.
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
		{"memory", b.memory},
	} {
		if !only.MatchString(part.name) {
			continue
		}
		start := time.Now()
		r, n, err := part.measure()
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", part.name, err)
		}
		b.say("%s: %.0f s", part.name, time.Since(start).Seconds())
		rows, notes = append(rows, r...), append(notes, n...)
	}
	return rows, notes, nil
}

func (b *bench) download() ([]row, []string, error) {
	d, err := weigh.WeighDownload(b.dist())
	if err != nil {
		return nil, nil, err
	}
	return []row{{
		What: "to download, brotli 11", Unit: "bytes", Ours: exactly(float64(d.Program.Brotli + d.Script.Brotli)),
		Limit: exactly(float64(d.Empty.Brotli)), Against: "empty program", Most: 1.00,
	}}, nil, nil
}

// warm times logouts of all contenders in one page, in turns.
func (b *bench) warm() ([]row, []string, error) {
	t, err := b.visit(togetherPage)
	if err != nil {
		return nil, nil, err
	}
	defer t.close()
	times := map[string][]float64{}
	names := list(b.contenders())
	if err := t.eval(fmt.Sprintf(`bench.rounds(%s, %d).then(() => null)`, names, b.scale.Warmups), nil); err != nil {
		return nil, nil, err
	}
	if err := t.eval(fmt.Sprintf(`bench.rounds(%s, %d)`, names, b.scale.Rounds), &times); err != nil {
		return nil, nil, err
	}
	return []row{{
		What: "warm logout, call to callback", Unit: "ms", Ours: figureOf(times["ours"]), Official: figureOf(times["official"]),
		Limit: figureOf(times["bare"]), Against: "bare fetch", Most: 1.05,
	}}, nil, nil
}

// frames adds up what the main thread does from a logout's call to its callback.
func (b *bench) frames() ([]row, []string, error) {
	t, err := b.visit(togetherPage)
	if err != nil {
		return nil, nil, err
	}
	defer t.close()
	names := b.contenders()
	if err := t.eval(fmt.Sprintf(`bench.rounds(%s, %d).then(() => null)`, list(names), b.scale.Warmups), nil); err != nil {
		return nil, nil, err
	}
	line, err := b.timeline(names[0]+" start", func() error {
		return t.eval(fmt.Sprintf(`bench.rounds(%s, %d).then(() => null)`, list(names), b.scale.Frames), nil)
	})
	if err != nil {
		return nil, nil, err
	}
	lost := map[string][]float64{}
	for _, name := range names {
		for _, span := range line.spans(name+" start", name+" end") {
			lost[name] = append(lost[name], line.busy(span[0], span[1]))
		}
	}
	return []row{
		{
			What: "one logout, main thread in all", Unit: "ms", Ours: figureOf(lost["ours"]), Official: figureOf(lost["official"]),
			Limit: exactly(2), Most: 1,
		},
		{
			What: "one logout, main thread in all", Unit: "ms", Ours: figureOf(lost["ours"]), Official: figureOf(lost["official"]),
			Limit: figureOf(lost["bare"]), Against: "bare fetch",
		},
	}, nil, nil
}

// bursts calls many logouts in one turn, each time in a new page: the official client
// disables itself after the many errors that its later packets get.
func (b *bench) bursts() ([]row, []string, error) {
	busy, packets := map[string][]float64{}, map[string][]float64{}
	for range b.scale.Bursts {
		for _, name := range b.names() {
			took, sent, err := b.burst(name)
			if err != nil {
				return nil, nil, err
			}
			busy[name], packets[name] = append(busy[name], took), append(packets[name], float64(sent))
		}
	}
	return []row{
		{
			What: fmt.Sprintf("%d logouts in one turn, sent", atOnce), Unit: "packets", Ours: figureOf(packets["ours"]),
			Official: figureOf(packets["official"]), Limit: exactly(1), Most: 1,
		},
		{
			What: fmt.Sprintf("%d logouts in one turn, main thread", atOnce), Unit: "ms", Ours: figureOf(busy["ours"]),
			Official: figureOf(busy["official"]), Limit: exactly(50), Most: 1,
		},
	}, nil, nil
}

// burst tells how long the main thread is at work on them, in ms, and how many packets
// arrive.
func (b *bench) burst(name string) (busy float64, packets int, err error) {
	path := togetherPage
	if name == "official" {
		path = oldPage
	}
	t, err := b.visit(path)
	if err != nil {
		return 0, 0, err
	}
	defer t.close()
	if err := t.eval(fmt.Sprintf(`bench.cycle(%q, 20)`, name), nil); err != nil {
		return 0, 0, err
	}
	b.dispatcher.ClearRecords()
	line, err := b.timeline(name+" start", func() error { return t.eval(fmt.Sprintf(`bench.burst(%q, %d)`, name, atOnce), nil) })
	if err != nil {
		return 0, 0, err
	}
	for _, span := range line.spans(name+" start", name+" end") {
		busy += line.busy(span[0], span[1])
	}
	return busy, b.packets() - 1, nil // the login's is not counted
}

// blocks looks for the longest task of the main thread until the page's first call
// is answered.
func (b *bench) blocks() ([]row, []string, error) {
	longest, busy := map[string][]float64{}, map[string][]float64{}
	for range b.scale.Loads {
		for _, name := range b.names() {
			line, err := b.timeline("page start", func() error {
				t, err := b.openTab()
				if err != nil {
					return err
				}
				defer t.close()
				if err := t.navigate(b.site.URL + pathOf(name)); err != nil {
					return err
				}
				return t.eval(`bench.answered`, nil)
			})
			if err != nil {
				return nil, nil, err
			}
			for _, span := range line.spans("page start", name+" end") {
				longest[name] = append(longest[name], line.longest(span[0], span[1]))
				busy[name] = append(busy[name], line.busy(span[0], span[1]))
			}
		}
	}
	return []row{
		{
			What: "page load, longest block of the main thread", Unit: "ms", Ours: figureOf(longest["ours"]),
			Official: figureOf(longest["official"]), Limit: figureOf(longest["official"]), Against: "official", Most: 1,
		},
		{
			What: "page load, main thread in all", Unit: "ms", Ours: figureOf(busy["ours"]), Official: figureOf(busy["official"]),
		},
	}, nil, nil
}

// cold times the first call of a page that the browser has never seen.
func (b *bench) cold() ([]row, []string, error) {
	loopback, err := b.firstCalls(nil)
	if err != nil {
		return nil, nil, err
	}
	// 10 Mbit/s and 40 ms.
	slow, err := b.firstCalls(&network.Conditions{Latency: 40, DownloadThroughput: 10e6 / 8, UploadThroughput: 10e6 / 8})
	if err != nil {
		return nil, nil, err
	}
	ours, empty, err := b.starts()
	if err != nil {
		return nil, nil, err
	}
	return []row{
		{
			What: "navigation to the first answer, cold, loopback", Unit: "ms", Ours: figureOf(loopback["ours"]),
			Official: figureOf(loopback["official"]), Limit: figureOf(loopback["official"]), Against: "official", Most: 1.25,
		},
		{
			What: "navigation to the first answer, cold, 10 Mbit/s and 40 ms", Unit: "ms", Ours: figureOf(slow["ours"]),
			Official: figureOf(slow["official"]), Limit: figureOf(slow["official"]), Against: "official",
		},
		{
			What: "navigation to the program's start, cold, loopback", Unit: "ms", Ours: figureOf(ours), Limit: figureOf(empty),
			Against: "empty program",
		},
	}, nil, nil
}

// starts times how long a page takes to start our program and the empty one.
func (b *bench) starts() (ours, empty []float64, err error) {
	for range b.scale.Loads {
		for path, times := range map[string]*[]float64{oursPage: &ours, emptyPage: &empty} {
			took, err := b.timed(path, `bench.started`, nil)
			if err != nil {
				return nil, nil, err
			}
			*times = append(*times, took)
		}
	}
	return ours, empty, nil
}

func (b *bench) firstCalls(line *network.Conditions) (map[string][]float64, error) {
	times := map[string][]float64{}
	for range b.scale.Loads {
		for _, name := range b.names() {
			took, err := b.timed(pathOf(name), `bench.answered`, line)
			if err != nil {
				return nil, err
			}
			times[name] = append(times[name], took)
		}
	}
	return times, nil
}

// timed is what a script of a page that the browser has never seen evaluates to, a time
// in ms.
func (b *bench) timed(path, script string, line *network.Conditions) (took float64, err error) {
	t, err := b.openTab()
	if err != nil {
		return 0, err
	}
	defer t.close()
	if line != nil {
		if err := t.run(chromedp.ActionFunc(func(ctx context.Context) error {
			if err := network.Enable().Do(ctx); err != nil {
				return err
			}
			_, err := network.EmulateNetworkConditionsByRule([]*network.Conditions{line}).Do(ctx)
			return err
		})); err != nil {
			return 0, err
		}
	}
	if err := t.navigate(b.site.URL + path); err != nil {
		return 0, err
	}
	return took, t.eval(script, &took)
}

// memory logs in and out in one page and watches what stays.
func (b *bench) memory() ([]row, []string, error) {
	series, err := b.holdings()
	if err != nil {
		return nil, nil, err
	}
	official, err := b.officialGrowth()
	if err != nil {
		return nil, nil, err
	}
	early, late := series[0], series[len(series)-1]
	what := fmt.Sprintf(" growth from %d to %d logins and logouts", early.Logouts, late.Logouts)
	const kib = 1024
	none := exactly(0)
	most := 0.0
	for _, h := range series {
		most = max(most, h.Left)
	}
	rows := []row{
		{What: "JS heap," + what, Unit: "KiB", Ours: exactly((late.JSHeap - early.JSHeap) / kib), Official: official, Limit: none},
		{What: "Go's heap," + what, Unit: "KiB", Ours: exactly((late.GoHeap - early.GoHeap) / kib), Limit: none},
		{What: "linear memory," + what, Unit: "KiB", Ours: exactly((late.Linear - early.Linear) / kib), Limit: none},
		{What: "references," + what, Unit: "references", Ours: exactly(late.References - early.References), Limit: none},
		{What: "references between Go's collections, most seen", Unit: "references", Ours: exactly(most)},
	}
	notes := make([]string, len(series))
	for i, h := range series {
		notes[i] = "Held: " + h.String()
	}
	return rows, notes, nil
}

// holdings are what a page of ours holds after a tenth of the cycles, and on from
// there.
func (b *bench) holdings() ([]holding, error) {
	t, err := b.visit(memoryPage)
	if err != nil {
		return nil, err
	}
	defer t.close()
	var series []holding
	tenth := b.scale.Cycles / 10
	for i := range 10 {
		if err := t.eval(fmt.Sprintf(`bench.cycle("ours", %d)`, tenth), nil); err != nil {
			return nil, err
		}
		if i == 0 {
			if err := t.findGo(); err != nil {
				return nil, err
			}
		}
		if i%3 == 0 {
			h, err := t.held((i + 1) * tenth)
			if err != nil {
				return nil, err
			}
			series = append(series, h)
		}
	}
	return series, nil
}

// officialGrowth is by how much the JavaScript heap of a page of the vendor's grows,
// in KiB; nil where there is none.
func (b *bench) officialGrowth() (*figure, error) {
	if !b.official {
		return nil, nil
	}
	t, err := b.visit(oldPage)
	if err != nil {
		return nil, err
	}
	defer t.close()
	var at [2]float64
	for i, cycles := range []int{b.scale.Cycles / 10, b.scale.Cycles - b.scale.Cycles/10} {
		if err := t.eval(fmt.Sprintf(`bench.cycle("official", %d)`, cycles), nil); err != nil {
			return nil, err
		}
		if at[i], err = t.jsHeap(); err != nil {
			return nil, err
		}
	}
	return exactly((at[1] - at[0]) / 1024), nil
}
