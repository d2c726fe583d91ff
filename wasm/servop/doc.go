// Package servop speaks the vendor's dispatcher protocol: operations, messages,
// packets, signatures, answers and reason codes. It knows neither a browser nor
// a clock, so everything in it runs natively.
//
// Facts about the wire come from the vendor's public documentation and from the
// sources of its client libraries; where a declaration rests on one of them, its
// comment says which.
package servop
