//go:build js && wasm

package jsbridge

// Args are the arguments of a call from the page. The page's script has checked them:
// to read one as another type is a bug.
type Args struct{ first int }

// Text is argument i.
func (a Args) Text(i int) string { return textAt(a.first + i) }

// Int is argument i, a number whose fraction is left out.
func (a Args) Int(i int) int { return int(numberHelper(int32(a.first + i))) }

// Bool is argument i.
func (a Args) Bool(i int) bool { return flagHelper(int32(a.first+i)) != 0 }

// Ints is argument i, an array of numbers whose fractions are left out.
func (a Args) Ints(i int) []int {
	array := int32(a.first + i)
	numbers := make([]int, itemsHelper(array))
	for n := range numbers {
		numbers[n] = int(numberHelper(itemHelper(array, int32(n))))
	}
	return numbers
}

// exposed are the functions that the page may call, by their numbers.
var exposed []struct {
	name string
	f    func(Args) any
}

// Expose lets the page call f by that name, for as long as the program runs. The page
// gets what f returns: nil for undefined, a bool or a string. Nothing in it may block. It is
// called before [Run].
func Expose(name string, f func(Args) any) {
	exposed = append(exposed, struct {
		name string
		f    func(Args) any
	}{name, f})
}

// announce tells the page of an exposed function.
func announce(number int) { exposeHelper(exposed[number].name, int32(number)) }

// call is the entry of the page's calls: the function's number, and the place of its
// first argument. It gives the place of the value that is returned. Through a js.Func of
// syscall/js it would take ten times as long, and leave two references behind.
//
//lint:ignore U1000 the browser calls it
//go:wasmexport call
func call(number, first int32) (returned int32) {
	result := exposed[number].f(Args{int(first)})
	text := ""
	switch result := result.(type) {
	case nil:
		return 0
	case bool:
		text = "false"
		if result {
			text = "true"
		}
	case string:
		text = Quote(result)
	}
	return parseHelper(text)
}

// Complete hands the page the result of the call of that handle. A second completion of
// the same call is ignored.
func Complete(call int, result Value) {
	place := 0
	if result != nil {
		place = result.(*value).place
	}
	completeHelper(int32(call), int32(place))
}
