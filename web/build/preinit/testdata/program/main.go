//go:build js && wasm

// Program program counts how often it begins. The linker sets what it does after that.
package main

import "runtime"

// then is what it does once it has begun.
var then string

// begun counts, on the heap.
var begun = new(int32)

func main() {
	*begun++
	runtime.Gosched()
	switch then {
	case "calls":
		answer()
	case "prints":
		println("begun")
	case "panics":
		panic("told to")
	case "ends":
		return
	case "loops":
		for {
			*begun++
		}
	}
	select {}
}

//go:wasmimport page answer
func answer()

// count adds n to the count, in a goroutine that waits for another one, and has the memory grow, the
// collector run and a stack grow between.
//
//go:wasmexport count
func count(n int32) int32 {
	added := make(chan int32)
	go func() {
		*begun += n
		added <- *begun
	}()
	for range 64 {
		garbage = make([]byte, 1<<20)
	}
	runtime.GC()
	return <-added + deep(1000)
}

var garbage []byte

// deep is 0, by so many calls within each other.
func deep(calls int32) int32 {
	if calls == 0 {
		return 0
	}
	return 1 + deep(calls-1) - 1
}

// end ends the program by a panic.
//
//go:wasmexport end
func end() { panic("told to") }
