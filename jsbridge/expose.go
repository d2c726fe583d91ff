//go:build js && wasm

package jsbridge

import "syscall/js"

// Args are the arguments of a call from the page. The page's half of the bridge has
// checked them: reading one as what it is not is a bug, and panics.
type Args []js.Value

// Text is argument i.
func (a Args) Text(i int) string { return a[i].String() }

// Int is argument i, a number whose fraction is left out.
func (a Args) Int(i int) int { return a[i].Int() }

// Bool is argument i.
func (a Args) Bool(i int) bool { return a[i].Bool() }

// Ints is argument i, an array of numbers whose fractions are left out.
func (a Args) Ints(i int) []int {
	numbers := make([]int, a[i].Length())
	for n := range numbers {
		numbers[n] = a[i].Index(n).Int()
	}
	return numbers
}

// Expose lets the page call f by that name, for as long as the program runs. What f
// returns is what the page gets: nil, a bool, a number or a string.
func Expose(name string, f func(Args) any) {
	exports.Set(name, js.FuncOf(func(_ js.Value, args []js.Value) any { return f(args) }))
}

// Settle answers a call of the page. It gets its result after the present turn of
// the event loop; a second answer to the same call is passed over.
func Settle(call int, result Value) { settleFunc.Invoke(call, unwrap(result)) }
