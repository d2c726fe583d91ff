package main

import "fmt"

// warmedUp opens a page with all contenders, which have logged out some times already.
// The caller closes it.
func (b *bench) warmedUp() (*tab, error) {
	t, err := b.visit(togetherPage)
	if err != nil {
		return nil, err
	}
	if err := t.eval(fmt.Sprintf(`bench.rounds(%s, %d).then(() => null)`, arrayOf(b.contenders()), b.scale.Warmups), nil); err != nil {
		t.close()
		return nil, err
	}
	return t, nil
}

// warm measures the time of a logout. The contenders take turns in one page.
func (b *bench) warm() ([]row, []string, error) {
	t, err := b.warmedUp()
	if err != nil {
		return nil, nil, err
	}
	defer t.close()
	times := map[string][]float64{}
	if err := t.eval(fmt.Sprintf(`bench.rounds(%s, %d)`, arrayOf(b.contenders()), b.scale.Rounds), &times); err != nil {
		return nil, nil, err
	}
	return []row{{
		Name: "warm logout, call to callback", Unit: "ms", Ours: figureOf(times["ours"]), Vendor: figureOf(times["vendor"]),
		Limit: figureOf(times["bare"]), Against: "bare fetch", Max: 1.05,
	}}, nil, nil
}

// frames measures how long the main thread is busy from a logout's call to its callback.
func (b *bench) frames() ([]row, []string, error) {
	t, err := b.warmedUp()
	if err != nil {
		return nil, nil, err
	}
	defer t.close()
	names := b.contenders()
	line, err := b.timeline(names[0]+" start", func() error {
		return t.eval(fmt.Sprintf(`bench.rounds(%s, %d).then(() => null)`, arrayOf(names), b.scale.Frames), nil)
	})
	if err != nil {
		return nil, nil, err
	}
	busy := map[string][]float64{}
	for _, name := range names {
		for _, span := range line.spans(name+" start", name+" end") {
			busy[name] = append(busy[name], line.busy(span[0], span[1]))
		}
	}
	return []row{
		{
			Name: "one logout, main thread in all", Unit: "ms", Ours: figureOf(busy["ours"]), Vendor: figureOf(busy["vendor"]),
			Limit: exactly(2), Max: 1,
		},
		{
			Name: "one logout, main thread in all", Unit: "ms", Ours: figureOf(busy["ours"]), Vendor: figureOf(busy["vendor"]),
			Limit: figureOf(busy["bare"]), Against: "bare fetch", Max: 1.1,
		},
	}, nil, nil
}

// burstSize is how many logouts a burst calls in one turn.
const burstSize = 1000

// bursts measures many logouts in one turn. Each burst has a new page, because the
// vendor's client disables itself after the many errors that its later packets get.
func (b *bench) bursts() ([]row, []string, error) {
	busy, packets := map[string][]float64{}, map[string][]float64{}
	for range b.scale.Bursts {
		for _, name := range b.clients() {
			took, sent, err := b.burst(name)
			if err != nil {
				return nil, nil, err
			}
			busy[name], packets[name] = append(busy[name], took), append(packets[name], float64(sent))
		}
	}
	return []row{
		{
			Name: fmt.Sprintf("%d logouts in one turn, sent", burstSize), Unit: "packets", Ours: figureOf(packets["ours"]),
			Vendor: figureOf(packets["vendor"]), Limit: exactly(1), Max: 1,
		},
		{
			Name: fmt.Sprintf("%d logouts in one turn, main thread", burstSize), Unit: "ms", Ours: figureOf(busy["ours"]),
			Vendor: figureOf(busy["vendor"]), Limit: exactly(50), Max: 1,
		},
	}, nil, nil
}

// burst returns how long the main thread is busy with one burst, in ms, and how many
// packets arrive.
func (b *bench) burst(name string) (busy float64, packets int, err error) {
	path := togetherPage
	if name == "vendor" {
		path = vendorIdlePage
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
	line, err := b.timeline(name+" start", func() error { return t.eval(fmt.Sprintf(`bench.burst(%q, %d)`, name, burstSize), nil) })
	if err != nil {
		return 0, 0, err
	}
	for _, span := range line.spans(name+" start", name+" end") {
		busy += line.busy(span[0], span[1])
	}
	return busy, b.packets() - 1, nil // the login's is not counted
}
