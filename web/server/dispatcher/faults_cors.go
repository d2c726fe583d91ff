package dispatcher

import "net/http"

// corsFaults keep a page of another origin from its answer.
var corsFaults = []Fault{
	{
		Name: "cors-no-origin", Group: "cors", Title: "Answer without allow-origin", Processed: true,
		Description: "The server acts on the packet, but its answer does not let another origin read it.",
		run:         func(x *exchange) { x.sendBare(http.StatusOK, jsonType, x.answer.encode()) },
	},
	{
		Name: "preflight-refused", Group: "cors", Title: "Preflight refused", Preflight: true,
		Description: "The next CORS preflight is answered 403.",
		run:         func(x *exchange) { x.sendBare(http.StatusForbidden, textPlain, []byte("Forbidden\n")) },
	},
	{
		Name: "preflight-no-header", Group: "cors", Title: "Header not allowed", Preflight: true,
		Description: "The next CORS preflight does not allow x-sig.",
		run: func(x *exchange) {
			allowRequest(x.w.Header(), "POST", "content-type,x-appid")
			// A browser must not cache this beyond the fault.
			x.w.Header().Set("Access-Control-Max-Age", "0")
			x.send(http.StatusNoContent, "", nil)
		},
	},
}
