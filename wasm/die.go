//go:build js && wasm && dietest

package main

import (
	"playerstate/jsbridge"
	"playerstate/wasm/client"
)

// init makes the build for the tests of the program's death: a message to the service
// "die" ends the program in the way that its operation names.
func init() {
	for i, e := range entries {
		if e.name != "send" {
			continue
		}
		entries[i].call = func(c *client.Client, a jsbridge.Args) any {
			if a.Text(1) != "die" {
				return e.call(c, a)
			}
			switch a.Text(2) {
			case "panic":
				panic("told to")
			case "later":
				jsbridge.After(1, func() { panic("told to, later") })
			case "memory":
				for hog := [][]byte{}; ; {
					hog = append(hog, make([]byte, 256<<20))
				}
			}
			return nil
		}
	}
}
