package dispatcher

import "net/http"

// requestHeaders are the headers of a packet that are not CORS-safelisted, so that
// a preflight has to allow them.
const requestHeaders = "content-type,x-appid,x-sig"

// allowOrigin lets a page of any origin read an answer. Requests carry no cookies,
// so no origin can read another one's data.
func allowOrigin(h http.Header) {
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Expose-Headers", "Retry-After")
}

// allowRequest lets a page of any origin send requests with the methods and headers.
func allowRequest(h http.Header, methods, headers string) {
	h.Set("Access-Control-Allow-Methods", methods)
	h.Set("Access-Control-Allow-Headers", headers)
	h.Set("Access-Control-Max-Age", "600") // s
}

// servePreflight answers a CORS preflight, or applies the pending fault for one.
func (d *Dispatcher) servePreflight(x *exchange) {
	if fault, ok := d.takePreflightFault(); ok {
		d.recorder.faulted(x.record, fault.Name)
		fault.run(x)
		return
	}
	allowRequest(x.w.Header(), "POST", requestHeaders)
	x.send(http.StatusNoContent, "", nil)
}
