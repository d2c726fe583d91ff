// Package pack makes a program that Go's linker has made smaller to download.
package pack

import (
	"cmp"
	"slices"

	"playerstate/web/build/wasmfile"
)

// Pack rewrites a module so that it is smaller to download. Go's linker leaves every
// run of eight zeroes out of the data, which makes tens of thousands of segments, most
// in the table that finds a function by its program counter; each has an address,
// which no compressor can foretell: a tenth of the download. Here they are joined.
// Memory begins as zeroes, so the program finds the same in it. Custom sections, which
// no engine needs, are left out, and so are the names of functions that a traceback leaves out.
//
// What the overlay of Go's sources (package trim) has no use for is left out, too, of a program
// that was built with it: one that there is a check for, which gets the functions' names.
func Pack(module []byte, check func(functions []string) error) ([]byte, error) {
	sections, err := wasmfile.Sections(module)
	if err != nil {
		return nil, err
	}
	sections = slices.DeleteFunc(sections, func(s wasmfile.Section) bool { return s.ID == wasmfile.Custom })
	for i, s := range sections {
		if s.ID != wasmfile.Data {
			continue
		}
		r := &wasmfile.Reader{Rest: s.Content}
		joined, ok := joinSegments(r.Segments())
		if r.Failed || !ok {
			return nil, wasmfile.ErrNoModule
		}
		if check != nil {
			if err := packTables(joined, check); err != nil {
				return nil, err
			}
		}
		for _, s := range joined {
			if t, found := findFuncTable(s.Data); found {
				blankNames(t)
			}
		}
		sections[i].Content = wasmfile.AppendSegments(nil, joined)
	}
	return wasmfile.Module(sections), nil
}

// packTables leaves out of the data what the overlay has no use for of the runtime's tables.
func packTables(segments []wasmfile.Segment, check func(functions []string) error) error {
	for _, s := range segments {
		m, found := findModule(s)
		if !found {
			continue
		}
		if err := check(m.table.functionNames()); err != nil {
			return err
		}
		if err := packRecords(m); err != nil {
			return err
		}
		if m.clearUnused() {
			return nil
		}
	}
	return errNoModule
}

// farApart is the longest run of zeroes between segments that are joined, in bytes.
const farApart = 1 << 16

// joinSegments joins segments that are near each other, and says whether none is on
// another.
func joinSegments(all []wasmfile.Segment) (few []wasmfile.Segment, ok bool) {
	slices.SortFunc(all, func(a, b wasmfile.Segment) int { return cmp.Compare(a.Address, b.Address) })
	for _, s := range all {
		if n := len(few); n > 0 {
			last := &few[n-1]
			gap := s.Address - last.Address - len(last.Data)
			if gap < 0 {
				return nil, false
			}
			if gap <= farApart {
				last.Data = append(append(last.Data, make([]byte, gap)...), s.Data...)
				continue
			}
		}
		few = append(few, wasmfile.Segment{Address: s.Address, Data: slices.Clone(s.Data)})
	}
	return few, true
}
