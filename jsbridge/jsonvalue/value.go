// Package jsonvalue says how a parsed JSON text is read. The bridge hands out the
// browser's own values under it, so that the program links no JSON parser; the native
// tests hand out those of encoding/json. It imports nothing of either side.
package jsonvalue

// Value is one value of a parsed JSON text.
//
// A missing value is nil. Numbers and texts are never converted into each other:
// "1" is no number, 1 is no text.
type Value interface {
	// Member is the object's own member of that name. It is nil if this is no
	// object or has no such member of its own.
	Member(name string) Value
	// Items is the number of an array's items, or -1 if this is no array.
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

// Text is v as text, or "" if it is none.
func Text(v Value) string {
	if v == nil {
		return ""
	}
	s, _ := v.Text()
	return s
}
