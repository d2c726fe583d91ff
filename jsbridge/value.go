//go:build js && wasm

package jsbridge

import (
	"syscall/js"

	"playerstate/jsbridge/jsonvalue"
)

// Value is a value of the browser's that its JSON has made. It is valid until the
// function that the browser called returns.
type Value = jsonvalue.Value

// value is the place of a Value in the list that the browser's half keeps. It is
// handled by its address, so that no second set of methods is made.
type value struct{ place int }

// wrap is the Value at a place, nil for the browser's undefined, which has the place 0.
func wrap(place int) Value {
	if place == 0 {
		return nil
	}
	return &value{place}
}

// name is the name of a member as the browser's own string. They are few, and each is
// made once.
type name struct {
	text string
	v    js.Value
}

// names are those that were asked for.
var names []name

// nameOf is the browser's own string for a name.
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

// Member is part of Value.
func (v *value) Member(name string) Value {
	return wrap(memberFunc.Invoke(v.place, nameOf(name)).Int())
}

// Items is part of Value.
func (v *value) Items() int { return itemsFunc.Invoke(v.place).Int() }

// Item is part of Value.
func (v *value) Item(i int) Value { return wrap(itemFunc.Invoke(v.place, i).Int()) }

// Number is part of Value.
func (v *value) Number() (float64, bool) {
	n := scalarFunc.Invoke(v.place)
	if n.Type() != js.TypeNumber {
		return 0, false
	}
	return n.Float(), true
}

// Text is part of Value.
func (v *value) Text() (string, bool) {
	return textOf(scalarFunc.Invoke(v.place))
}

// Parse reads a JSON text, nil if it is none.
func Parse(text string) Value { return wrap(parseFunc.Invoke(text).Int()) }

// Quote writes a JSON string. Most texts are written as they are, and need not go to
// the browser for it.
func Quote(text string) string {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return quoteFunc.Invoke(text).String()
		}
	}
	return `"` + text + `"`
}
