package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"
)

// row is one line of the table: a measurement and its limit.
type row struct {
	Name   string  `json:"name"`
	Unit   string  `json:"unit"`
	Ours   *figure `json:"ours"`
	Vendor *figure `json:"vendor,omitempty"`
	Limit  *figure `json:"limit,omitempty"`
	// Against is the name of the limit, empty for an absolute one.
	Against string `json:"against,omitempty"`
	// Max is the largest allowed ratio of the medians; 0 means any.
	Max float64 `json:"max,omitempty"`
}

// vendorLimit is the value of Against for the vendor's client.
const vendorLimit = "vendor"

// ratio returns ours divided by the limit, and whether there is such a ratio.
func (r row) ratio() (float64, bool) {
	if r.Ours == nil || r.Limit == nil || r.Limit.Median == 0 {
		return 0, false
	}
	return r.Ours.Median / r.Limit.Median, true
}

// over reports whether ours is more than the row allows.
func (r row) over() bool {
	if ratio, ok := r.ratio(); ok {
		return r.Max > 0 && ratio > r.Max
	}
	return r.Ours != nil && r.Limit != nil && r.Ours.Median > r.Limit.Median
}

// MarshalJSON adds the ratio and whether the row is over its limit.
func (r row) MarshalJSON() ([]byte, error) {
	type plain row
	added := struct {
		plain
		Ratio *float64 `json:"ratio,omitempty"`
		Over  bool     `json:"over"`
	}{plain: plain(r), Over: r.over()}
	if ratio, ok := r.ratio(); ok {
		added.Ratio = &ratio
	}
	return json.Marshal(added)
}

// report is the whole table, with the date and the machine of the measurement.
type report struct {
	Date    string   `json:"date"`
	Machine string   `json:"machine"`
	Browser string   `json:"browser"`
	Go      string   `json:"go"`
	Rows    []row    `json:"rows"`
	Notes   []string `json:"notes"`
}

// source describes when and where the report was measured.
func (r report) source() string {
	return fmt.Sprintf("%s; %s; %s; %s", r.Date, r.Machine, r.Browser, r.Go)
}

// write writes the report to a file, as JSON.
func (r report) write(path string) error {
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(text, '\n'), 0o644)
}

// readReport reads a report that write has written.
func readReport(path string) (r report, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return r, err
	}
	if err := json.Unmarshal(text, &r); err != nil {
		return r, fmt.Errorf("%s: %w", path, err)
	}
	return r, nil
}

// print prints the report as Markdown.
func (r report) print(out io.Writer) {
	cells := [][]string{{"median (p95)", "ours", "vendor", "limit", "ratio", "at most"}}
	for _, row := range r.Rows {
		cells = append(cells, row.cells())
	}
	printTable(out, cells)
	fmt.Fprintf(out, "\n%s.\n", r.source())
	for _, note := range r.Notes {
		fmt.Fprintln(out, note)
	}
}

// printTable prints a table as Markdown with aligned columns, the first to the left and
// the others to the right. cells begins with the head.
func printTable(out io.Writer, cells [][]string) {
	rule := make([]string, len(cells[0]))
	widths := make([]int, len(cells[0]))
	for i := range rule {
		rule[i] = "--:"
	}
	rule[0] = "---"
	cells = slices.Insert(slices.Clone(cells), 1, rule)
	for _, line := range cells {
		for i, cell := range line {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, line := range cells {
		for i, cell := range line {
			pad := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if i == 0 {
				cell += pad
			} else {
				cell = pad + cell
			}
			fmt.Fprint(out, "| ", cell, " ")
		}
		fmt.Fprintln(out, "|")
	}
}

// cells returns the row as the cells of the table.
func (r row) cells() []string {
	most, ratio := "", ""
	if n, ok := r.ratio(); ok {
		ratio = fmt.Sprintf("%.3f", n)
	}
	if r.Max > 0 {
		most = fmt.Sprintf("%.2f", r.Max)
	}
	switch {
	case r.over() && most == "":
		most = "above none"
	case r.over():
		most += " over"
	}
	limit := r.text(r.Limit)
	if r.Against != "" {
		limit += " " + r.Against
	}
	return []string{r.Name + ", " + r.Unit, r.text(r.Ours), r.text(r.Vendor), limit, ratio, most}
}

// text formats a figure with as many digits as its unit deserves.
func (r row) text(f *figure) string {
	if f == nil {
		return "-"
	}
	format := "%.2f"
	if r.Unit == "bytes" || r.Unit == "packets" {
		format = "%.0f"
	}
	if f.N == 1 {
		return fmt.Sprintf(format, f.Median)
	}
	return fmt.Sprintf(format+" ("+format+")", f.Median, f.P95)
}
