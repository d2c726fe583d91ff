package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// row is one line of the table: something that was measured, and what it is held
// against.
type row struct {
	What     string  `json:"what"`
	Unit     string  `json:"unit"`
	Ours     *figure `json:"ours"`
	Official *figure `json:"official,omitempty"`
	Limit    *figure `json:"limit,omitempty"`
	// Against says what the limit is.
	Against string `json:"against,omitempty"`
	// Most is the most that the ratio of the medians may be; 0 where none is asked
	// for.
	Most float64 `json:"most,omitempty"`
}

// ratio is ours against the limit, and whether there is one.
func (r row) ratio() (float64, bool) {
	if r.Ours == nil || r.Limit == nil || r.Limit.Median == 0 {
		return 0, false
	}
	return r.Ours.Median / r.Limit.Median, true
}

// over says whether more was measured than the row allows.
func (r row) over() bool {
	if ratio, ok := r.ratio(); ok {
		return r.Most > 0 && ratio > r.Most
	}
	return r.Ours != nil && r.Limit != nil && r.Ours.Median > r.Limit.Median
}

// MarshalJSON adds what follows from the rest.
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

// report is the whole table, and where and when it was measured.
type report struct {
	Date    string   `json:"date"`
	Machine string   `json:"machine"`
	Browser string   `json:"browser"`
	Go      string   `json:"go"`
	Rows    []row    `json:"rows"`
	Notes   []string `json:"notes"`
}

// print writes the report as Markdown that also reads well as it is.
func (r report) print(out io.Writer) {
	cells := [][]string{
		{"median (p95)", "ours", "official", "limit", "ratio", "at most"},
		{"---", "--:", "--:", "--:", "--:", "--:"},
	}
	for _, row := range r.Rows {
		cells = append(cells, row.cells())
	}
	widths := make([]int, len(cells[0]))
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
	fmt.Fprintf(out, "\n%s; %s; %s; %s.\n", r.Date, r.Machine, r.Browser, r.Go)
	for _, note := range r.Notes {
		fmt.Fprintln(out, note)
	}
}

func (r row) cells() []string {
	most, ratio := "", ""
	if n, ok := r.ratio(); ok {
		ratio = fmt.Sprintf("%.3f", n)
	}
	if r.Most > 0 {
		most = fmt.Sprintf("%.2f", r.Most)
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
	return []string{r.What + ", " + r.Unit, r.text(r.Ours), r.text(r.Official), limit, ratio, most}
}

// text is a figure with as many places as its unit deserves.
func (r row) text(f *figure) string {
	if f == nil {
		return "-"
	}
	format := "%.2f"
	if r.Unit == "bytes" || r.Unit == "packets" || r.Unit == "references" {
		format = "%.0f"
	}
	if f.N == 1 {
		return fmt.Sprintf(format, f.Median)
	}
	return fmt.Sprintf(format+" ("+format+")", f.Median, f.P95)
}
