package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// memoryUse is the memory of a page of ours after some logouts.
type memoryUse struct {
	Logouts int     `json:"logouts"`
	JSHeap  float64 `json:"jsHeap"` // in use after a collection, in bytes
	GoHeap  float64 `json:"goHeap"` // in use after a collection by Go, in bytes
	Linear  float64 `json:"linear"` // the program's linear memory, in bytes
}

// String returns the memory use as JSON.
func (m memoryUse) String() string {
	text, _ := json.Marshal(m) // numbers can always be encoded
	return string(text)
}

// memory measures how much the memory grows while one page logs in and out.
func (b *bench) memory() ([]row, []string, error) {
	series, err := b.memoryUses()
	if err != nil {
		return nil, nil, err
	}
	vendor, err := b.vendorGrowth()
	if err != nil {
		return nil, nil, err
	}
	rows, notes := growth(series, vendor)
	return rows, notes, nil
}

// growth returns the rows for a series of memory uses: its growth from first to last.
// vendor is the growth of the vendor's JavaScript heap in KiB, or nil.
func growth(series []memoryUse, vendor *figure) (rows []row, notes []string) {
	early, late := series[0], series[len(series)-1]
	suffix := fmt.Sprintf(" growth from %d to %d logins and logouts", early.Logouts, late.Logouts)
	const kib = 1024
	none := exactly(0)
	for _, m := range series {
		notes = append(notes, "Memory: "+m.String())
	}
	return []row{
		{Name: "JS heap," + suffix, Unit: "KiB", Ours: exactly((late.JSHeap - early.JSHeap) / kib), Vendor: vendor, Limit: none},
		{Name: "Go's heap," + suffix, Unit: "KiB", Ours: exactly((late.GoHeap - early.GoHeap) / kib), Limit: none},
		{Name: "linear memory," + suffix, Unit: "KiB", Ours: exactly((late.Linear - early.Linear) / kib), Limit: none},
	}, notes
}

// memoryUses returns the memory of a page of ours after a tenth of the cycles, after
// four, seven, and all tenths.
func (b *bench) memoryUses() ([]memoryUse, error) {
	t, err := b.visit(probedPage)
	if err != nil {
		return nil, err
	}
	defer t.close()
	var series []memoryUse
	tenth := b.scale.Cycles / 10
	for i := range 10 {
		if err := t.eval(fmt.Sprintf(`bench.cycle("ours", %d)`, tenth), nil); err != nil {
			return nil, err
		}
		if i == 0 {
			if err := t.exposeGo(); err != nil {
				return nil, err
			}
		}
		if i%3 == 0 {
			m, err := t.memoryUse((i + 1) * tenth)
			if err != nil {
				return nil, err
			}
			series = append(series, m)
		}
	}
	return series, nil
}

// vendorGrowth returns the growth of the JavaScript heap of a page of the vendor's
// client over the same cycles, in KiB, or nil if the site does not have that client.
func (b *bench) vendorGrowth() (*figure, error) {
	if !b.vendor {
		return nil, nil
	}
	t, err := b.visit(vendorIdlePage)
	if err != nil {
		return nil, err
	}
	defer t.close()
	var at [2]float64
	for i, cycles := range []int{b.scale.Cycles / 10, b.scale.Cycles - b.scale.Cycles/10} {
		if err := t.eval(fmt.Sprintf(`bench.cycle("vendor", %d)`, cycles), nil); err != nil {
			return nil, err
		}
		if at[i], err = t.jsHeap(); err != nil {
			return nil, err
		}
	}
	return exactly((at[1] - at[0]) / 1024), nil
}

// exposeGo makes the running program's Go object the page's global benchGo. The product
// keeps it in a closure, so the debugger looks for it among all objects.
func (t *tab) exposeGo() error {
	return t.run(chromedp.ActionFunc(func(ctx context.Context) error {
		prototype, exception, err := runtime.Evaluate(`Object.prototype`).Do(ctx)
		if err != nil {
			return err
		}
		if exception != nil {
			return exception
		}
		objects, err := runtime.QueryObjects(prototype.ObjectID).Do(ctx)
		if err != nil {
			return err
		}
		found, exception, err := runtime.CallFunctionOn(`function () {
			const go = this.filter((o) => Object.hasOwn(o, "_inst") && Object.hasOwn(o, "_scheduledTimeouts") && !o.exited);
			globalThis.benchGo = go[0];
			return go.length;
		}`).WithObjectID(objects.ObjectID).WithReturnByValue(true).Do(ctx)
		if err != nil {
			return err
		}
		if exception != nil {
			return exception
		}
		if string(found.Value) != "1" {
			return fmt.Errorf("the page has %s running Go programs, not 1", found.Value)
		}
		return runtime.ReleaseObject(objects.ObjectID).Do(ctx)
	}))
}

// memoryUse returns the memory of the page now, after that many logouts. exposeGo has to
// be called before.
func (t *tab) memoryUse(logouts int) (m memoryUse, err error) {
	m.Logouts = logouts
	for _, read := range []struct {
		script string
		into   *float64
	}{
		{`benchGo._inst.exports.benchHeap()`, &m.GoHeap},
		{`benchGo._inst.exports.mem.buffer.byteLength`, &m.Linear},
	} {
		if err := t.eval(read.script, read.into); err != nil {
			return m, err
		}
	}
	m.JSHeap, err = t.jsHeap()
	return m, err
}

// jsHeap returns the size of the JavaScript heap in use after a collection, in bytes.
func (t *tab) jsHeap() (used float64, err error) {
	err = t.run(chromedp.ActionFunc(func(ctx context.Context) error {
		for range 3 {
			if err := heapprofiler.CollectGarbage().Do(ctx); err != nil {
				return err
			}
		}
		used, _, _, _, err = runtime.GetHeapUsage().Do(ctx)
		return err
	}))
	return used, err
}
