package pack

import (
	"bytes"
	"encoding/binary"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/build/wasmfile"
)

// firstFunction is the number of a program's first function.
const firstFunction = 4096

// program is a segment with a table of functions of those names, with what their records refer to, the
// table that finds them, the list of types and a text, and a description of it all.
func program(names ...string) wasmfile.Segment {
	const address, text = 4096, 1 << 20
	memory := lineTable(names...)
	table, _ := findFuncTable(memory)
	data := []byte(funcData)
	finder := bytes.Repeat([]byte{7}, 320*len(names))
	types := bytes.Repeat([]byte{8}, 8)
	module := make([]byte, 8*sizeOfModule)
	put := func(place, value int) { binary.LittleEndian.PutUint64(module[8*place:], uint64(value)) }
	at := address + len(memory)
	put(0, address)
	put(1, address+table.names)
	put(funcDataOfModule, at)
	put(finderOfModule, at+len(data))
	put(endOfModule, at+len(data)+len(finder))
	put(typesOfModule, at+len(data)+len(finder)+len("between"))
	put(typesOfModule+1, len(types)/4)
	put(minPCOfModule, text+firstFunction<<16)
	put(textOfModule, text)
	return wasmfile.Segment{Address: address, Data: bytes.Join([][]byte{memory, data, finder, []byte("between"), types, []byte("behind"), module}, nil)}
}

func TestClearUnused(t *testing.T) {
	s := program("runtime.f", "main.f")
	before := bytes.Clone(s.Data)
	m, found := findModule(s)
	require.True(t, found)
	require.True(t, m.clearUnused())
	want := bytes.Replace(before, bytes.Repeat([]byte{7}, 640), make([]byte, 640), 1)
	assert.Equal(t, bytes.Replace(want, []byte("between\x08\x08\x08\x08\x08\x08\x08\x08behind"), []byte("between\x00\x00\x00\x00\x00\x00\x00\x00behind"), 1), s.Data)
}

func TestClearUnusedOfAnotherProgram(t *testing.T) {
	for name, change := range map[string]func(m module){
		"a finder that ends before it begins": func(m module) { m.put(endOfModule, m.word(finderOfModule)-1) },
		"a finder beyond the memory":          func(m module) { m.put(endOfModule, 1<<20) },
		"types before the tables' end":        func(m module) { m.put(typesOfModule, m.word(endOfModule)-1) },
		"types beyond the memory":             func(m module) { m.put(typesOfModule+1, 1<<20) },
		"fewer types than none":               func(m module) { m.put(typesOfModule+1, -1) },
	} {
		m, found := findModule(program("main.f"))
		require.True(t, found)
		change(m)
		before := bytes.Clone(m.Data)
		assert.False(t, m.clearUnused(), name)
		assert.Equal(t, before, m.Data, name)
	}
}

func TestFindModuleOfAnotherProgram(t *testing.T) {
	for name, change := range map[string]func(wasmfile.Segment) wasmfile.Segment{
		"no table of functions":   func(s wasmfile.Segment) wasmfile.Segment { s.Data = s.Data[1:20]; return s },
		"no description":          func(s wasmfile.Segment) wasmfile.Segment { s.Address++; return s },
		"a description that ends": func(s wasmfile.Segment) wasmfile.Segment { s.Data = s.Data[:len(s.Data)-1]; return s },
	} {
		_, found := findModule(change(program("main.f")))
		assert.False(t, found, name)
	}
}

// put changes a number in the description.
func (m module) put(place, value int) {
	binary.LittleEndian.PutUint64(m.Data[m.at+8*place:], uint64(value))
}
