package game

import "playerstate/web/server/dispatcher"

// lastWords are what a logout is answered with under the faults that are the server's
// last word, "" if any failure will do. The others are mended by another attempt.
var lastWords = map[string]string{
	"http-400": "900/90001", "http-401": "900/90001", "http-403": "900/90001", "http-404": "900/90001", "http-410": "900/90001",
	"http-501": "900/90001", "http-400-json": "", "http-403-json": "900/40301", "http-403-json-expired": "403/40303",
	"packet-serious": "", "packet-session-expired": "403/40303", "packet-no-session": "403/40304", "packet-displaced": "403/40356",
	"packet-logout-error": "",
	"auth-redirect":       "202/40308", "auth-email-not-validated": "202/40214", "auth-version": "400/40322", "auth-disabled": "403/40330",
}

// Explains says whether codes are those of a logout that has met that fault once.
func (r Result) Explains(fault dispatcher.Fault) bool {
	switch want, last := lastWords[fault.Name]; {
	case !last:
		return r.Codes() == "200/0"
	case want != "":
		return r.Codes() == want
	}
	return r.Status != 0 && r.Status != 200
}

// Limits is the script that says how long a call under a fault may take: one that lasts
// is ended by the client only.
func Limits(f dispatcher.Fault) string {
	if f.Lasting {
		return Hasty
	}
	return Patient
}
