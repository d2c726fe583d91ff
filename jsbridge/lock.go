//go:build js && wasm

package jsbridge

// Lock calls granted once this page is the only one of its origin to hold the lock of
// that name (Web Locks). If the browser has no locks, it is granted at once. Release
// gives it up, or withdraws the request for it.
func Lock(name string, granted func()) (release func()) {
	handle := register(func(completion) { granted() }, false)
	lockHelper(int32(handle), name)
	return cancel(handle)
}
