package build

import (
	"encoding/binary"
	"testing"

	"github.com/stretchr/testify/assert"
)

// lineTable is a table of functions of those names. The tables by program counter are, at
// the places 1, 4 and so on, each of one step: two for a function's stack, file, line, and
// three for its data.
func lineTable(names ...string) (memory []byte, records []int) {
	const header = 72
	var list, pcTab, table []byte
	pcTab = append(pcTab, 0)
	for range 6 * len(names) {
		pcTab = append(pcTab, byte(2+len(pcTab)), 1, 0)
	}
	for i, name := range names {
		record := make([]byte, sizeOfFunc+4*3+4*4)
		put := func(place, n int) { binary.LittleEndian.PutUint32(record[place:], uint32(n)) }
		put(nameOfFunc, len(list))
		for n, place := range []int{stackOfFunc, fileOfFunc, lineOfFunc, sizeOfFunc, sizeOfFunc + 4, sizeOfFunc + 8} {
			put(place, 1+3*(6*i+n))
		}
		put(tablesOfFunc, 3)
		put(unitOfFunc, 7)
		put(startOfFunc, 70)
		record[dataOfFunc] = 4
		put(sizeOfFunc+12+4*inlinedData, 99)
		list = append(append(list, name...), 0)
		table = append(table, record...)
	}
	functions := make([]byte, 8*len(names))
	memory = append(make([]byte, header), list...)
	memory = append(append(append(memory, pcTab...), functions...), table...)
	copy(memory, pcHeader)
	binary.LittleEndian.PutUint64(memory[8:], uint64(len(names)))
	last := header + len(list)
	for place, at := range map[int]int{32: header, 40: last, 48: last, 56: last, 64: last + len(pcTab)} {
		binary.LittleEndian.PutUint64(memory[place:], uint64(at))
	}
	for i := range names {
		record := len(functions) + i*(len(table)/len(names))
		binary.LittleEndian.PutUint32(memory[last+len(pcTab)+8*i+4:], uint32(record))
		records = append(records, last+len(pcTab)+record)
	}
	return memory, records
}

func TestBlankLines(t *testing.T) {
	memory, records := lineTable("runtime.f", "main.f")
	before := append([]byte(nil), memory...)
	table, found := findFuncTable(memory)
	assert.True(t, found)
	blankLines(table)

	number := func(place int) int { return int(binary.LittleEndian.Uint32(memory[place:])) }
	hidden, shown := records[0], records[1]
	for _, place := range []int{fileOfFunc, lineOfFunc, unitOfFunc, startOfFunc, sizeOfFunc + 4*inlinedTable} {
		assert.Zero(t, number(hidden+place), place)
		assert.NotZero(t, number(shown+place), place)
	}
	assert.Equal(t, int(^uint32(0)), number(hidden+sizeOfFunc+12+4*inlinedData))
	assert.Equal(t, 1, number(hidden+stackOfFunc), "its stack's size stays")

	pcTab := memory[table.pcTab:table.records]
	was := before[table.pcTab:table.records]
	for i := range 12 {
		at := 1 + 3*i
		if removed := i == 1 || i == 2 || i == 5; removed {
			assert.Equal(t, []byte{0, 0, 0}, pcTab[at:at+3], "table %d is of a hidden function's lines", i)
		} else {
			assert.Equal(t, was[at:at+3], pcTab[at:at+3], "table %d stays", i)
		}
	}
	assert.Equal(t, before[shown:], memory[shown:], "the function that is shown keeps its record")
}

func TestBlankLinesOfWhatIsNoTable(t *testing.T) {
	memory, records := lineTable("runtime.f", "main.f")
	for name, broken := range map[string]func([]byte) []byte{
		"a record beyond the memory": func(m []byte) []byte { return m[:records[1]+sizeOfFunc-1] },
		"a table beyond the tables":  func(m []byte) []byte { m[records[1]+lineOfFunc+1] = 1; return m },
		"too many tables":            func(m []byte) []byte { m[records[1]+tablesOfFunc] = 200; return m },
	} {
		text := broken(append([]byte(nil), memory...))
		before := append([]byte(nil), text...)
		if table, found := findFuncTable(text); found {
			blankLines(table)
		}
		assert.Equal(t, before, text, name)
	}
}
