//go:build js && wasm

package jsbridge

import "syscall/js"

// scratch is a buffer from which the browser's half takes the texts of a frequent call.
// As an argument each would leave a reference behind for the collector, at ten times the
// cost.
var (
	scratch     js.Value
	scratchSize int
	scratchCopy []byte // what is copied into it, kept for the next call
)

// smallestScratch is more than an ordinary request has, in bytes.
const smallestScratch = 4 << 10

// write puts texts that have no zero byte into the scratch buffer. The helper that is
// called next takes them by their size.
func write(texts ...string) (size int) {
	scratchCopy = scratchCopy[:0]
	for i, text := range texts {
		if i > 0 {
			scratchCopy = append(scratchCopy, 0)
		}
		scratchCopy = append(scratchCopy, text...)
	}
	if len(scratchCopy) > scratchSize {
		scratchSize = max(2*len(scratchCopy), smallestScratch)
		scratch = scratchFunc.Invoke(scratchSize)
	}
	return js.CopyBytesToJS(scratch, scratchCopy)
}
