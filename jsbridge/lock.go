//go:build js && wasm

package jsbridge

// Lock calls granted once this page is the only one of its origin to hold the lock of
// that name (Web Locks). If the browser has no locks, it is granted at once. A page that is
// left gives it up, as the browser may keep the page, and asks for it again when it is back:
// granted is called each time. Release gives it up, or withdraws the request for it.
func Lock(name string, granted func()) (release func()) {
	handle := register(func(completion) { granted() }, true)
	lockHelper(int32(handle), name)
	return cancel(handle)
}
