package build

import "encoding/binary"

// nameOfFunc and the constants after it are the places in a function's record, in bytes
// (Go 1.26, runtime/runtime2.go, _func): the numbers of its name, of the tables by program
// counter, and of the lists that follow the record.
const (
	nameOfFunc   = 4
	stackOfFunc  = 16
	fileOfFunc   = 20
	lineOfFunc   = 24
	tablesOfFunc = 28
	unitOfFunc   = 32
	startOfFunc  = 36
	dataOfFunc   = 43
	sizeOfFunc   = 44
	// inlinedTable is the index of the inlined calls among the tables (internal/abi/symtab.go).
	inlinedTable = 2
	// inlinedData is their index among the data.
	inlinedData = 3
)

// blankLines removes the files, the lines and the inlined calls of the runtime's own
// functions, which only a traceback has use for and leaves out: about an eighth of the
// download. The functions that a traceback shows keep theirs. It changes nothing if a
// record is not as expected.
func blankLines(t funcTable) {
	used := make([]bool, t.records-t.pcTab)
	var removed []int // places of numbers that become 0, and
	var absent []int  // places of numbers that become those of no data
	use := func(place int) bool {
		table, ok := t.uint32(place)
		return ok && markPCTable(t.header[t.pcTab:t.records], table, used)
	}
	for i := range t.functions {
		record, ok := t.uint32(t.records + 8*i + 4)
		record += t.records
		name, named := t.uint32(record + nameOfFunc)
		tables, counted := t.uint32(record + tablesOfFunc)
		if !ok || !named || !counted || record+sizeOfFunc > len(t.header) || tables > 16 || !use(record+stackOfFunc) {
			return
		}
		unshown := isUnshown(t.name(name))
		if unshown {
			removed = append(removed, record+fileOfFunc, record+lineOfFunc, record+unitOfFunc, record+startOfFunc)
		} else if !use(record+fileOfFunc) || !use(record+lineOfFunc) {
			return
		}
		for table := range tables {
			place := record + sizeOfFunc + 4*table
			if unshown && table == inlinedTable {
				removed = append(removed, place)
			} else if !use(place) {
				return
			}
		}
		if unshown && t.header[record+dataOfFunc] > inlinedData {
			absent = append(absent, record+sizeOfFunc+4*tables+4*inlinedData)
		}
	}
	for _, place := range append(removed, absent...) {
		if _, ok := t.uint32(place); !ok {
			return
		}
	}
	for _, place := range removed {
		binary.LittleEndian.PutUint32(t.header[place:], 0)
	}
	for _, place := range absent {
		binary.LittleEndian.PutUint32(t.header[place:], ^uint32(0))
	}
	for i := range used {
		if !used[i] {
			t.header[t.pcTab+i] = 0
		}
	}
}

// markPCTable marks the bytes of the table by program counter that begins at a place: pairs
// of numbers, of which the first is 0 at the end (runtime/symtab.go, step). It says whether
// it is one. The place 0 is that of no table.
func markPCTable(pcTab []byte, place int, used []bool) bool {
	if place == 0 {
		return true
	}
	if place < 0 || place >= len(pcTab) {
		return false
	}
	for at, first := place, true; ; first = false {
		value, n := binary.Uvarint(pcTab[at:])
		if n <= 0 {
			return false
		}
		mark(used[at : at+n])
		at += n
		if value == 0 && !first {
			return true
		}
		if _, n = binary.Uvarint(pcTab[at:]); n <= 0 {
			return false
		}
		mark(used[at : at+n])
		at += n
	}
}

// mark marks all of them.
func mark(used []bool) {
	for i := range used {
		used[i] = true
	}
}
