package dispatcher

import "net/http"

// redirectedQuery and loopQuery are query parameters of the URL that a redirect
// points to, by which the dispatcher recognises the redirected packet.
const (
	redirectedQuery = "redirected"
	loopQuery       = "loop"
)

// closedPort is the origin of a port on which nothing listens: no service of today
// uses it, an ordinary user can't open it, and browsers do not block it.
const closedPort = "http://127.0.0.1:2"

// redirectFaults redirect the client.
var redirectFaults = []Fault{
	redirect("redirect-302", "302 to the page", "302 to /, which turns the POST into a GET of the page.", 302, "/"),
	redirect("redirect-307", "307, then fine", "307 to the dispatcher itself, where the same packet is then served.", 307, Path+"?"+redirectedQuery+"=1"),
	{
		Name: "redirect-loop", Group: "redirect", Title: "307 for ever",
		Description: "307 to the dispatcher itself, which answers 307 again, until the client has had enough.",
		run:         func(x *exchange) { x.redirectLoop() },
	},
	redirect("redirect-closed", "308 to a closed port", "308 to a port where nothing listens.", 308, closedPort+Path),
}

// redirect makes a fault that redirects to a URL.
func redirect(name, title, description string, status int, to string) Fault {
	return Fault{
		Name: name, Group: "redirect", Title: title, Description: description,
		run: func(x *exchange) { x.redirect(status, to) },
	}
}

// redirect answers with a redirect to a URL.
func (x *exchange) redirect(status int, to string) {
	x.w.Header().Set("Location", to)
	x.send(status, textPlain, nil)
}

// redirectLoop answers with a redirect to the dispatcher, which answers that request
// with the same redirect.
func (x *exchange) redirectLoop() { x.redirect(http.StatusTemporaryRedirect, Path+"?"+loopQuery+"=1") }

// loops reports whether the request comes from a redirect of redirect-loop.
func loops(r *http.Request) bool { return r.URL.Query().Has(loopQuery) }
