//go:build !firefox && !webkit

package e2e

import "playerstate/web/test/browser"

// start starts the browser of these tests.
var start = browser.StartChromium

const (
	// compileBreaks is what Chromium tells who compiles a response that breaks off.
	compileBreaks = "Network error"
	// readBreaks is what it tells who reads one.
	readBreaks = "Failed to fetch"
	// noProgram is what it says of a response that is no program.
	noProgram = "WebAssembly"
)
