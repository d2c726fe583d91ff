package dispatcher

import (
	"slices"
	"time"
)

// Fault is one way in which a request can go wrong.
type Fault struct {
	Name        string `json:"name"`
	Group       string `json:"group"`
	Title       string `json:"title"` // a few words, for a list
	Description string `json:"description"`

	// Processed says that the server acts on the packet before the fault happens, so
	// that a retry has to get the same answer without a second effect.
	Processed bool `json:"processed"`

	// Lasting says that the fault lasts much longer than a second, or until the
	// client gives up. "random" never picks such a fault.
	Lasting bool `json:"lasting"`

	// Preflight says that the fault applies to a CORS preflight and not to a packet.
	// A page of the dispatcher's own origin never makes a preflight.
	Preflight bool `json:"preflight"`

	hold time.Duration   // how long a processed packet stays in progress
	run  func(*exchange) // answers the request, or fails to
}

// faults is the table of all faults, and passing those that "random" picks from.
var (
	faults = slices.Concat(
		connectionFaults, httpFaults, bodyFaults, packetFaults, hangFaults, corsFaults, redirectFaults, loginFaults)
	passing = slices.DeleteFunc(slices.Clone(faults), func(f Fault) bool { return f.Lasting || f.Preflight })
)

// Faults returns all faults, group by group.
func Faults() []Fault { return slices.Clone(faults) }

// faultByName returns the fault of that name, and whether there is one.
func faultByName(name string) (Fault, bool) {
	i := slices.IndexFunc(faults, func(f Fault) bool { return f.Name == name })
	if i < 0 {
		return Fault{}, false
	}
	return faults[i], true
}
