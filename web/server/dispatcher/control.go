package dispatcher

import (
	"encoding/json"
	"io"
	"net/http"
)

// serveControl is the control endpoint of the faults, for the demo page and for tests
// in a browser:
//
//	GET  → {"faults":[{"name":…,"group":…,"title":…,"description":…,…}],"pending":[{"fault":…,"times":…}]}
//	POST {"fault":"reset-before","times":1,"operation":"LOGOUT","percent":100} → 204, or 400 with the reason
//	POST {"fault":"auth-redirect","redirectUrl":…,"redirectAppId":…} → the same
func (d *Dispatcher) serveControl(w http.ResponseWriter, r *http.Request) {
	allowOrigin(w.Header())
	switch r.Method {
	case http.MethodOptions:
		allowRequest(w.Header(), "GET, POST", "content-type")
		w.WriteHeader(http.StatusNoContent)
	case http.MethodGet:
		w.Header().Set("Content-Type", jsonType)
		w.Header().Set("Cache-Control", "no-store")
		// Fails only if the client went away.
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

// readScript reads a Script as JSON.
func readScript(r io.Reader) (Script, error) {
	var s Script
	dec := json.NewDecoder(r)
	dec.DisallowUnknownFields() // or a misspelt "operation" would match every packet
	err := dec.Decode(&s)
	return s, err
}
