//go:build js && wasm

package jsbridge

import "syscall/js"

// The helpers of bridge.js, bound once: by name each call would cost six times as
// much.
var (
	exports js.Value

	entryFunc, mailboxFunc                                         js.Value
	fetchFunc, afterFunc, soonFunc, idleFunc, holdFunc, cancelFunc js.Value
	settleFunc, emitFunc, broadcastFunc                            js.Value
	nowFunc, randomFunc, newIDFunc, localeFunc, logFunc            js.Value
	quoteFunc, parseFunc, memberFunc, itemsFunc, itemFunc          js.Value
	scalarFunc                                                     js.Value
	loadFunc, saveFunc, removeFunc, keysFunc                       js.Value
)

func init() {
	helpers := js.Global().Get("jsbridge")
	for _, h := range []struct {
		bound *js.Value
		name  string
	}{
		{&exports, "exports"}, {&entryFunc, "entry"}, {&mailboxFunc, "mailbox"},
		{&fetchFunc, "fetch"}, {&afterFunc, "after"}, {&soonFunc, "soon"}, {&idleFunc, "idle"}, {&holdFunc, "hold"}, {&cancelFunc, "cancel"},
		{&settleFunc, "settle"}, {&emitFunc, "emit"}, {&broadcastFunc, "broadcast"},
		{&nowFunc, "now"}, {&randomFunc, "random"}, {&newIDFunc, "newID"}, {&localeFunc, "locale"}, {&logFunc, "log"},
		{&quoteFunc, "quote"}, {&parseFunc, "parse"}, {&memberFunc, "member"}, {&itemsFunc, "items"}, {&itemFunc, "item"},
		{&scalarFunc, "scalar"},
		{&loadFunc, "load"}, {&saveFunc, "save"}, {&removeFunc, "remove"}, {&keysFunc, "keys"},
	} {
		*h.bound = helpers.Get(h.name)
	}
}
