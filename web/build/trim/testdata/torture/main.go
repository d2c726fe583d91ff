// Program torture uses what the runtime does for a program: it collects garbage, grows
// stacks, switches between goroutines, hands values over and panics; without the tag whole, it
// also does what the shipped program does not: it has maps, waits, finalizes. It prints the
// same with the overlay of Go's sources as without, and then panics.
package main

import (
	"runtime"
	"sync"
)

// part is a part of the program.
type part struct {
	name string
	run  func()
}

// more are the parts that the shipped program has nothing of.
var more []part

func main() {
	for _, p := range append([]part{
		{"live heap", liveHeap}, {"sizes", sizes}, {"deep stacks", deepStacks}, {"goroutines", goroutines},
		{"channels", channels}, {"selects", selects}, {"locks", locks}, {"interfaces", interfaces}, {"defers", defers},
		{"faults", faults},
	}, more...) {
		println("==", p.name)
		p.run()
		runtime.GC()
	}
	var last []int
	(&player{}).fail(last)
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
	println(runtime.NumGoroutine(), "with the first, but not the runtime's own")
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

type speaker interface{ speak() string }
type dog struct{ name string }
type cat struct{ lives int }

func (d dog) speak() string  { return d.name }
func (c *cat) speak() string { c.lives--; return "meow" }

func interfaces() {
	for _, s := range []any{dog{"rex"}, &cat{9}, 5, nil, dog{"e"}} {
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

type player struct{ name string }

//go:noinline
func (p *player) fail(list []int) {
	defer func() {
		println("deferred before the end", p.name)
	}()
	println(list[len(p.name)])
}

// faults are those that the runtime finds.
func faults() {
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
		func() { (*dog)(nil).speak() },
		func() { var s speaker = (*dog)(nil); s.speak() },
	} {
		told(f)
	}
}
