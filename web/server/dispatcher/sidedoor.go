package dispatcher

import (
	"encoding/json"
	"io"
	"net/http"
)

// serveSideDoor tells and takes faults, for the demo page and for tests in a
// browser:
//
//	GET  → {"faults":[{"name":…,"group":…,"title":…,"description":…,…}],"pending":[{"fault":…,"times":…}]}
//	POST {"fault":"reset-before","times":1,"operation":"LOGOUT","percent":100} → 204, or 400 and why
func (d *Dispatcher) serveSideDoor(w http.ResponseWriter, r *http.Request) {
	allowOrigin(w.Header())
	switch r.Method {
	case http.MethodOptions:
		allowRequest(w.Header(), "GET, POST", "content-type")
		w.WriteHeader(http.StatusNoContent)
	case http.MethodGet:
		w.Header().Set("Content-Type", jsonType)
		w.Header().Set("Cache-Control", "no-store")
		// Fails only where the client went away.
		_ = json.NewEncoder(w).Encode(struct {
			Faults  []Fault  `json:"faults"`
			Pending []Script `json:"pending"`
		}{Faults(), append([]Script{}, d.Scripted()...)})
	case http.MethodPost:
		s, err := readScript(http.MaxBytesReader(w, r.Body, 64<<10))
		if err == nil {
			err = d.Script(s)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	default:
		w.Header().Set("Allow", "GET, POST, OPTIONS")
		http.Error(w, "GET or POST here", http.StatusMethodNotAllowed)
	}
}

func readScript(r io.Reader) (Script, error) {
	var s Script
	dec := json.NewDecoder(r)
	dec.DisallowUnknownFields() // a misspelt "operation" would hit every packet
	err := dec.Decode(&s)
	return s, err
}
