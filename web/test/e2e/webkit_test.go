//go:build webkit

package e2e

import "playerstate/web/test/browser"

// start starts the browser of these tests.
var start = browser.StartWebKit

const (
	// compileBreaks is what WebKit tells who compiles a response that breaks off.
	compileBreaks = "?"
	// readBreaks is what it tells who reads one.
	readBreaks = "?"
	// noProgram is what it says of a response that is no program.
	noProgram = "WebAssembly"
)
