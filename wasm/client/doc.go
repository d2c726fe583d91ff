// Package client is the portable half of the program: who is logged in, which
// calls wait, which packet is in flight and which logouts are not confirmed yet.
//
// It is one state machine with one owner. Everything that happens to it (a call,
// a reply, a timer) comes in as a function call on one thread, and nothing in it
// blocks, so there are no locks and no goroutines. What it needs of the world is
// [Host]; in the browser that is the bridge, in the tests a fake clock and network.
package client
