// Package jsbridge is the wall between Go and the browser: the only package that
// imports syscall/js. It hands out Go types and does not know what is sent or called
// through it.
//
// The browser's half is bridge.js, bundled into the page's script, because a crossing
// costs far more than the work on either side: one helper there does several steps in
// one crossing, and gets numbers (see scratch and value). Whatever happens later (a
// timer, a reply, an event) comes back through one function, wake, by a handle, so that
// no call makes a js.Func and none is left behind.
//
// The package has no native half: its files carry the js and wasm build tag.
package jsbridge
