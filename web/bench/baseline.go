package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
)

// metric is a number of a report that can be compared with the same number of another
// report, measured on another machine.
type metric struct {
	name, against string // against is empty for an absolute number
	value         float64
}

// metrics returns the metrics of a report. An absolute time is not one of them, because
// machines differ, but the ratio of two times is. Other absolute numbers, such as the
// growth of a heap, are metrics if there is no ratio.
func (r report) metrics() []metric {
	var list []metric
	for _, row := range r.Rows {
		for _, m := range row.metrics() {
			// Two rows may have the same ratio to the vendor's client.
			if _, known := find(list, m); !known {
				list = append(list, m)
			}
		}
	}
	return list
}

// metrics returns the metrics of a row.
func (r row) metrics() (list []metric) {
	if r.Ours == nil {
		return nil
	}
	if ratio, ok := r.ratio(); ok && (r.Against != "" || r.Unit != "ms") {
		list = append(list, metric{r.Name, cmp.Or(r.Against, "limit"), ratio})
	}
	noneAllowed := r.Limit != nil && r.Limit.Median == 0
	if r.Vendor != nil && r.Vendor.Median != 0 && r.Against != vendorLimit && !noneAllowed {
		list = append(list, metric{r.Name, vendorLimit, r.Ours.Median / r.Vendor.Median})
	}
	if list == nil && r.Unit != "ms" {
		list = append(list, metric{r.Name + ", " + r.Unit, "", r.Ours.Median})
	}
	return list
}

// find returns the value of the metric that has the name and the limit of other, and
// whether there is one.
func find(list []metric, other metric) (float64, bool) {
	i := slices.IndexFunc(list, func(m metric) bool { return m.name == other.name && m.against == other.against })
	if i < 0 {
		return 0, false
	}
	return list[i].value, true
}

// printDifference prints the metrics of a report, those of the baseline, and the ratio
// of the two.
func printDifference(out io.Writer, baseline, now report) {
	cells := [][]string{{"difference from the baseline", "against", "baseline", "now", "now / baseline"}}
	before := baseline.metrics()
	for _, m := range now.metrics() {
		line := []string{m.name, m.against, "-", fmt.Sprintf("%.3f", m.value), "-"}
		if value, known := find(before, m); known {
			line[2] = fmt.Sprintf("%.3f", value)
			if value > 0 && m.value > 0 {
				line[4] = fmt.Sprintf("%.2f", m.value/value)
			}
		}
		cells = append(cells, line)
	}
	fmt.Fprintln(out)
	printTable(out, cells)
	fmt.Fprintf(out, "\nBaseline: %s.\n", baseline.source())
}
