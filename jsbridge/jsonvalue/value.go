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
	// Integer is the member of that name, and whether it is a whole number that both
	// JavaScript and this program hold exactly.
	Integer(name string) (n int, ok bool)
	// Text is the member of that name, "" if it is no text.
	Text(name string) string
}
