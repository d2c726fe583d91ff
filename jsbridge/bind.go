//go:build js && wasm

package jsbridge

import "syscall/js"

// The helpers of bridge.js, bound once: a call by name costs six times as much.
var (
	exports js.Value

	entryFunc, scratchFunc                                                   js.Value
	fetchFunc, afterFunc, soonFunc, taskFunc, idleFunc, lockFunc, cancelFunc js.Value
	completeFunc, emitFunc, listenFunc, joinFunc, broadcastFunc              js.Value
	nowFunc, wallClockFunc, randomFunc, newIDFunc, localeFunc, logFunc       js.Value
	quoteFunc, parseFunc, memberFunc, itemsFunc, itemFunc                    js.Value
	scalarFunc                                                               js.Value
	loadFunc, saveFunc, removeFunc, keysFunc, retainFunc, retainedFunc       js.Value
)

func init() {
	helpers := js.Global().Get("jsbridge")
	for _, h := range []struct {
		bound *js.Value
		name  string
	}{
		{&exports, "exports"}, {&entryFunc, "entry"}, {&scratchFunc, "scratch"},
		{&fetchFunc, "fetch"}, {&afterFunc, "after"}, {&soonFunc, "soon"}, {&taskFunc, "task"}, {&idleFunc, "idle"}, {&lockFunc, "lock"}, {&cancelFunc, "cancel"},
		{&completeFunc, "complete"}, {&emitFunc, "emit"}, {&listenFunc, "listen"}, {&joinFunc, "join"}, {&broadcastFunc, "broadcast"},
		{&nowFunc, "now"}, {&wallClockFunc, "wallClock"}, {&randomFunc, "random"}, {&newIDFunc, "newID"}, {&localeFunc, "locale"}, {&logFunc, "log"},
		{&quoteFunc, "quote"}, {&parseFunc, "parse"}, {&memberFunc, "member"}, {&itemsFunc, "items"}, {&itemFunc, "item"},
		{&scalarFunc, "scalar"},
		{&loadFunc, "load"}, {&saveFunc, "save"}, {&removeFunc, "remove"}, {&keysFunc, "keys"}, {&retainFunc, "retain"}, {&retainedFunc, "retained"},
	} {
		*h.bound = helpers.Get(h.name)
	}
}
