//go:build js && wasm

package jsbridge

import "syscall/js"

// The helpers of bridge.js, bound once: by name each call would cost six times as
// much.
var (
	helpers = js.Global().Get("jsbridge")
	exports = helpers.Get("exports")

	fetchFunc  = helpers.Get("fetch")
	afterFunc  = helpers.Get("after")
	soonFunc   = helpers.Get("soon")
	holdFunc   = helpers.Get("hold")
	cancelFunc = helpers.Get("cancel")
	settleFunc = helpers.Get("settle")
	nowFunc    = helpers.Get("now")
	randomFunc = helpers.Get("random")
	newIDFunc  = helpers.Get("newID")
	localeFunc = helpers.Get("locale")
	quoteFunc  = helpers.Get("quote")
	parseFunc  = helpers.Get("parse")
	ownFunc    = helpers.Get("own")
	itemsFunc  = helpers.Get("items")
	objectFunc = helpers.Get("object")
	loadFunc   = helpers.Get("load")
	saveFunc   = helpers.Get("save")
	removeFunc = helpers.Get("remove")
	keysFunc   = helpers.Get("keys")
	logFunc    = helpers.Get("log")
)
