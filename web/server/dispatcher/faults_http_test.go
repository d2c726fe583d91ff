package dispatcher

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// httpExpectations has an entry for each of httpFaults.
var httpExpectations = map[string]expected{
	"http-400": html(400), "http-401": html(401), "http-403": html(403), "http-404": html(404),
	"http-408": html(408), "http-410": html(410), "http-425": html(425),
	"http-429": html(429), "http-429-retry-after": retryAfter(429),
	"http-500": html(500), "http-501": html(501), "http-502": html(502),
	"http-503": html(503), "http-503-retry-after": retryAfter(503),
	"http-504": html(504), "http-504-after": html(504),
	"http-400-json": jsonError(400, "40001"),
	"http-403-json": jsonError(403, "40301"),
	"http-403-json-expired": {status: 403, ends: true, check: func(t *testing.T, r received) {
		assert.Equal(t, `{"status":403,"reason_code":40303,"status_message":"User session expired","severity":"ERROR"}`, r.body)
	}},
	"http-500-json": jsonError(500, "99999"),
	"http-503-json": jsonError(503, "99999"),
	"http-204":      {status: 204, kind: "none"},
}

func TestHTTPFaults(t *testing.T) { testFaults(t, "http", httpExpectations) }

// html expects an HTML page that shows the status.
func html(status int) expected { return expected{status: status, kind: textHTML, check: isPage} }

// isPage checks that the body is an HTML page that shows the status.
func isPage(t *testing.T, r received) {
	assert.True(t, strings.HasPrefix(r.body, "<!DOCTYPE html>"))
	assert.Contains(t, r.body, http.StatusText(r.resp.StatusCode))
}

// retryAfter expects an HTML page and a Retry-After of one second, which pages of other
// origins may read.
func retryAfter(status int) expected {
	return expected{status: status, kind: textHTML, check: func(t *testing.T, r received) {
		isPage(t, r)
		assert.Equal(t, "1", r.resp.Header.Get("Retry-After"))
		assert.Equal(t, "Retry-After", r.resp.Header.Get("Access-Control-Expose-Headers"))
	}}
}

// jsonError expects a body of the shape of a failed entry, with that reason code.
func jsonError(status int, code string) expected {
	return expected{status: status, check: func(t *testing.T, r received) {
		assert.Regexp(t, `^\{"status":[0-9]+,"reason_code":`+code+`,"status_message":"[^"]+","severity":"ERROR"\}$`, r.body)
	}}
}
