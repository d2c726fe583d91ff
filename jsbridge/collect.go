//go:build js && wasm

package jsbridge

import (
	"runtime"
	"syscall/js"
)

// collectAfter is how long after a call Go's garbage is collected, in milliseconds.
// What Go holds of the browser's is freed by a collection only, and its own pace is
// set by Go's heap, which hardly grows: ten thousand calls would be held.
const collectAfter = 1_000

var collecting bool

func init() {
	// Not a waiter: a collection blocks, and only what runs behind a js.Func may.
	exports.Set("collect", js.FuncOf(func(js.Value, []js.Value) any {
		collecting = false
		runtime.GC()
		return nil
	}))
}

// collectLater has Go's garbage collected when the page has nothing else to do.
func collectLater() {
	if !collecting {
		collecting = true
		idleFunc.Invoke(collectAfter)
	}
}
