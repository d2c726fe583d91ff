package build

import "github.com/evanw/esbuild/pkg/api"

// Oldest are the oldest browsers that the shipped files run in. What decides is the program:
// Go's compiler uses WebAssembly's bulk memory and saturating conversions.
var Oldest = []api.Engine{
	{Name: api.EngineChrome, Version: "75"},
	{Name: api.EngineFirefox, Version: "79"},
	{Name: api.EngineSafari, Version: "15"},
}

// parseable is the language of the scripts: older browsers read it, too, so that each call
// is answered there and says why it fails.
const parseable = api.ES2015
