//go:build js && wasm

package jsbridge

// After calls f once, in so many milliseconds, unless it is cancelled first.
func After(ms int, f func()) (stop func()) {
	handle := register(func(completion) { f() }, false)
	afterHelper(int32(handle), float64(ms))
	return cancel(handle)
}

// Task calls f once, in a task of its own: timers and events go on before it.
func Task(f func()) {
	taskHelper(int32(register(func(completion) { f() }, false)))
}

// Soon calls f once, in a microtask: as soon as the present turn of the event loop is
// over.
func Soon(f func()) {
	soonHelper(int32(register(func(completion) { f() }, false)))
}
