//go:build js && wasm

package jsbridge

import "runtime"

// collectAfter is how long after a reply Go's garbage is collected, in milliseconds.
// What Go holds of the browser's is freed by a collection only, and its own pace is
// set by Go's heap, which hardly grows: ten thousand answers would be held.
const collectAfter = 1_000

var collecting bool

// collectLater has Go's garbage collected when the page has nothing else to do.
func collectLater() {
	if collecting {
		return
	}
	collecting = true
	idleFunc.Invoke(await(func(Args) {
		collecting = false
		runtime.GC()
	}), collectAfter)
}
