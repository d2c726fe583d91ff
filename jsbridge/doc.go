// Package jsbridge is the wall between Go and the browser: the only package that the page
// can call, and that calls it. It hands out Go types and does not know what is sent or called
// through it.
//
// The browser's half is bridge.js, bundled into the page's script. Its helpers are imports of
// the program (see imports.go) and take numbers. syscall/js is not linked: a call through it
// costs a hundred times as much and leaves references behind that only a collection frees,
// and a tenth of the download would be what it needs. Whatever happens later (a timer, a
// reply, an event) comes back through one function, wake, by a handle.
//
// The package has no native half: its files carry the js and wasm build tag.
package jsbridge
