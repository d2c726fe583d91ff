//go:build firefox

package e2e

import "playerstate/web/test/browser"

// engine is the engine of these tests, by its name in the tables of them.
const engine = "firefox"

// start starts its browser.
var start = browser.StartFirefox
