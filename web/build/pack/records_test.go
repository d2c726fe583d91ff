package pack

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// objects and the constants after it are what the records of a lineTable refer to: the objects on a
// stack, the maps of arguments, of local variables, of the second function's, and the places of deferred
// calls. funcData has them all, and more that nothing of a packed record refers to.
const (
	objects  = "\x01\x00\x00\x00\x00\x00\x00\x000123456789abcdef"
	argMaps  = "\x03\x00\x00\x00\x09\x00\x00\x00ABCDEF"
	varMaps  = "\x01\x00\x00\x00\x01\x00\x00\x00G"
	ownMaps  = "\x01\x00\x00\x00\x01\x00\x00\x00H"
	places   = "\x81\x01\x10"
	funcData = "unused!!" + argMaps + "inlined calls..." + varMaps + "..." + ownMaps + "..." + places + "." + objects + "arguments"
)

// tableOf is the table by program counter of a function for a purpose: there are six, each with its
// own value.
func tableOf(function, purpose int) []byte {
	return []byte{byte(2 + 2*(6*function+purpose)), 1, 2, byte(20 + function), 0}
}

// localsOf are the maps of a function's local variables: the second function has its own.
func localsOf(function int) string {
	if function == 1 {
		return ownMaps
	}
	return varMaps
}

// lineTable is a table of functions of those names. Each has tables by program counter of its stack, file, line, and
// three more, and six data. The first has inlined calls.
func lineTable(names ...string) (memory []byte) {
	const header = 72
	var list, table []byte
	pcTab := []byte{0}
	for i := range names {
		for purpose := range 6 {
			pcTab = append(pcTab, tableOf(i, purpose)...)
		}
	}
	functions := make([]byte, 8*len(names))
	for i, name := range names {
		record := make([]byte, sizeOfFunc+4*3+4*6)
		put := func(place, n int) { binary.LittleEndian.PutUint32(record[place:], uint32(n)) }
		put(entryOfFunc, firstFunction+i)
		put(nameOfFunc, len(list))
		put(8, 24)
		put(12, 5)
		for n, place := range []int{stackOfFunc, fileOfFunc, lineOfFunc, sizeOfFunc, sizeOfFunc + 4, sizeOfFunc + 8} {
			put(place, 1+5*(6*i+n))
		}
		put(tablesOfFunc, 3)
		put(unitOfFunc, 7)
		put(startOfFunc, 70)
		record[dataOfFunc] = 6
		inlined := noData
		if i == 0 {
			inlined = strings.Index(funcData, "inlined")
		}
		for n, place := range []int{
			strings.Index(funcData, argMaps), strings.Index(funcData, localsOf(i)), strings.Index(funcData, objects),
			inlined, strings.Index(funcData, places), strings.Index(funcData, "arguments"),
		} {
			put(sizeOfFunc+12+4*n, place)
		}
		binary.LittleEndian.PutUint32(functions[8*i:], uint32(firstFunction+i))
		binary.LittleEndian.PutUint32(functions[8*i+4:], uint32(len(functions)+len(table)))
		list = append(append(list, name...), 0)
		table = append(table, record...)
	}
	memory = bytes.Join([][]byte{make([]byte, header), list, pcTab, functions, table}, nil)
	copy(memory, pcHeader)
	binary.LittleEndian.PutUint64(memory[8:], uint64(len(names)))
	last := header + len(list)
	for place, at := range map[int]int{32: header, 40: last, 48: last, 56: last, 64: last + len(pcTab)} {
		binary.LittleEndian.PutUint64(memory[place:], uint64(at))
	}
	return memory
}

// packedProgram is a program whose records are packed.
func packedProgram(t *testing.T, names ...string) module {
	t.Helper()
	m, found := findModule(program(names...))
	require.True(t, found)
	require.NoError(t, packRecords(m))
	return m
}

// number is one in a packed record.
func (m module) number(function, place int) int {
	n, _ := m.table.uint32(m.table.records + packedSize*function + place)
	return n
}

// pcTableAt is the table by program counter at a place.
func (m module) pcTableAt(place int) []byte {
	rest := m.table.header[m.table.pcTab+place:]
	return rest[:bytes.IndexByte(rest, 0)+1]
}

