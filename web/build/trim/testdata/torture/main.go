// Program torture uses what the runtime does for a program: it collects garbage, grows
// stacks, switches between goroutines, hands values over, waits, panics and finalizes. It
// prints the same with the overlay of Go's sources as without, and then panics.
package main

import (
	"errors"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"time"
)

func main() {
	for _, part := range []struct {
		name string
		run  func()
	}{
		{"live heap", liveHeap}, {"sizes", sizes}, {"deep stacks", deepStacks}, {"goroutines", goroutines}, {"maps", maps},
		{"channels", channels}, {"selects", selects}, {"timers", timers}, {"locks", locks}, {"finalizers", finalizers},
		{"texts", texts}, {"interfaces", interfaces}, {"defers", defers}, {"panics", panics}, {"tracebacks", tracebacks},
	} {
		println("==", part.name)
		part.run()
		runtime.GC()
	}
	(&player{}).fail(errors.New("the last one"))
}

// node is a part of a tree that the collector has to walk.
type node struct {
	left, right *node
	number      int
	padding     []byte
}

func grow(depth, number int) *node {
	if depth == 0 {
		return nil
	}
	return &node{grow(depth-1, 2*number), grow(depth-1, 2*number+1), number, make([]byte, 1500)}
}

func (n *node) sum() int {
	if n == nil {
		return 0
	}
	return n.number + int(n.padding[len(n.padding)-1]) + n.left.sum() + n.right.sum()
}

func allocated() int {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int(stats.HeapAlloc >> 20)
}

// liveHeap has more than 100 MB live, and gives them back, with garbage in between.
func liveHeap() {
	for range 2 {
		tree := grow(16, 1)
		for range 3 {
			runtime.GC()
			for range 2000 {
				keep = make([]byte, 4000)
			}
			println("sum", tree.sum(), "live", allocated() >= 100)
		}
		tree.left = nil
		runtime.GC()
		println("half", tree.sum(), "live", allocated() >= 50 && allocated() < 75)
		runtime.KeepAlive(tree)
	}
	keep = nil
	runtime.GC()
	runtime.GC()
	println("given back", allocated() < 5)
	debug.SetGCPercent(10)
	println("sum", grow(12, 1).sum())
	debug.SetGCPercent(100)
}

var keep any

// sizes allocates objects of all sizes, with and without pointers.
func sizes() {
	var kept []any
	for size := 1; size < 1<<21; size += size/3 + 1 {
		plain, pointers := make([]byte, size), make([]*int, size/8+1)
		plain[size-1] = byte(size)
		number := size
		pointers[len(pointers)-1] = &number
		kept = append(kept, plain, pointers)
	}
	runtime.GC()
	sum := 0
	for _, k := range kept {
		switch k := k.(type) {
		case []byte:
			sum += int(k[len(k)-1])
		case []*int:
			sum += *k[len(k)-1]
		}
	}
	println(len(kept), sum)
}

//go:noinline
func deep(n int, from *int) int {
	var frame [64]int
	frame[n%64] = n
	if n == 0 {
		runtime.GC() // with a stack that is deep
		return *from
	}
	return deep(n-1, from) + frame[n%64] - n
}

func deepStacks() {
	for _, n := range []int{10, 1000, 30000, 10} {
		from := n
		println(n, deep(n, &from))
	}
	done := make(chan int)
	for i := range 8 {
		go func() { done <- deep(500*i, &i) }()
	}
	sum := 0
	for range 8 {
		sum += <-done
	}
	runtime.GC() // shrinks
	println(sum)
}

