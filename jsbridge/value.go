//go:build js && wasm

package jsbridge

import (
	"syscall/js"

	"playerstate/wasm/jsonvalue"
)

// Value is a value of the browser's, as its JSON makes them.
type Value = jsonvalue.Value

// value is what is behind a Value. It is handled by its address, so that no second
// set of methods is made.
type value struct{ v js.Value }

// wrap is nil for the browser's undefined.
func wrap(v js.Value) Value {
	if v.IsUndefined() {
		return nil
	}
	return &value{v}
}

// unwrap is the browser's own value.
func unwrap(v Value) js.Value {
	if v == nil {
		return js.Undefined()
	}
	return v.(*value).v
}

// name is the name of a member as the browser's own string. They are few, and each is
// made once.
type name struct {
	text string
	v    js.Value
}

var names []name

func nameOf(text string) js.Value {
	for i := range names {
		if names[i].text == text {
			return names[i].v
		}
	}
	v := js.ValueOf(text)
	names = append(names, name{text, v})
	return v
}

func (v *value) Member(name string) Value { return wrap(ownFunc.Invoke(v.v, nameOf(name))) }

func (v *value) Items() int { return itemsFunc.Invoke(v.v).Int() }

func (v *value) Item(i int) Value { return wrap(v.v.Index(i)) }

func (v *value) Number() (float64, bool) {
	if v.v.Type() != js.TypeNumber {
		return 0, false
	}
	return v.v.Float(), true
}

func (v *value) Text() (string, bool) {
	if v.v.Type() != js.TypeString {
		return "", false
	}
	return v.v.String(), true
}

// Object makes an object of names and values, in that order.
func Object(pairs ...any) Value { return wrap(objectFunc.Invoke(pairs...)) }

// Parse reads a JSON text, nil where it is none.
func Parse(text string) Value { return wrap(parseFunc.Invoke(text)) }

// Quote writes a JSON string.
func Quote(text string) string { return quoteFunc.Invoke(text).String() }
