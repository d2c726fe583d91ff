//go:build js && wasm

package jsbridge

import (
	"runtime"
	"syscall/js"
)

// collectAfter is how long after a call Go's garbage is collected, in milliseconds.
// Go's references to the browser's values are freed by a collection only, and its own
// pace is set by Go's heap, which hardly grows: ten thousand calls would be held.
const collectAfter = 1_000

// collecting says whether a collection is due.
var collecting bool

func init() {
	// A js.Func, not a handle: a collection blocks, and only the code behind a js.Func may.
	exports.Set("collect", js.FuncOf(func(js.Value, []js.Value) any {
		collecting = false
		runtime.GC()
		return nil
	}))
}

// collectLater has Go's garbage collected when the page is idle.
func collectLater() {
	if !collecting {
		collecting = true
		idleFunc.Invoke(collectAfter)
	}
}
