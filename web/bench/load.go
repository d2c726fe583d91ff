package main

import (
	"context"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// firstCallPage returns the path of the page in which a client makes its first call at
// once.
func firstCallPage(client string) string {
	if client == "vendor" {
		return vendorPage
	}
	return oursPage
}

// blocks measures the tasks of the main thread until a page's first call is answered.
func (b *bench) blocks() ([]row, []string, error) {
	longest, busy := map[string][]float64{}, map[string][]float64{}
	for range b.scale.Loads {
		for _, name := range b.clients() {
			line, err := b.timeline("page start", func() error {
				t, err := b.visit(firstCallPage(name))
				if err != nil {
					return err
				}
				defer t.close()
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
			Name: "page load, longest block of the main thread", Unit: "ms", Ours: figureOf(longest["ours"]),
			Vendor: figureOf(longest["vendor"]), Limit: figureOf(longest["vendor"]), Against: vendorLimit, Max: 0.5,
		},
		{
			Name: "page load, main thread in all", Unit: "ms", Ours: figureOf(busy["ours"]),
			Vendor: figureOf(busy["vendor"]), Limit: figureOf(busy["vendor"]), Against: vendorLimit, Max: 1,
		},
	}, nil, nil
}

// cold measures the time to the first answer in a page that the browser has never
// loaded.
func (b *bench) cold() ([]row, []string, error) {
	loopback, err := b.firstAnswers(nil)
	if err != nil {
		return nil, nil, err
	}
	// 10 Mbit/s and 40 ms.
	slow, err := b.firstAnswers(&network.Conditions{Latency: 40, DownloadThroughput: 10e6 / 8, UploadThroughput: 10e6 / 8})
	if err != nil {
		return nil, nil, err
	}
	ours, empty, err := b.starts()
	if err != nil {
		return nil, nil, err
	}
	return []row{
		{
			Name: "navigation to the first answer, cold, loopback", Unit: "ms", Ours: figureOf(loopback["ours"]),
			Vendor: figureOf(loopback["vendor"]), Limit: figureOf(loopback["vendor"]), Against: vendorLimit, Max: 1,
		},
		{
			Name: "navigation to the first answer, cold, 10 Mbit/s and 40 ms", Unit: "ms", Ours: figureOf(slow["ours"]),
			Vendor: figureOf(slow["vendor"]), Limit: figureOf(slow["vendor"]), Against: vendorLimit, Max: 1.5,
		},
		{
			Name: "navigation to the program's start, cold, loopback", Unit: "ms", Ours: figureOf(ours), Limit: figureOf(empty),
			Against: "empty program",
		},
	}, nil, nil
}

// starts returns the times until a page has started our program and the empty one.
func (b *bench) starts() (ours, empty []float64, err error) {
	for range b.scale.Loads {
		for path, times := range map[string]*[]float64{oursPage: &ours, emptyPage: &empty} {
			took, err := b.coldTime(path, `bench.started`, nil)
			if err != nil {
				return nil, nil, err
			}
			*times = append(*times, took)
		}
	}
	return ours, empty, nil
}

// firstAnswers returns the times until each client's first call is answered.
func (b *bench) firstAnswers(conditions *network.Conditions) (map[string][]float64, error) {
	times := map[string][]float64{}
	for range b.scale.Loads {
		for _, name := range b.clients() {
			took, err := b.coldTime(firstCallPage(name), `bench.answered`, conditions)
			if err != nil {
				return nil, err
			}
			times[name] = append(times[name], took)
		}
	}
	return times, nil
}

// coldTime opens a page in a new tab, whose cache is empty, and returns the value of a
// script there, which is a time in ms. Unless conditions is nil, the network has them.
func (b *bench) coldTime(path, script string, conditions *network.Conditions) (took float64, err error) {
	t, err := b.openTab()
	if err != nil {
		return 0, err
	}
	defer t.close()
	if conditions != nil {
		if err := t.run(chromedp.ActionFunc(func(ctx context.Context) error {
			if err := network.Enable().Do(ctx); err != nil {
				return err
			}
			return cdp.Execute(ctx, network.CommandEmulateNetworkConditionsByRule, map[string]any{
				"matchedNetworkConditions": []*network.Conditions{conditions},
				"offline":                  false, // older browsers ask for it
			}, nil)
		})); err != nil {
			return 0, err
		}
	}
	if err := t.navigate(b.site.URL + path); err != nil {
		return 0, err
	}
	err = t.eval(script, &took)
	return took, err
}
