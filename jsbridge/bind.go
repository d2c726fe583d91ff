//go:build js && wasm

package jsbridge

import "syscall/js"

// The helpers of bridge.js, bound once: by name each call would cost six times as
// much.
var (
	exports js.Value

	fetchFunc, afterFunc, soonFunc, idleFunc, holdFunc, cancelFunc js.Value
	settleFunc, emitFunc, broadcastFunc                            js.Value
	nowFunc, randomFunc, newIDFunc, localeFunc, logFunc            js.Value
	quoteFunc, parseFunc, ownFunc, itemsFunc, objectFunc           js.Value
	loadFunc, saveFunc, removeFunc, keysFunc                       js.Value
)

func init() {
	helpers := js.Global().Get("jsbridge")
	for _, h := range []struct {
		bound *js.Value
		name  string
	}{
		{&exports, "exports"},
		{&fetchFunc, "fetch"}, {&afterFunc, "after"}, {&soonFunc, "soon"}, {&idleFunc, "idle"}, {&holdFunc, "hold"}, {&cancelFunc, "cancel"},
		{&settleFunc, "settle"}, {&emitFunc, "emit"}, {&broadcastFunc, "broadcast"},
		{&nowFunc, "now"}, {&randomFunc, "random"}, {&newIDFunc, "newID"}, {&localeFunc, "locale"}, {&logFunc, "log"},
		{&quoteFunc, "quote"}, {&parseFunc, "parse"}, {&ownFunc, "own"}, {&itemsFunc, "items"}, {&objectFunc, "object"},
		{&loadFunc, "load"}, {&saveFunc, "save"}, {&removeFunc, "remove"}, {&keysFunc, "keys"},
	} {
		*h.bound = helpers.Get(h.name)
	}
}
