package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRowAgainstItsLimit(t *testing.T) {
	for name, test := range map[string]struct {
		row   row
		over  bool
		ratio any
	}{
		"within":               {row{Ours: exactly(105), Limit: exactly(100), Max: 1.05}, false, 1.05},
		"over":                 {row{Ours: exactly(106), Limit: exactly(100), Max: 1.05}, true, 1.06},
		"nothing asked for":    {row{Ours: exactly(106), Limit: exactly(100)}, false, 1.06},
		"no limit":             {row{Ours: exactly(106), Max: 1}, false, nil},
		"none allowed, none":   {row{Ours: exactly(0), Limit: exactly(0)}, false, nil},
		"none allowed, less":   {row{Ours: exactly(-3), Limit: exactly(0)}, false, nil},
		"none allowed, though": {row{Ours: exactly(3), Limit: exactly(0)}, true, nil},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, test.over, test.row.over())
			text, err := json.Marshal(test.row)
			require.NoError(t, err)
			var got map[string]any
			require.NoError(t, json.Unmarshal(text, &got))
			assert.Equal(t, test.over, got["over"])
			assert.Equal(t, test.ratio, got["ratio"])
		})
	}
}

func TestTable(t *testing.T) {
	var b bytes.Buffer
	report{
		Date: "2026-01-02", Machine: "a machine", Browser: "a browser", Go: "go1.26",
		Rows: []row{
			{Name: "size", Unit: "bytes", Ours: exactly(2000), Limit: exactly(1000), Against: "empty", Max: 1},
			{Name: "time", Unit: "ms", Ours: &figure{1, 2, 9}, Vendor: &figure{3, 4, 9}, Limit: exactly(50), Max: 1},
			{Name: "growth", Unit: "KiB", Ours: exactly(1.5), Limit: exactly(0)},
		},
		Notes: []string{"a note"},
	}.print(&b)
	assert.Equal(t, `| median (p95) |        ours |      vendor |      limit | ratio |    at most |
| ---          |         --: |         --: |        --: |   --: |        --: |
| size, bytes  |        2000 |           - | 1000 empty | 2.000 |  1.00 over |
| time, ms     | 1.00 (2.00) | 3.00 (4.00) |      50.00 | 0.020 |       1.00 |
| growth, KiB  |        1.50 |           - |       0.00 |       | above none |

2026-01-02; a machine; a browser; go1.26.
a note
`, b.String())
}

func TestReportsAreReadAsTheyWereWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.json")
	_, err := readReport(path)
	require.ErrorIs(t, err, os.ErrNotExist)
	r := report{
		Date: "2026-01-02", Machine: "a machine", Browser: "a browser", Go: "go1.26",
		Rows:  []row{{Name: "time", Unit: "ms", Ours: &figure{1, 2, 9}, Vendor: &figure{3, 4, 9}, Limit: exactly(50), Against: "bare fetch", Max: 1}},
		Notes: []string{"a note"},
	}
	require.NoError(t, r.write(path))
	got, err := readReport(path)
	require.NoError(t, err)
	assert.Equal(t, r, got)

	require.NoError(t, os.WriteFile(path, []byte("{"), 0o644))
	_, err = readReport(path)
	assert.ErrorContains(t, err, path)
}
