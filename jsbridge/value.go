//go:build js && wasm

package jsbridge

import "playerstate/jsbridge/jsonvalue"

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

// Member is part of Value.
func (v *value) Member(name string) Value {
	return wrap(int(memberHelper(int32(v.place), name)))
}

// Items is part of Value.
func (v *value) Items() int { return int(itemsHelper(int32(v.place))) }

// Item is part of Value.
func (v *value) Item(i int) Value { return wrap(int(itemHelper(int32(v.place), int32(i)))) }

// Integer is part of Value.
func (v *value) Integer(name string) (int, bool) {
	n := integerHelper(int32(v.place), name)
	if n != n {
		return 0, false // NaN, which JSON has not
	}
	return int(n), true
}

// Text is part of Value.
func (v *value) Text(name string) string {
	return takenAlways(memberTextHelper(int32(v.place), name))
}

// textAt is the text at a place, "" if there is none.
func textAt(place int) string {
	if place == 0 {
		return ""
	}
	return takenAlways(textHelper(int32(place)))
}

// Parse reads a JSON text, nil if it is none.
func Parse(text string) Value { return wrap(int(parseHelper(text))) }

// Quote writes a JSON string. Most texts are written as they are, and need not go to
// the browser for it.
func Quote(text string) string {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return takenAlways(quoteHelper(text))
		}
	}
	return `"` + text + `"`
}
