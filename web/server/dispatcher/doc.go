// Package dispatcher is a stand-in for the vendor's server: it speaks the
// dispatcher protocol over HTTP, as strictly as the real one, and on request
// misbehaves in every way that a client has to survive.
//
// Facts about the wire come from the vendor's public documentation and from the
// sources of its client libraries. Where those say nothing, the comment at the
// place says what was chosen instead.
//
// The package writes no log. Records keep what clients sent, passwords and
// session ids included, for tests to look at: don't print them whole.
package dispatcher
