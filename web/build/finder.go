package build

import (
	"bytes"
	"encoding/binary"
	"errors"

	"playerstate/web/build/wasmfile"
)

// finderOfModule and the constants after it are the places in the runtime's description of
// the program, in words (Go 1.26, runtime/symtab.go, moduledata): the addresses of the
// table that finds a function by its program counter, of the first instruction and the
// code.
const (
	finderOfModule = 19
	minPCOfModule  = 20
	textOfModule   = 22
	sizeOfModule   = 42
)

// finderOfFunc is the size of a function's share of the finder, in bytes: its 1<<16
// program counters have 16 buckets (runtime/symtab.go, findfuncbucket).
const finderOfFunc = 16 * 20

// errNoFinder is the error for a program whose functions are not found by their numbers.
var errNoFinder = errors.New("the program's table of functions is not as the overlaid runtime.findfunc takes it to be")

// withoutFinder leaves out of the data the table that finds a function by its program
// counter, a quarter of the program. The overlaid runtime.findfunc has no use for it: the
// entries of the table of functions are consecutive, which is checked here.
func withoutFinder(segments []wasmfile.Segment) (split []wasmfile.Segment, err error) {
	err = errNoFinder
	for _, s := range segments {
		from, to, found := finder(s)
		if !found {
			split = append(split, s)
			continue
		}
		err = nil
		split = append(split, wasmfile.Segment{Address: s.Address, Data: s.Data[:from]}, wasmfile.Segment{Address: s.Address + to, Data: s.Data[to:]})
	}
	return split, err
}

// finder is where the finder is in a segment, and whether it is there and not needed.
func finder(s wasmfile.Segment) (from, to int, found bool) {
	t, found := findFuncTable(s.Data)
	if !found {
		return 0, 0, false
	}
	table := uint64(s.Address + len(s.Data) - len(t.header))
	module := bytes.Index(s.Data, binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(nil, table), table+uint64(t.names)))
	if module < 0 || len(s.Data)-module < 8*sizeOfModule {
		return 0, 0, false
	}
	word := func(place int) int { return int(binary.LittleEndian.Uint64(s.Data[module+8*place:])) }
	first := (word(minPCOfModule) - word(textOfModule)) >> 16
	for i := range t.functions {
		if entry, ok := t.uint32(t.records + 8*i); !ok || entry != first+i {
			return 0, 0, false
		}
	}
	from = word(finderOfModule) - s.Address
	to = from + finderOfFunc*t.functions
	return from, to, 0 <= from && to <= len(s.Data)
}
