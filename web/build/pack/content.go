package pack

import "encoding/binary"

// longest is the number of program counters that a function has at most, as it is in a table
// by program counter.
var longest = binary.AppendUvarint(nil, 1<<16-1)

// pcTable reads a table by program counter: pairs of numbers, of which the first is 0 at the
// end (Go 1.26, runtime/symtab.go, step). A pair has the difference of a value, and for how
// many program counters it holds. The last is made to hold for as many as a function may have,
// as nobody asks for one beyond the function's end: many tables are the same then.
func pcTable(rest []byte) (table []byte) {
	last := 0 // where the last pair's second number is
	for at := 0; ; {
		value, n := binary.Uvarint(rest[at:])
		if n <= 0 {
			return nil
		}
		if value == 0 && at > 0 {
			return append(append(rest[:last:last], longest...), 0)
		}
		at += n
		last = at
		if _, n = binary.Uvarint(rest[at:]); n <= 0 {
			return nil
		}
		at += n
	}
}

// stackMaps reads the maps of a function's arguments or local variables: how many there are,
// of how many bits each, and their bytes (runtime/symtab.go, stackmap).
func stackMaps(rest []byte) []byte {
	maps, _ := number(rest, 0)
	bits, ok := number(rest, 4)
	return front(rest, ok, 8+maps*((bits+7)/8))
}

// objectList reads a list of the objects on a function's stack: their number, and 16 bytes of
// each (runtime/stack.go, stackObjectRecord).
func objectList(rest []byte) []byte {
	objects, _ := number(rest, 0)
	_, ok := number(rest, 4)
	return front(rest, ok, 8+16*objects)
}

// deferPlaces reads the places of a function's deferred calls: two numbers (runtime/panic.go,
// (*_panic).initOpenCodedDefers).
func deferPlaces(rest []byte) []byte {
	_, first := binary.Uvarint(rest)
	if first <= 0 {
		return nil
	}
	_, second := binary.Uvarint(rest[first:])
	return front(rest, second > 0, first+second)
}

// number is the number of 32 bits at a place, and whether it is there.
func number(rest []byte, place int) (n int, ok bool) {
	if place+4 > len(rest) {
		return 0, false
	}
	return int(binary.LittleEndian.Uint32(rest[place:])), true
}

// front is that many bytes, if it is ok to read them; nil if there are fewer.
func front(rest []byte, ok bool, size int) []byte {
	if !ok || size > len(rest) {
		return nil
	}
	return rest[:size]
}
