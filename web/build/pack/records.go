package pack

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// entryOfFunc and the constants after it are the places in a function's record, in bytes
// (Go 1.26, runtime/runtime2.go, _func): its number, those of its name and of the tables by
// program counter, and how many of these and of other data are listed behind the record.
const (
	entryOfFunc  = 0
	nameOfFunc   = 4
	stackOfFunc  = 16
	fileOfFunc   = 20
	lineOfFunc   = 24
	tablesOfFunc = 28
	unitOfFunc   = 32
	startOfFunc  = 36
	dataOfFunc   = 43
	sizeOfFunc   = 44
)

// stackMapTable is the index among the tables of the one by which a stack map is chosen, and
// the constants after it are indexes among the data (internal/abi/symtab.go).
const (
	stackMapTable = 1
	argumentMaps  = 0
	localMaps     = 1
	stackObjects  = 2
	inlinedData   = 3
	deferData     = 4
)

// packedTables and packedData are how many tables and data each packed record has, and
// packedSize is its size. The overlaid functions in ../trim/list.txt have the size, too.
const (
	packedTables = stackMapTable + 1
	packedData   = deferData + 1
	packedSize   = sizeOfFunc + 4*packedTables + 4*packedData
)

// noData is the number of no data.
const noData = 1<<32 - 1

// packRecords writes the functions' records anew, each of one size, at the beginning of their
// list, with what a traceback needs of the functions that it shows, and of all functions what
// unwinding, growing and collecting a stack do. A record has no number of its own then, and the
// list has none of the records' places: the overlaid runtime reckons both. What the records
// refer to is written anew, too, in the order in which they do. A tenth of the download goes so.
func packRecords(m module) error {
	t := m.table
	first := (m.word(minPCOfModule) - m.word(textOfModule)) >> 16
	var records []byte
	end := 0 // of the old records
	for i := range t.functions {
		record, size, ok := t.record(i)
		if entry, _ := t.uint32(t.records + 8*i); !ok || entry != first+i {
			return fmt.Errorf("the record of function %d is not as in Go 1.26", i)
		}
		records = append(records, t.packedRecord(record)...)
		end = max(end, record+size)
	}
	tables := &pool{region: t.header[t.pcTab:t.records], packed: []byte{0}} // the place 0 is that of no table
	for _, place := range []int{stackOfFunc, sizeOfFunc + 4*stackMapTable, fileOfFunc, lineOfFunc} {
		tables.move(records, place, 0, 1, pcTable)
	}
	from, to, ok := m.between(funcDataOfModule, finderOfModule)
	if !ok {
		return errNoModule
	}
	data := &pool{region: m.Data[from:to]}
	for _, kind := range []struct {
		index, align int
		read         func([]byte) []byte
	}{{localMaps, 4, stackMaps}, {argumentMaps, 4, stackMaps}, {stackObjects, 8, objectList}, {deferData, 1, deferPlaces}} {
		data.move(records, sizeOfFunc+4*packedTables+4*kind.index, noData, kind.align, kind.read)
	}
	list := t.header[t.records:max(t.records, end)]
	if tables.failed || data.failed || len(records) > len(list) {
		return errors.New("what the functions' records refer to is not as in Go 1.26")
	}
	clear(list)
	copy(list, records)
	tables.write()
	data.write()
	return nil
}

// record is where a function's record is behind the header, and its size with the lists behind
// it, and whether it is there.
func (t funcTable) record(i int) (place, size int, ok bool) {
	place, ok = t.uint32(t.records + 8*i + 4)
	place += t.records
	tables, counted := t.uint32(place + tablesOfFunc)
	if !ok || !counted || place+sizeOfFunc > len(t.header) {
		return 0, 0, false
	}
	size = sizeOfFunc + 4*tables + 4*int(t.header[place+dataOfFunc])
	return place, size, place+size <= len(t.header)
}

// packedRecord is the record at a place as it is packed, with the old numbers of what it refers
// to.
func (t funcTable) packedRecord(place int) []byte {
	packed := make([]byte, packedSize)
	copy(packed, t.header[place:place+sizeOfFunc])
	tables, data := int(binary.LittleEndian.Uint32(packed[tablesOfFunc:])), int(packed[dataOfFunc])
	number := func(at int) int { n, _ := t.uint32(place + at); return n }
	put := func(at, n int) { binary.LittleEndian.PutUint32(packed[at:], uint32(n)) }
	for i := range packedData {
		n := noData
		if i < data {
			n = number(sizeOfFunc + 4*tables + 4*i)
		}
		put(sizeOfFunc+4*packedTables+4*i, n)
	}
	inlined := sizeOfFunc + 4*packedTables + 4*inlinedData
	unshown := isUnshown(t.name(number(nameOfFunc)))
	if unshown {
		put(nameOfFunc, 0)
	}
	// The runtime has functions under other packages' names, too: their lines would be wrong
	// without the calls that are inlined in them.
	if unshown || binary.LittleEndian.Uint32(packed[inlined:]) != noData {
		for _, at := range []int{fileOfFunc, lineOfFunc, unitOfFunc} {
			put(at, 0)
		}
		put(inlined, noData)
	}
	put(entryOfFunc, 0)
	put(startOfFunc, 0) // only runtime.Frame has it
	put(tablesOfFunc, packedTables)
	packed[dataOfFunc] = packedData
	if tables > stackMapTable {
		put(sizeOfFunc+4*stackMapTable, number(sizeOfFunc+4*stackMapTable))
	}
	return packed
}
