//go:build !whole

package main

import (
	"errors"
	"runtime"
	"runtime/debug"
	"strings"
	"time"
)

func init() {
	more = []part{
		{"maps", maps}, {"timers", timers}, {"finalizers", finalizers}, {"texts", texts}, {"panics", panics},
		{"tracebacks", tracebacks}, {"a busy collector", busyCollector},
	}
}

// busyCollector has the collector run at each tenth that the heap grows by.
func busyCollector() {
	debug.SetGCPercent(10)
	println("sum", grow(12, 1).sum())
	debug.SetGCPercent(100)
}

func maps() {
	byText, byNumber, byBoth := map[string]int{}, map[int]string{}, map[[2]any]bool{}
	for i := range 5000 {
		text := strings.Repeat("k", i%50) + string(rune('a'+i%26))
		byText[text] += i
		byNumber[i*7919] = text
		byBoth[[2]any{i % 100, text}] = true
		delete(byNumber, i*3)
	}
	sum := 0
	for text, n := range byText {
		sum += len(text) * n
	}
	for n, text := range byNumber {
		sum += n + len(text)
	}
	println(len(byText), len(byNumber), len(byBoth), sum)
	clear(byNumber)
	println(len(byNumber))
	told(func() { byBoth[[2]any{[]int{}}] = true })
	told(func() { var none map[string]int; none["a"] = 1 })
}

func timers() {
	begun := time.Now()
	time.Sleep(20 * time.Millisecond)
	println("slept", time.Since(begun) >= 20*time.Millisecond)
	order := make(chan int, 10)
	for i := range 10 {
		time.AfterFunc(time.Duration(10-i)*15*time.Millisecond, func() { order <- i })
	}
	stopped := time.AfterFunc(time.Hour, func() { order <- 100 })
	for range 10 {
		println(<-order)
	}
	println(stopped.Stop(), stopped.Stop())
	ticker := time.NewTicker(2 * time.Millisecond)
	for range 5 {
		<-ticker.C
	}
	ticker.Stop()
	select {
	case <-time.After(5 * time.Millisecond):
		println("after")
	case <-make(chan int):
	}
}

func finalizers() {
	finalized := 0
	done := make(chan bool, 100)
	for range 100 {
		n := &node{number: 1}
		runtime.SetFinalizer(n, func(n *node) { finalized += n.number; done <- true })
	}
	cleaned := make(chan int, 1)
	func() {
		n := new([64]int)
		runtime.AddCleanup(n, func(i int) { cleaned <- i }, 7)
	}()
	runtime.GC()
	runtime.GC()
	for range 100 {
		<-done
	}
	println(finalized, <-cleaned)
}

func texts() {
	text := ""
	for i := range 200 {
		text += string(rune(i*31)) + "é"
	}
	runes := []rune(text)
	println(len(text), len(runes), string(runes) == text, strings.Count(text, "é"), []byte(text)[7])
	println(strings.ToUpper("the wall"), strings.Contains(text, string(runes[50:60])))
}

func panics() {
	for _, f := range []func(){
		func() { panic("told to") },
		func() { panic(errors.New("an error")) },
		func() { panic(7) },
		func() { panic(nil) },
		func() { defer func() { panic("in a deferred function") }(); panic("first") },
		func() {
			defer func() { panic(recover()) }()
			panic("again")
		},
	} {
		told(f)
	}
}

// tracebacks prints the functions of the stack.
func tracebacks() {
	pcs := make([]uintptr, 20)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
	for {
		frame, more := frames.Next()
		if strings.HasPrefix(frame.Function, "main.") {
			println(frame.Function, frame.Line > 0)
		}
		if !more {
			break
		}
	}
}
