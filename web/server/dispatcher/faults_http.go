package dispatcher

import (
	"fmt"
	"net/http"
	"strings"
)

// httpFaults answer with an HTTP status other than 200, as proxies and load balancers
// do.
var httpFaults = []Fault{
	page("http-400", 400, ""),
	page("http-401", 401, ""),
	page("http-403", 403, ""),
	page("http-404", 404, ""),
	page("http-408", 408, ""),
	page("http-410", 410, ""),
	page("http-425", 425, ""),
	page("http-429", 429, ""),
	page("http-429-retry-after", 429, "1"),
	page("http-500", 500, ""),
	page("http-501", 501, ""),
	page("http-502", 502, ""),
	page("http-503", 503, ""),
	page("http-503-retry-after", 503, "1"),
	page("http-504", 504, ""),
	{
		Name: "http-504-after", Group: "http", Title: "504, processed", Processed: true,
		Description: "The server acts on the packet, but the balancer has given up on it and answers 504 with an HTML page.",
		run:         func(x *exchange) { x.sendPage(504) },
	},
	reason("http-400-json", 400, invalidRequest, "Invalid request"),
	reason("http-403-json", 403, badSignature, "Invalid signature"),
	{
		Name: "http-403-json-expired", Group: "http", Title: "403 with 40303",
		Description: "HTTP 403 with a JSON body that says 40303: the server has ended the session.",
		run: func(x *exchange) {
			x.d.drop(x.packet.sessionID)
			x.send(403, jsonType, forbidden(sessionExpired, "User session expired"))
		},
	},
	reason("http-500-json", 500, proxyFailure, "Internal server error"),
	reason("http-503-json", 503, proxyFailure, "Service unavailable"),
	{
		Name: "http-204", Group: "http", Title: "204 without a body", Processed: true,
		Description: "The server acts on the packet and answers 204, which has no body.",
		run:         func(x *exchange) { x.send(204, "", nil) },
	},
}

// page makes a fault that answers with an HTML page, and with a Retry-After in
// seconds unless that is empty.
func page(name string, status int, retryAfter string) Fault {
	f := Fault{
		Name: name, Group: "http", Title: fmt.Sprintf("%d %s", status, http.StatusText(status)),
		Description: fmt.Sprintf("HTTP %d with an HTML page; the server does not act on the packet.", status),
		run: func(x *exchange) {
			if retryAfter != "" {
				x.w.Header().Set("Retry-After", retryAfter)
			}
			x.sendPage(status)
		},
	}
	if retryAfter != "" {
		f.Title += ", Retry-After"
		f.Description = strings.Replace(f.Description, " HTML page;", " HTML page and Retry-After: "+retryAfter+" s;", 1)
	}
	return f
}

// reason makes a fault whose body is JSON of the shape of a failed entry.
func reason(name string, status, code int, message string) Fault {
	return Fault{
		Name: name, Group: "http", Title: fmt.Sprintf("%d with JSON", status),
		Description: fmt.Sprintf("HTTP %d with a JSON body whose reason_code is %d.", status, code),
		run:         func(x *exchange) { x.send(status, jsonType, failure(status, code, message)) },
	}
}

// sendPage answers with an HTML page that shows the status.
func (x *exchange) sendPage(status int) {
	title := fmt.Sprintf("%d %s", status, http.StatusText(status))
	x.send(status, textHTML, []byte("<!DOCTYPE html>\n<html><head><title>"+title+"</title></head><body><h1>"+title+"</h1></body></html>\n"))
}

// drop ends a session as if it had expired.
func (d *Dispatcher) drop(id string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if s, refusal := d.sessions.find(id, d.config.Now()); refusal == nil {
		d.sessions.forget(s)
	}
}
