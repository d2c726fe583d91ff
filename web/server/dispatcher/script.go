package dispatcher

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// Names that Script takes beside those of the faults.
const (
	noFault     = "none"   // clears what is pending
	randomFault = "random" // a fault by chance, of those that do not last
)

// Script says what is to go wrong with the next packets that it matches.
type Script struct {
	Fault string `json:"fault"` // of Faults, or "random" or "none"

	// Times is how many packets it is done to: 0 means one, -1 all from now on.
	Times int `json:"times,omitempty"`

	// Operation picks the packets that have a message of it, such as "LOGOUT";
	// empty means all. A preflight carries no operation, so a fault of a
	// preflight is done to the next one whatever stands here.
	Operation string `json:"operation,omitempty"`

	// Percent is how likely it is done to a packet that it matches; 0 means 100.
	// Only packets that it is done to count against Times.
	Percent int `json:"percent,omitempty"`
}

// Script adds to what is pending. Of several scripts that match a packet the
// earliest is done to it. It fails, and changes nothing, where Config.Faults is
// off or where s names no fault or makes no sense.
func (d *Dispatcher) Script(s Script) error {
	if !d.config.Faults {
		return errors.New("faults are off")
	}
	if s.Fault == noFault {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.scripts = nil
		return nil
	}
	if _, known := faultByName(s.Fault); !known && s.Fault != randomFault {
		return fmt.Errorf("unknown fault %q", s.Fault)
	}
	if s.Times < -1 {
		return fmt.Errorf("times is %d; it is -1 or more", s.Times)
	}
	if s.Percent < 0 || s.Percent > 100 {
		return fmt.Errorf("percent is %d; it is 0 to 100", s.Percent)
	}
	if s.Times == 0 {
		s.Times = 1
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.scripts = append(d.scripts, s)
	return nil
}

// Scripted returns what is still pending, in order, with the Times that are left.
func (d *Dispatcher) Scripted() []Script {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.scripts)
}

// takeFault returns the fault that is due for a packet.
func (d *Dispatcher) takeFault(r *http.Request, p packet) (Fault, bool) {
	if r.URL.Query().Has(redirectedQuery) {
		return Fault{}, false // the packet had its fault, which was to be sent here
	}
	return d.take(func(s Script) bool {
		f, _ := faultByName(s.Fault)
		return !f.Preflight && s.matches(p)
	})
}

func (d *Dispatcher) takePreflightFault() (Fault, bool) {
	return d.take(func(s Script) bool {
		f, _ := faultByName(s.Fault)
		return f.Preflight
	})
}

func (d *Dispatcher) take(due func(Script) bool) (Fault, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i, s := range d.scripts {
		if !due(s) || s.Percent > 0 && d.random.IntN(100) >= s.Percent {
			continue
		}
		if s.Times > 0 {
			d.scripts[i].Times--
		}
		if d.scripts[i].Times == 0 {
			d.scripts = slices.Delete(d.scripts, i, i+1)
		}
		if s.Fault == randomFault {
			return passing[d.random.IntN(len(passing))], true
		}
		return faultByName(s.Fault)
	}
	return Fault{}, false
}

func (s Script) matches(p packet) bool {
	return s.Operation == "" || slices.ContainsFunc(p.messages, func(m message) bool {
		return strings.EqualFold(m.operation, s.Operation)
	})
}
