//go:build js && wasm && dietest

package main

import (
	"runtime"

	"playerstate/jsbridge"
	"playerstate/wasm/client"
)

// init makes the build for the tests of the program's death: a message to the service
// "die" ends the program in the way that its operation names, or tries its collector.
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
			case "heap":
				collect()
				return e.call(c, a) // it lives on
			case "memory":
				for hog := [][]byte{}; ; {
					hog = append(hog, make([]byte, 256<<20))
				}
			}
			return nil
		}
	}
}

// piece is 16 KB of a list.
type piece struct {
	next *piece
	n    int
	text []byte
}

// collect has 100 MB live, and lets go of them, 45 times: more than there can be of linear memory,
// if nothing is collected. It panics if a live piece has changed.
func collect() {
	const pieces = 6_400 // 100 MB
	for range 45 {
		var all *piece
		for n := range pieces {
			all = &piece{all, n, make([]byte, 16<<10)}
			all.text[n] = byte(n)
		}
		runtime.GC()
		for n := pieces - 1; all != nil; n, all = n-1, all.next {
			if all.n != n || all.text[n] != byte(n) {
				panic("a live piece has changed")
			}
		}
	}
}
