// Package jsbridge is the wall between Go and the browser: the only package that
// imports syscall/js. It hands out Go types and knows nothing of what is sent.
//
// The browser's half is bridge.js, joined into the page's script, because a
// crossing costs far more than what is done on either side: one helper there does
// several steps in one crossing, and is handed numbers (see mailbox and value). Each
// thing that happens later (a timer, a reply) comes back through one function, wake,
// by an id that is used once, so that no call makes a js.Func and none is left behind.
//
// The package has no native half: its files carry the js and wasm build tag.
package jsbridge