func goroutines() {
	var all sync.WaitGroup
	sums := make([]int, 50)
	for i := range sums {
		all.Go(func() {
			for n := range 100 {
				sums[i] += n * i
				keep = make([]byte, 2000)
				if n%10 == i%10 {
					runtime.Gosched()
				}
			}
		})
	}
	all.Wait()
	sum := 0
	for _, s := range sums {
		sum += s
	}
	println(sum, runtime.NumGoroutine())
	ended := make(chan bool)
	go func() {
		defer close(ended)
		runtime.Goexit()
	}()
	<-ended
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

func channels() {
	numbers, squares := make(chan int), make(chan int, 5)
	go func() {
		defer close(numbers)
		for i := range 200 {
			numbers <- i
		}
	}()
	var workers sync.WaitGroup
	for range 4 {
		workers.Go(func() {
			for n := range numbers {
				squares <- n * n
			}
		})
	}
	go func() { workers.Wait(); close(squares) }()
	sum := 0
	for s := range squares {
		sum += s
	}
	println(sum)
	told(func() { close(squares) })
	told(func() { squares <- 1 })
}

func selects() {
	a, b, quit := make(chan int), make(chan int), make(chan bool)
	go func() {
		for i := range 100 {
			select {
			case a <- i:
			case b <- -i:
			}
		}
		close(quit)
	}()
	received, sum := 0, 0
	for {
		select {
		case n := <-a:
			sum += n
			received++
			continue
		case n := <-b:
			sum -= n
			received++
			continue
		case <-quit:
		}
		break
	}
	println(received, sum)
	select {
	case <-a:
	default:
		println("nothing")
	}
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

func locks() {
	var lock sync.Mutex
	var once sync.Once
	var all sync.WaitGroup
	condition := sync.NewCond(&lock)
	count, ready := 0, false
	for range 20 {
		all.Go(func() {
			lock.Lock()
			for !ready {
				condition.Wait()
			}
			count++
			runtime.Gosched()
			lock.Unlock()
			once.Do(func() { println("once") })
		})
	}
	runtime.Gosched()
	lock.Lock()
	ready = true
	condition.Broadcast()
	lock.Unlock()
	all.Wait()
	println(count)
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

type speaker interface{ speak() string }
type dog struct{ name string }
type cat struct{ lives int }

func (d dog) speak() string  { return d.name }
func (c *cat) speak() string { c.lives--; return "meow" }

func interfaces() {
	for _, s := range []any{dog{"rex"}, &cat{9}, 5, nil, errors.New("e")} {
		switch s := s.(type) {
		case speaker:
			println(s.speak())
		case error:
			println(s.Error())
		default:
			println("mute", s == nil)
		}
	}
	var a, b any = dog{"rex"}, dog{"rex"}
	println(a == b, a == any(3))
}

func defers() {
	println(deferred(5), deferred(0))
	for i := range 3 {
		defer println("deferred", i)
	}
}

func deferred(n int) (result int) {
	defer func() {
		if r := recover(); r != nil {
			result = -1
		}
	}()
	for i := range n {
		defer func() { result += i }()
	}
	return 100 / n
}

// told runs f and prints what it panics with.
func told(f func()) {
	defer func() {
		r := recover()
		switch r := r.(type) {
		case runtime.Error:
			println("runtime error:", r.Error())
		case error:
			println("error:", r.Error())
		case string:
			println("text:", r)
		default:
			println("else", r == nil)
		}
	}()
	f()
}

func panics() {
	var (
		none  *node
		list  []int
		value any = "text"
		five      = 5
		fn    func()
		mute  speaker
	)
	zero := five - 5
	for _, f := range []func(){
		func() { panic("told to") },
		func() { panic(errors.New("an error")) },
		func() { panic(7) },
		func() { panic(nil) },
		func() { println(none.number) },
		func() { println(list[five]) },
		func() { println(list[five:]) },
		func() { println(len((&[3]int{})[:five])) },
		func() { println(five / zero) },
		func() { println(value.(int)) },
		func() { println(value.(speaker) == nil) },
		func() { fn() },
		func() { mute.speak() },
		func() { println(len(make([]int, zero-1))) },
		func() { println([4]int(make([]int, five-2))[0]) },
		func() { println(1 << (zero - 1)) },
		func() { println(any(list) == any(list)) },
		func() { defer func() { panic("in a deferred function") }(); panic("first") },
		func() {
			defer func() { panic(recover()) }()
			panic("again")
		},
		func() { (*dog)(nil).speak() },
		func() { var s speaker = (*dog)(nil); s.speak() },
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

type player struct{ name string }

//go:noinline
func (p *player) fail(err error) {
	defer func() {
		println("deferred before the end", p.name)
	}()
	panic(err)
}
