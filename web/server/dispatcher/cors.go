package dispatcher

import "net/http"

// requestHeaders are what a client of the vendor sends: the X- ones make a
// browser ask first.
const requestHeaders = "content-type,x-appid,x-sig"

// allowOrigin lets a page of any origin read an answer. No cookie is involved,
// so there is nothing to keep from any of them.
func allowOrigin(h http.Header) {
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Expose-Headers", "Retry-After")
}

func allowRequest(h http.Header, methods, headers string) {
	h.Set("Access-Control-Allow-Methods", methods)
	h.Set("Access-Control-Allow-Headers", headers)
	h.Set("Access-Control-Max-Age", "600") // s
}

func (d *Dispatcher) servePreflight(x *exchange) {
	if fault, ok := d.takePreflightFault(); ok {
		d.recorder.faulted(x.record, fault.Name)
		fault.run(x)
		return
	}
	allowRequest(x.w.Header(), "POST", requestHeaders)
	x.send(http.StatusNoContent, "", nil)
}
