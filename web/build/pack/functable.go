package pack

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// funcTable is the runtime's table of functions within the program's memory (Go 1.26,
// runtime/symtab.go). Everything in it is little-endian.
type funcTable struct {
	header []byte // and what follows it in memory
	// names, pcTab and records are the places behind the header: of the functions' names,
	// of the tables by program counter, and of the list of functions with their records.
	names, units, pcTab, records int
	functions                    int
}

// pcHeader is the beginning of the table: a magic number, two zeroes, the size of an
// instruction and that of a pointer (runtime/symtab.go, pcHeader).
var pcHeader = []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8}

// findFuncTable finds the table in the program's memory, and says whether it is there.
func findFuncTable(memory []byte) (t funcTable, found bool) {
	const size = 72
	at := bytes.Index(memory, pcHeader)
	if at < 0 || len(memory)-at < size {
		return t, false
	}
	t.header = memory[at:]
	word := func(place int) int { return int(binary.LittleEndian.Uint64(t.header[place:])) }
	t.functions, t.names, t.units, t.pcTab, t.records = word(8), word(32), word(40), word(56), word(64)
	last := size
	for _, place := range []int{t.names, t.units, word(48), t.pcTab, t.records} {
		if place < last || place > len(t.header) {
			return t, false
		}
		last = place
	}
	return t, t.functions >= 0 && t.functions <= (len(t.header)-t.records)/8
}

// uint32 is the number at a place behind the header, and whether the memory reaches so
// far.
func (t funcTable) uint32(place int) (n int, ok bool) {
	if place < 0 || place > len(t.header)-4 {
		return 0, false
	}
	return int(binary.LittleEndian.Uint32(t.header[place:])), true
}

// name is the name at a place among the names.
func (t funcTable) name(place int) []byte {
	if place < 0 || place > t.units-t.names {
		return nil
	}
	name, _, _ := bytes.Cut(t.header[t.names+place:t.units], []byte{0})
	return name
}

// functionNames are the names of all functions, those of inlined ones among them.
func (t funcTable) functionNames() []string {
	return strings.Split(string(t.header[t.names:t.units]), "\x00")
}

// unshown are the packages whose functions a traceback leaves out, by how their names
// begin.
var unshown = [][]byte{[]byte("runtime."), []byte("internal/")}

// isUnshown says whether a traceback leaves out the function of that name.
func isUnshown(name []byte) bool {
	for _, prefix := range unshown {
		if bytes.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}
