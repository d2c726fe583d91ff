package servop

import "playerstate/jsbridge/jsonvalue"

// Redirect is where the server wants a login to be sent instead.
type Redirect struct {
	// URL is the other dispatcher's, "" if it stays.
	URL string
	// AppID is the other app's, "" if it stays.
	AppID string
}

// ReadRedirect reads the entry that answered AUTHENTICATE with MANUAL_REDIRECT, and says
// whether it names a place that a login may be sent to: an http or https URL without
// credentials, an app id that fits into a header, or both.
func ReadRedirect(entry jsonvalue.Value) (Redirect, bool) {
	r := Redirect{URL: entry.Text("redirect_url"), AppID: entry.Text("redirect_appid")}
	if r.URL != "" && !isHTTP(r.URL) || !printable(r.URL) || !printable(r.AppID) {
		return Redirect{}, false
	}
	return r, r.URL != "" || r.AppID != ""
}

// isHTTP says whether a URL is an http or https one with a host and without credentials.
func isHTTP(url string) bool {
	rest := ""
	for _, scheme := range [...]string{"https://", "http://"} {
		if len(url) > len(scheme) && url[:len(scheme)] == scheme {
			rest = url[len(scheme):]
		}
	}
	for i := range len(rest) {
		switch rest[i] {
		case '@':
			return false
		case '/', '?', '#':
			return i > 0
		}
	}
	return rest != ""
}

// printable says whether a text has printable ASCII characters only.
func printable(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}
