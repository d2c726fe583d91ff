package interop

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// difference is one between the two clients: a line of the vendor's, a line of
// ours, or both if they say the same thing differently.
type difference struct {
	at      string // the step; in a row of those that are known, a pattern of steps
	vendors string
	ours    string
	why     string // of one that is known
}

// String is the difference, for who reads of it.
func (d difference) String() string {
	return fmt.Sprintf("at %s\n\tvendor's: %s\n\tours:     %s", d.at, d.vendors, d.ours)
}

// covers says whether a row of those that are known is about another difference.
func (d difference) covers(other difference) bool {
	matches, err := path.Match(d.at, other.at)
	return err == nil && matches && d.vendors == other.vendors && d.ours == other.ours
}

// requireKnown fails the test for each difference without a row, and for each row without a
// difference.
func requireKnown(t *testing.T, known []difference, vendors, ours []step) {
	t.Helper()
	require.Len(t, ours, len(vendors))
	used := make([]bool, len(known))
	for i := range vendors {
		for _, d := range differences(vendors[i], ours[i]) {
			row := slices.IndexFunc(known, func(k difference) bool { return k.covers(d) })
			if row < 0 {
				assert.Fail(t, "a difference that is not known, "+d.String())
				continue
			}
			used[row] = true
		}
	}
	for i, k := range known {
		assert.True(t, used[i], "a difference that is no more, %s", k)
	}
}

// differences are those of one step: which events there are, and what is in those that
// both have.
func differences(vendors, ours step) []difference {
	var found []difference
	for _, pair := range align(titles(vendors.events), titles(ours.events)) {
		switch v, o := pair[0], pair[1]; {
		case o < 0:
			found = append(found, difference{at: vendors.name, vendors: vendors.events[v].title})
		case v < 0:
			found = append(found, difference{at: vendors.name, ours: ours.events[o].title})
		default:
			found = append(found, lineDifferences(vendors.name, vendors.events[v].lines, ours.events[o].lines)...)
		}
	}
	return found
}

// titles are those of the events.
func titles(events []event) []string {
	list := make([]string, len(events))
	for i, e := range events {
		list[i] = e.title
	}
	return list
}

// lineDifferences are those of an event that both have.
func lineDifferences(at string, vendors, ours []string) []difference {
	var found []difference
	for _, pair := range align(vendors, ours) {
		switch v, o := pair[0], pair[1]; {
		case o < 0:
			found = append(found, difference{at: at, vendors: vendors[v]})
		case v < 0:
			// It replaces a line that is about the same thing, if there is one.
			i := slices.IndexFunc(found, func(d difference) bool { return d.ours == "" && subject(d.vendors) == subject(ours[o]) })
			if i < 0 {
				found = append(found, difference{at: at, ours: ours[o]})
			} else {
				found[i].ours = ours[o]
			}
		}
	}
	return found
}

// subject is what a line is about: what stands before the colon.
func subject(line string) string {
	before, _, _ := strings.Cut(line, ": ")
	return before
}

// align pairs the places of equal texts in two lists, as many as their order
// allows. A place that has no other is paired with -1.
func align(a, b []string) [][2]int {
	// common[i][j] is how many pairs there are in a[i:] and b[j:].
	common := make([][]int, len(a)+1)
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var pairs [][2]int
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			pairs = append(pairs, [2]int{i, j})
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1]:
			pairs = append(pairs, [2]int{i, -1})
			i++
		default:
			pairs = append(pairs, [2]int{-1, j})
			j++
		}
	}
	return pairs
}

func TestDifferences(t *testing.T) {
	made := func(title string, lines ...string) event { return event{title, lines} }
	a := step{name: "s", events: []event{made("POST", "x: 1", "y: 2", "z: 3"), made("only the vendor's"), made("end")}}
	b := step{name: "s", events: []event{made("only ours"), made("POST", "x: 1", "z: 3", "y: 5", "n"), made("end")}}
	assert.Equal(t, []difference{
		{at: "s", ours: "only ours"},
		{at: "s", vendors: "y: 2", ours: "y: 5"},
		{at: "s", ours: "n"},
		{at: "s", vendors: "only the vendor's"},
	}, differences(a, b))
	assert.Empty(t, differences(a, a))
	assert.Equal(t, []difference{{at: "s", vendors: "x: 1", ours: "x: 1"}},
		lineDifferences("s", []string{"x: 1", "y: 2"}, []string{"y: 2", "x: 1"}), "the order counts")

	row := difference{at: "log*", ours: "n"}
	assert.True(t, row.covers(difference{at: "logout", ours: "n"}))
	assert.False(t, row.covers(difference{at: "login", vendors: "n"}))
	assert.False(t, row.covers(difference{at: "out", ours: "n"}))
}
