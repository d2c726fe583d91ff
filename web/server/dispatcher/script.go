package dispatcher

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// noFault and randomFault are names that Script accepts besides those of the faults.
const (
	noFault     = "none"   // deletes the pending scripts
	randomFault = "random" // a random one of the passing faults
)

// Script applies a fault to the next requests that it matches.
type Script struct {
	Fault string `json:"fault"` // the name of one of Faults, or "random" or "none"

	// Times is how many requests the fault is applied to. 0 means one, and -1 all
	// from now on.
	Times int `json:"times,omitempty"`

	// Operation limits the fault to packets with a message of that operation, such
	// as "LOGOUT". Empty means any packet. A fault of a preflight ignores it, because
	// a preflight has no operation.
	Operation string `json:"operation,omitempty"`

	// Percent is the probability that the fault is applied to a request that
	// matches. 0 means 100. Only requests that it is applied to count for Times.
	Percent int `json:"percent,omitempty"`

	// RedirectURL and RedirectAppID are where the fault "auth-redirect" sends a login,
	// and only for it. One that is empty is left out of the answer.
	RedirectURL   string `json:"redirectUrl,omitempty"`
	RedirectAppID string `json:"redirectAppId,omitempty"`
}

// Script adds s to the pending scripts, or deletes those if its fault is "none". If
// several scripts match a request, the earliest whose Percent lets it is applied.
// Script returns an error, and changes nothing, if Config.Faults is off or if s
// names no fault or has a number out of range.
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
	if s.Fault != redirectsLogins && (s.RedirectURL != "" || s.RedirectAppID != "") {
		return fmt.Errorf("fault %q redirects no login", s.Fault)
	}
	if s.Times == 0 {
		s.Times = 1
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.scripts = append(d.scripts, s)
	return nil
}

// Scripted returns the pending scripts, in order, with the Times that are left.
func (d *Dispatcher) Scripted() []Script {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.scripts)
}

// takeFault returns the fault to apply to a packet, if any, with its script, and counts it.
func (d *Dispatcher) takeFault(r *http.Request, p packet) (Fault, Script, bool) {
	if r.URL.Query().Has(redirectedQuery) {
		return Fault{}, Script{}, false // its fault was the redirect that led here
	}
	return d.take(func(s Script) bool {
		f, _ := faultByName(s.Fault)
		return !f.Preflight && s.matches(p)
	})
}

// takePreflightFault returns the fault to apply to a preflight, if any, and counts it.
func (d *Dispatcher) takePreflightFault() (Fault, bool) {
	f, _, due := d.take(func(s Script) bool {
		f, _ := faultByName(s.Fault)
		return f.Preflight
	})
	return f, due
}

// take returns the fault of the first pending script that is due, with the script, and
// counts it.
func (d *Dispatcher) take(due func(Script) bool) (Fault, Script, bool) {
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
			return passing[d.random.IntN(len(passing))], s, true
		}
		f, known := faultByName(s.Fault)
		return f, s, known
	}
	return Fault{}, Script{}, false
}

// matches reports whether the script applies to a packet.
func (s Script) matches(p packet) bool {
	return s.Operation == "" || slices.ContainsFunc(p.messages, func(m message) bool {
		return strings.EqualFold(m.operation, s.Operation)
	})
}
