//go:build js && wasm

package jsbridge

// listen is what the program begins with in a page.
var listen func()

// Run has the page call f once, as it begins, and never returns. All that the program does before
// that is done when it is built (package preinit), where there is no page: of this package
// it may only call [Expose].
func Run(f func()) {
	listen = f
	warm()
	select {}
}

// warmed keeps the compiler from leaving out what warm allocates.
var warmed struct {
	plain    []byte
	pointers []*byte
}

// warm allocates one object of each size up to 1024 bytes, and with pointers up to 256: those of a
// first call. The runtime has free memory of these sizes at hand from then on, where a browser
// would compile a score of its functions to get some before a page's first answer.
func warm() {
	for size := 8; size <= 1024; size += 8 {
		warmed.plain = make([]byte, size)
	}
	for n := 1; n <= 32; n++ {
		warmed.pointers = make([]*byte, n)
	}
	warmed.plain, warmed.pointers = nil, nil
}

// begin is where a page begins.
//
//lint:ignore U1000 the browser calls it
//go:wasmexport begin
func begin() {
	share()
	for number := range exposed {
		announce(number)
	}
	listen()
}
