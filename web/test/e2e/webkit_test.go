//go:build webkit

package e2e

import "playerstate/web/test/browser"

// engine is the engine of these tests, by its name in the tables of them.
const engine = "webkit"

// start starts its browser.
var start = browser.StartWebKit
