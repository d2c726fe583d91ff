package build

import (
	"bytes"
	"encoding/binary"
)

// pcHeader is how the runtime's table of functions begins: a magic number, two zeroes,
// the size of an instruction and that of a pointer (runtime/symtab.go, pcHeader).
var pcHeader = []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8}

// unnamed are the packages whose functions need no names, by how those begin. Only a
// traceback has use for a name, and it leaves these functions out.
var unnamed = [][]byte{[]byte("runtime."), []byte("internal/")}

// blankNames blanks the names of the runtime's own functions where it finds them in the
// program's memory: 11 KB of what is downloaded.
func blankNames(memory []byte) {
	const namesAt, unitsAt = 32, 40 // where the header has the places of the names and of what follows
	table := bytes.Index(memory, pcHeader)
	if table < 0 || len(memory) < table+unitsAt+8 {
		return
	}
	word := func(at int) int { return int(binary.LittleEndian.Uint64(memory[table+at:])) }
	from, to := word(namesAt), word(unitsAt)
	if from < unitsAt || to < from || len(memory)-table < to {
		return
	}
	for list := memory[table+from : table+to]; len(list) > 0; {
		name, rest, _ := bytes.Cut(list, []byte{0})
		for _, prefix := range unnamed {
			if bytes.HasPrefix(name, prefix) {
				clear(name)
			}
		}
		list = rest
	}
}
