//go:build firefox

package e2e

import "playerstate/web/test/browser"

// start starts the browser of these tests.
var start = browser.StartFirefox

const (
	// compileBreaks is what Firefox tells who compiles a response that breaks off.
	compileBreaks = "NetworkError|aborted"
	// readBreaks is what it tells who reads one.
	readBreaks = "NetworkError|Content-Length"
	// noProgram is what it says of a response that is no program.
	noProgram = "wasm validation error|out of memory"
)
