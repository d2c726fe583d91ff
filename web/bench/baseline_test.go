package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestMetrics(t *testing.T) {
	vendor := &figure{Median: 4, P95: 5, N: 9}
	for name, test := range map[string]struct {
		row  row
		want []metric
	}{
		"times, a limit and the vendor": {
			row{Name: "a", Unit: "ms", Ours: exactly(6), Vendor: vendor, Limit: exactly(3), Against: "bare fetch"},
			[]metric{{"a", "bare fetch", 2}, {"a", "vendor", 1.5}},
		},
		"the vendor is the limit":       {row{Name: "a", Unit: "ms", Ours: exactly(6), Vendor: vendor, Limit: vendor, Against: vendorLimit}, []metric{{"a", "vendor", 1.5}}},
		"an absolute limit of a time":   {row{Name: "a", Unit: "ms", Ours: exactly(6), Vendor: vendor, Limit: exactly(50)}, []metric{{"a", "vendor", 1.5}}},
		"an absolute limit of packets":  {row{Name: "a", Unit: "packets", Ours: exactly(2), Limit: exactly(1)}, []metric{{"a", "limit", 2}}},
		"a time alone":                  {row{Name: "a", Unit: "ms", Ours: exactly(6)}, nil},
		"a number alone":                {row{Name: "a", Unit: "packets", Ours: exactly(6)}, []metric{{"a, packets", "", 6}}},
		"a growth, none allowed":        {row{Name: "a", Unit: "KiB", Ours: exactly(-6), Vendor: vendor, Limit: exactly(0)}, []metric{{"a, KiB", "", -6}}},
		"nothing measured":              {row{Name: "a", Unit: "KiB", Limit: exactly(1)}, nil},
		"the vendor's client is absent": {row{Name: "a", Unit: "ms", Ours: exactly(6), Against: vendorLimit}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, test.want, report{Rows: []row{test.row, test.row}}.metrics(), "each metric once")
		})
	}
}

func TestDifference(t *testing.T) {
	before := report{
		Date: "2026-01-02", Machine: "a machine", Browser: "a browser", Go: "go1.26",
		Rows: []row{
			{Name: "size", Unit: "bytes", Ours: exactly(500), Limit: exactly(1000), Against: "empty"},
			{Name: "growth", Unit: "KiB", Ours: exactly(-1), Limit: exactly(0)},
			{Name: "left out", Unit: "KiB", Ours: exactly(1)},
		},
	}
	now := report{Rows: []row{
		{Name: "size", Unit: "bytes", Ours: exactly(1100), Limit: exactly(2000), Against: "empty"},
		{Name: "time", Unit: "ms", Ours: exactly(1), Vendor: exactly(3)},
		{Name: "growth", Unit: "KiB", Ours: exactly(2), Limit: exactly(0)},
	}}
	var b bytes.Buffer
	printDifference(&b, before, now)
	assert.Equal(t, `
| difference from the baseline | against | baseline |   now | now / baseline |
| ---                          |     --: |      --: |   --: |            --: |
| size                         |   empty |    0.500 | 0.550 |           1.10 |
| time                         |  vendor |        - | 0.333 |              - |
| growth, KiB                  |         |   -1.000 | 2.000 |              - |

Baseline: 2026-01-02; a machine; a browser; go1.26.
`, b.String())
}
