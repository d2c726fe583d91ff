//go:build js && wasm

package jsbridge

import "syscall/js"

// Value is a value of the browser's, as its JSON makes them. The zero Value is none.
type Value struct{ v js.Value }

// Exists says whether there is a value at all.
func (v Value) Exists() bool { return !v.v.IsUndefined() }

// names are the member names that were asked for, as the browser's own strings.
var names = map[string]js.Value{}

// Member is an object's own member, the zero Value where there is none.
func (v Value) Member(name string) Value {
	key, ok := names[name]
	if !ok {
		key = js.ValueOf(name)
		names[name] = key
	}
	return Value{ownFunc.Invoke(v.v, key)}
}

// Items is the number of an array's items, -1 where this is no array.
func (v Value) Items() int { return itemsFunc.Invoke(v.v).Int() }

// Item is an array's item.
func (v Value) Item(i int) Value { return Value{v.v.Index(i)} }

// Number is the number that this is, and whether it is one.
func (v Value) Number() (float64, bool) {
	if v.v.Type() != js.TypeNumber {
		return 0, false
	}
	return v.v.Float(), true
}

// Text is the text that this is, and whether it is one.
func (v Value) Text() (string, bool) {
	if v.v.Type() != js.TypeString {
		return "", false
	}
	return v.v.String(), true
}

// Object makes an object of names and values, in that order.
func Object(pairs ...any) Value { return Value{objectFunc.Invoke(pairs...)} }

// Parse reads a JSON text; the zero Value where it is none.
func Parse(text string) Value { return Value{parseFunc.Invoke(text)} }

// Quote writes a JSON string.
func Quote(text string) string { return quoteFunc.Invoke(text).String() }
