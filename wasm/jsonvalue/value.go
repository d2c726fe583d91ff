// Package jsonvalue is what a parsed JSON text is to whoever reads it. The program
// hands in the browser's own values, so that no JSON parser is linked; the tests hand
// in encoding/json's.
package jsonvalue

// Value is one value of a parsed JSON text.
//
// A missing value is nil. Numbers and texts are never converted into each other:
// "1" is no number, 1 is no text.
type Value interface {
	// Member is the object's own member of that name, or nil where this is no
	// object or has no such member of its own.
	Member(name string) Value
	// Items is the number of an array's items, or -1 where this is no array.
	Items() int
	// Item is the array's item i, 0 <= i < Items().
	Item(i int) Value
	// Number is the number that this is, and whether it is one.
	Number() (float64, bool)
	// Text is the text that this is, and whether it is one.
	Text() (string, bool)
}

// Integer is v as a whole number that both JavaScript and this program hold
// exactly, and whether it is one.
func Integer(v Value) (int, bool) {
	if v == nil {
		return 0, false
	}
	n, ok := v.Number()
	const safe = 1<<53 - 1
	if !ok || !(n >= -safe && n <= safe) || n != float64(int64(n)) {
		return 0, false
	}
	return int(n), true
}

// Text is v as text, or "" where it is none.
func Text(v Value) string {
	if v == nil {
		return ""
	}
	s, _ := v.Text()
	return s
}
