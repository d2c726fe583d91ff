//go:build js && wasm

// Program playerstate is what the page's script loads: it wires the client to the
// browser and lets the page call it.
package main

import (
	"playerstate/jsbridge"
	"playerstate/wasm/client"
)

func main() {
	c := client.New(&browser{})
	for _, e := range entries {
		jsbridge.Expose(e.name, func(a jsbridge.Args) any { return e.call(c, a) })
	}
	jsbridge.Run(func() {
		jsbridge.OnPageHide(c.Leave)
		jsbridge.OnOnline(c.Online)
		jsbridge.OnBroadcast(channel, c.Heard)
	})
}
