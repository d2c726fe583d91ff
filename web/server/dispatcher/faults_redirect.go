package dispatcher

import "net/http"

// Marks on the address that a redirect leads to, so that the dispatcher knows
// the packet again.
const (
	redirectedQuery = "redirected"
	loopQuery       = "loop"
)

// closedPort is where nothing listens: a port below 1024 that no service of
// today uses, and that browsers do not refuse by themselves.
const closedPort = "http://127.0.0.1:2"

// redirectFaults send a client elsewhere.
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

func redirect(name, title, description string, status int, to string) Fault {
	return Fault{
		Name: name, Group: "redirect", Title: title, Description: description,
		run: func(x *exchange) { x.redirect(status, to) },
	}
}

func (x *exchange) redirect(status int, to string) {
	x.w.Header().Set("Location", to)
	x.send(status, textPlain, nil)
}

func (x *exchange) redirectLoop() { x.redirect(http.StatusTemporaryRedirect, Path+"?"+loopQuery+"=1") }

// loops says whether the request is caught in redirect-loop.
func loops(r *http.Request) bool { return r.URL.Query().Has(loopQuery) }