func TestPackRecords(t *testing.T) {
	m := packedProgram(t, "time.now", "runtime.f", "main.f")
	for i := range 3 {
		assert.Zero(t, m.number(i, entryOfFunc))
		assert.Equal(t, 24, m.number(i, 8), "the size of its arguments stays")
		assert.Equal(t, 5, m.number(i, 12), "the place of its deferred calls stays")
		assert.Zero(t, m.number(i, startOfFunc))
		assert.Equal(t, packedTables, m.number(i, tablesOfFunc))
		assert.Equal(t, packedData, int(m.table.header[m.table.records+packedSize*i+dataOfFunc]))
		assert.Zero(t, m.number(i, sizeOfFunc), "nobody interrupts it")
		for purpose, place := range map[int]int{0: stackOfFunc, 4: sizeOfFunc + 4*stackMapTable} {
			table := tableOf(i, purpose)
			assert.Equal(t, append(append(table[:3:3], longest...), 0), m.pcTableAt(m.number(i, place)))
		}
		from, _, ok := m.between(funcDataOfModule, finderOfModule)
		require.True(t, ok)
		for kind, want := range map[int]string{argumentMaps: argMaps, localMaps: localsOf(i), stackObjects: objects, deferData: places} {
			place := m.number(i, sizeOfFunc+4*packedTables+4*kind)
			assert.Equal(t, want, string(m.Data[from+place:][:len(want)]))
			assert.Zero(t, place%map[int]int{argumentMaps: 4, localMaps: 4, stackObjects: 8, deferData: 1}[kind], "it is where its numbers may be")
		}
		assert.Equal(t, noData, m.number(i, sizeOfFunc+4*packedTables+4*inlinedData))
	}
	for i, name := range map[int]string{0: "time.now", 2: "main.f"} {
		assert.Equal(t, name, string(m.table.name(m.number(i, nameOfFunc))[:len(name)]))
	}
	for _, place := range []int{fileOfFunc, lineOfFunc, unitOfFunc} {
		assert.Zero(t, m.number(0, place), "there are calls inlined in it")
		assert.Zero(t, m.number(1, place), "no traceback shows it")
	}
	assert.Zero(t, m.number(1, nameOfFunc))
	assert.Equal(t, 7, m.number(2, unitOfFunc))
	for purpose, place := range map[int]int{1: fileOfFunc, 2: lineOfFunc} {
		table := tableOf(2, purpose)
		assert.Equal(t, append(append(table[:3:3], longest...), 0), m.pcTableAt(m.number(2, place)))
	}
	rest := m.table.header[m.table.records+3*packedSize:]
	assert.Equal(t, make([]byte, 3*(8+sizeOfFunc+9*4-packedSize)), rest[:3*(8+sizeOfFunc+9*4-packedSize)], "nothing is left of the old records")
	assert.NotContains(t, string(m.Data), "inlined calls")
	assert.NotContains(t, string(m.Data), "unused!!")
	assert.Contains(t, string(m.Data), "behind")
}

func TestPackRecordsOfFunctionsWithLess(t *testing.T) {
	m, _ := findModule(program("main.f", "main.g"))
	record, _, _ := m.table.record(1)
	m.table.header[record+tablesOfFunc] = 1
	m.table.header[record+dataOfFunc] = 0
	require.NoError(t, packRecords(m))
	assert.Zero(t, m.number(1, sizeOfFunc+4*stackMapTable))
	for kind := range packedData {
		assert.Equal(t, noData, m.number(1, sizeOfFunc+4*packedTables+4*kind))
	}
}

func TestPackRecordsOfAnotherProgram(t *testing.T) {
	for name, change := range map[string]func(m module, record int){
		"a gap between entries":      func(m module, _ int) { m.table.header[m.table.records+8]++ },
		"a record beyond the memory": func(m module, _ int) { m.table.header[m.table.records+8+6] = 1 },
		"a table beyond the tables":  func(m module, record int) { m.table.header[record+lineOfFunc+1] = 1 },
		"too many tables":            func(m module, record int) { m.table.header[record+tablesOfFunc] = 200 },
		"data beyond the data":       func(m module, record int) { m.table.header[record+sizeOfFunc+12+1] = 1 },
		"data that is none":          func(m module, _ int) { copy(m.Data[bytes.Index(m.Data, []byte(argMaps)):], "\xff\xff") },
		"a finder before the data":   func(m module, _ int) { m.put(finderOfModule, m.word(funcDataOfModule)-1) },
		"records that are too small": func(m module, _ int) { smallRecords(m) },
		"tables that do not fit": func(m module, _ int) {
			table := m.table.header[m.table.pcTab:m.table.records]
			copy(table, bytes.Repeat([]byte{2, 1}, len(table)/2))
			table[len(table)-1] = 0
		},
	} {
		m, _ := findModule(program("runtime.f", "main.f"))
		record, _, ok := m.table.record(1)
		require.True(t, ok)
		change(m, record)
		before := bytes.Clone(m.Data)
		assert.Error(t, packRecords(m), name)
		assert.Equal(t, before, m.Data, name)
	}
}

// smallRecords makes the functions' records ones that are smaller than the packed ones.
func smallRecords(m module) {
	for i := range m.table.functions {
		place, _, _ := m.table.record(i)
		m.table.header[place+tablesOfFunc], m.table.header[place+dataOfFunc] = 0, 0
		binary.LittleEndian.PutUint32(m.table.header[m.table.records+8*i+4:], uint32(8*m.table.functions))
	}
}
