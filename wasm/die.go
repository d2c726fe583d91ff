//go:build js && wasm && dietest

package main

import (
	"playerstate/jsbridge"
	"playerstate/wasm/client"
)

// The build for the test of what happens when the program dies: a message to the
// service "die" is the program's end, in the way that its operation names.
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
