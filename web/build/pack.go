package build

import (
	"cmp"
	"slices"
	"strings"

	"playerstate/web/build/trim"
	"playerstate/web/build/wasmfile"
)

// pack rewrites a module so that it is smaller to download. Go's linker leaves every
// run of eight zeroes out of the data, which makes tens of thousands of segments, most
// in the table that finds a function by its program counter; each has an address,
// which no compressor can foretell: a tenth of the download. Here they are joined.
// Memory begins as zeroes, so the program finds the same in it. Custom sections, which
// no engine needs, are left out, and so is what only a traceback would need that leaves it
// out. From a trimmed program, what the overlay of Go's sources has no use for is left out,
// too, once it is checked that the list of it is right.
func pack(module []byte, trimmed bool) ([]byte, error) {
	sections, isModule := strings.CutPrefix(string(module), wasmfile.Header)
	if !isModule {
		return nil, wasmfile.ErrNoModule
	}
	packed := []byte(wasmfile.Header)
	for r := (&wasmfile.Reader{Rest: []byte(sections)}); len(r.Rest) > 0; {
		id, content := r.Section()
		if id == wasmfile.Data {
			data := &wasmfile.Reader{Rest: content}
			joined, ok := joinSegments(data.Segments())
			r.Failed = r.Failed || data.Failed || !ok
			for _, s := range joined {
				if t, found := findFuncTable(s.Data); found {
					if trimmed {
						if err := trim.CheckLinked(t.functionNames()); err != nil {
							return nil, err
						}
					}
					blankLines(t)
					blankNames(t)
				}
			}
			if trimmed {
				var err error
				if joined, err = withoutFinder(joined); err != nil {
					return nil, err
				}
			}
			content = wasmfile.AppendSegments(nil, joined)
		}
		if r.Failed {
			return nil, wasmfile.ErrNoModule
		}
		if id != wasmfile.Custom {
			packed = wasmfile.AppendSection(packed, id, content)
		}
	}
	return packed, nil
}

// farApart is the longest run of zeroes that is written out, in bytes.
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
