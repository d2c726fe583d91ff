// Package dispatcher is a fake of the vendor's server for tests and for the demo:
// it speaks the dispatcher protocol over HTTP, at least as strictly as the real
// one, and on request fails in every way that a client has to survive.
//
// The protocol's details come from the vendor's public documentation and from the
// sources of its client libraries. If those say nothing about a case, a comment
// there gives the behaviour that this package chose.
//
// The package writes no log. Records keep requests whole, passwords and session
// ids included, for tests to inspect: don't print them.
package dispatcher
