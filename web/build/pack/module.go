package pack

import (
	"bytes"
	"encoding/binary"
	"errors"

	"playerstate/web/build/wasmfile"
)

// finderOfModule and the constants after it are the places in the runtime's description of
// the program, in words (Go 1.26, runtime/symtab.go, moduledata): the addresses of the
// table that finds a function by its program counter, of the first instruction, of the
// code, of what the functions' records refer to, of the end of the tables, and of the list of
// types, behind which is its length.
const (
	finderOfModule   = 19
	minPCOfModule    = 20
	textOfModule     = 22
	funcDataOfModule = 40
	endOfModule      = 41
	typesOfModule    = 45
	sizeOfModule     = 47
)

// errNoModule is the error for a program whose tables are not those that the overlaid runtime
// takes them to be.
var errNoModule = errors.New("the runtime's description of the program is not as in Go 1.26, or not there")

// module is the runtime's description of the program, and the segment that has it and what it
// describes.
type module struct {
	wasmfile.Segment
	at    int // its place in the segment
	table funcTable
}

// findModule finds the description in a segment, and says whether it is there: it begins with
// the addresses of the table of functions and of their names.
func findModule(s wasmfile.Segment) (m module, found bool) {
	t, found := findFuncTable(s.Data)
	if !found {
		return m, false
	}
	table := uint64(s.Address + len(s.Data) - len(t.header))
	at := bytes.Index(s.Data, binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(nil, table), table+uint64(t.names)))
	return module{s, at, t}, at >= 0 && len(s.Data)-at >= 8*sizeOfModule
}

// word is the number at a place in the description.
func (m module) word(place int) int {
	return int(binary.LittleEndian.Uint64(m.Data[m.at+8*place:]))
}

// between is where the memory between the addresses at two places in the description begins
// and ends in the segment, and whether it is within it.
func (m module) between(first, last int) (from, to int, ok bool) {
	from, to = m.word(first)-m.Address, m.word(last)-m.Address
	return from, to, 0 <= from && from <= to && to <= len(m.Data)
}

// clearUnused clears the table that finds a function by its program counter, a quarter of the
// program, and the list of the types, which the overlaid runtime has no use for. It says whether
// they are there.
func (m module) clearUnused() bool {
	from, to, ok := m.between(finderOfModule, endOfModule)
	types := m.word(typesOfModule) - m.Address
	size := 4 * m.word(typesOfModule+1)
	if !ok || types < to || size < 0 || types+size > len(m.Data) {
		return false
	}
	clear(m.Data[from:to])
	clear(m.Data[types : types+size])
	return true
}
