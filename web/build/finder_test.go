package build

import (
	"bytes"
	"encoding/binary"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/build/wasmfile"
)

// withFinder is a segment with the table of two functions, the first of that number, a
// description of the program that says so, and the finder between them and a text.
func withFinder(first int) (s wasmfile.Segment, finderAt int) {
	const address, text = 4096, 1 << 20
	memory, records := lineTable("runtime.f", "main.f")
	table, _ := findFuncTable(memory)
	header := len(memory) - len(table.header)
	for i := range records {
		binary.LittleEndian.PutUint32(table.header[table.records+8*i:], uint32(first+i))
	}
	module := make([]byte, 8*sizeOfModule)
	put := func(place, value int) { binary.LittleEndian.PutUint64(module[8*place:], uint64(value)) }
	finderAt = len(memory) + len(module)
	put(0, address+header)
	put(1, address+header+table.names)
	put(finderOfModule, address+finderAt)
	put(minPCOfModule, text+first<<16)
	put(textOfModule, text)
	finder := bytes.Repeat([]byte{7}, 2*finderOfFunc)
	return wasmfile.Segment{Address: address, Data: bytes.Join([][]byte{memory, module, finder, []byte("behind")}, nil)}, finderAt
}

func TestWithoutFinder(t *testing.T) {
	before := wasmfile.Segment{Address: 8, Data: []byte("before")}
	s, at := withFinder(4096)
	split, err := withoutFinder([]wasmfile.Segment{before, s})
	require.NoError(t, err)
	assert.Equal(t, []wasmfile.Segment{
		before, {Address: s.Address, Data: s.Data[:at]}, {Address: s.Address + at + 2*finderOfFunc, Data: []byte("behind")},
	}, split)
}

func TestWithoutFinderOfAnotherProgram(t *testing.T) {
	for name, change := range map[string]func(wasmfile.Segment) wasmfile.Segment{
		"no table of functions": func(s wasmfile.Segment) wasmfile.Segment { s.Data = s.Data[1:20]; return s },
		"a gap between entries": func(s wasmfile.Segment) wasmfile.Segment {
			table, _ := findFuncTable(s.Data)
			table.header[table.records+8]++
			return s
		},
		"no description":           func(s wasmfile.Segment) wasmfile.Segment { s.Address++; return s },
		"a description cut off":    func(s wasmfile.Segment) wasmfile.Segment { s.Data = s.Data[:len(s.Data)-2*finderOfFunc-7]; return s },
		"a finder that is cut off": func(s wasmfile.Segment) wasmfile.Segment { s.Data = s.Data[:len(s.Data)-7]; return s },
	} {
		s, _ := withFinder(4096)
		_, err := withoutFinder([]wasmfile.Segment{change(s)})
		assert.ErrorIs(t, err, errNoFinder, name)
	}
}
