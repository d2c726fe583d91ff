package dispatcher

import (
	"slices"
	"time"
)

// Fault is one row of what can go wrong.
type Fault struct {
	Name        string `json:"name"`
	Group       string `json:"group"`
	Title       string `json:"title"` // a few words, for a list
	Description string `json:"description"`

	// Processed says that the server acts on the packet before things go wrong,
	// so that a retry has to get the answer and not the effect once more.
	Processed bool `json:"processed"`

	// Lasting says that it goes on for more than about a second, or until the
	// client gives up. "random" never picks such a row.
	Lasting bool `json:"lasting"`

	// Preflight says that it is done to a CORS preflight and not to a packet. A
	// page of the dispatcher's own origin never makes one.
	Preflight bool `json:"preflight"`

	hold time.Duration // how long a processed packet stays in progress
	run  func(*exchange)
}

// faults is the table of all rows, and passing what "random" picks from.
var (
	faults = slices.Concat(
		connectionFaults, httpFaults, bodyFaults, packetFaults, hangFaults, corsFaults, redirectFaults)
	passing = slices.DeleteFunc(slices.Clone(faults), func(f Fault) bool { return f.Lasting || f.Preflight })
)

// Faults returns all rows, group by group.
func Faults() []Fault { return slices.Clone(faults) }

func faultByName(name string) (Fault, bool) {
	i := slices.IndexFunc(faults, func(f Fault) bool { return f.Name == name })
	if i < 0 {
		return Fault{}, false
	}
	return faults[i], true
}
