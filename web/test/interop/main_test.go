// Package interop holds this client against the vendor's own, the npm package
// "braincloud": both do the same in Chromium, each with a dispatcher of its own,
// and what they put on the wire is compared.
//
// The vendor's client is installed by its name, here and now. None of it is a part
// of this project.
package interop

import (
	"sync"
	"testing"

	"playerstate/web/test/browser"
	"playerstate/web/test/game"
	"playerstate/web/test/vendor"
)

func TestMain(m *testing.M) { game.Main(m, browser.StartChromium) }

// vendorScript is the vendor's client, bundled for a script tag.
var vendorScript = sync.OnceValues(func() ([]byte, error) { return vendor.Bundle(game.Root + "/web/dist/.interop") })
