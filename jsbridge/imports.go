//go:build js && wasm

package jsbridge

import "unsafe"

// The helpers of bridge.js are imports of the program: to call one costs a hundredth of a
// call through syscall/js, and leaves nothing behind for the collector. A text goes over as
// its place in memory. One that comes back is of so many bytes and is taken by taken, or
// -1 for no text. A value is its place in a list, 0 for none.

//go:wasmimport jsbridge share
func shareHelper(buffer unsafe.Pointer, size int32)

//go:wasmimport jsbridge take
func takeHelper(into unsafe.Pointer)

//go:wasmimport jsbridge expose
func exposeHelper(name string, number int32)

//go:wasmimport jsbridge complete
func completeHelper(call, place int32)

//go:wasmimport jsbridge emit
func emitHelper(texts string)

//go:wasmimport jsbridge listen
func listenHelper(handle int32, event string)

//go:wasmimport jsbridge join
func joinHelper(handle int32, channel string)

//go:wasmimport jsbridge broadcast
func broadcastHelper(text string)

//go:wasmimport jsbridge fetch
func fetchHelper(handle int32, texts string, timeout float64, keepalive bool)

//go:wasmimport jsbridge prepare
func prepareHelper(handle int32, texts string, timeout float64)

//go:wasmimport jsbridge after
func afterHelper(handle int32, ms float64)

//go:wasmimport jsbridge soon
func soonHelper(handle int32)

//go:wasmimport jsbridge task
func taskHelper(handle int32)

//go:wasmimport jsbridge lock
func lockHelper(handle int32, name string)

//go:wasmimport jsbridge cancel
func cancelHelper(handle int32)

//go:wasmimport jsbridge now
func nowHelper() float64

//go:wasmimport jsbridge wallClock
func wallClockHelper() float64

//go:wasmimport jsbridge random
func randomHelper(n float64) float64

//go:wasmimport jsbridge newID
func newIDHelper() int32

//go:wasmimport jsbridge locale
func localeHelper() int32

//go:wasmimport jsbridge log
func logHelper(line string)

//go:wasmimport jsbridge quote
func quoteHelper(text string) int32

//go:wasmimport jsbridge parse
func parseHelper(text string) (place int32)

//go:wasmimport jsbridge member
func memberHelper(place int32, name string) (member int32)

//go:wasmimport jsbridge integer
func integerHelper(place int32, name string) float64

//go:wasmimport jsbridge memberText
func memberTextHelper(place int32, name string) int32

//go:wasmimport jsbridge items
func itemsHelper(place int32) int32

//go:wasmimport jsbridge item
func itemHelper(place, i int32) (item int32)

//go:wasmimport jsbridge number
func numberHelper(place int32) float64

//go:wasmimport jsbridge text
func textHelper(place int32) int32

//go:wasmimport jsbridge flag
func flagHelper(place int32) int32

//go:wasmimport jsbridge load
func loadHelper(key string) int32

//go:wasmimport jsbridge save
func saveHelper(key, text string)

//go:wasmimport jsbridge remove
func removeHelper(key string)

//go:wasmimport jsbridge keys
func keysHelper(prefix string) int32

//go:wasmimport jsbridge retain
func retainHelper(text string)

//go:wasmimport jsbridge retained
func retainedHelper() int32
