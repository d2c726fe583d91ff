package preinit

import (
	"encoding/binary"
	"fmt"
	"slices"

	"playerstate/web/build/wasmfile"
)

// i32 is the byte of the type (5.3.1).
const i32 = 0x7f

// globals are the types of a module's global variables, each with whether it may be set, as
// they are written (5.3.11).
func globals(sections []wasmfile.Section) (kinds [][]byte, err error) {
	for _, s := range sections {
		if s.ID != wasmfile.Global {
			continue
		}
		r := &wasmfile.Reader{Rest: s.Content}
		for range r.Count() {
			kinds = append(kinds, r.Bytes(2))
			constant := r.Byte()
			r.Int()
			r.Failed = r.Failed || constant != wasmfile.I32Const && constant != wasmfile.I64Const || r.Byte() != wasmfile.End
		}
		if r.Failed {
			return nil, wasmfile.ErrNoModule
		}
	}
	return kinds, nil
}

// exportedGlobal is the kind of an export (5.5.10).
const exportedGlobal = 3

// nameOf is the name under which a global variable is exported for the run.
func nameOf(global int) string { return fmt.Sprintf("global %d", global) }

// withGlobals are the sections of the module that exports its n global variables, too.
func withGlobals(sections []wasmfile.Section, n int) ([]wasmfile.Section, error) {
	return mapped(sections, wasmfile.Export, func(r *wasmfile.Reader) []byte {
		content := binary.AppendUvarint(nil, uint64(r.Count()+n))
		content = append(content, r.Rest...)
		for i := range n {
			content = append(wasmfile.AppendSized(content, []byte(nameOf(i))), exportedGlobal)
			content = binary.AppendUvarint(content, uint64(i))
		}
		return content
	})
}

// mapped are the sections with another content of the one with an id, which must be there.
func mapped(sections []wasmfile.Section, id int, to func(r *wasmfile.Reader) []byte) ([]wasmfile.Section, error) {
	i := slices.IndexFunc(sections, func(s wasmfile.Section) bool { return s.ID == id })
	if i < 0 {
		return nil, wasmfile.ErrNoModule
	}
	r := &wasmfile.Reader{Rest: sections[i].Content}
	all := slices.Clone(sections)
	if all[i].Content = to(r); r.Failed {
		return nil, wasmfile.ErrNoModule
	}
	return all, nil
}

// continued is the module that goes on where a run has ended.
func continued(sections []wasmfile.Section, kinds [][]byte, left state) ([]byte, error) {
	for id, to := range map[int]func(r *wasmfile.Reader) []byte{
		wasmfile.Memory: func(r *wasmfile.Reader) []byte { return memoryOf(r, len(left.memory)) },
		wasmfile.Global: func(*wasmfile.Reader) []byte { return globalsOf(kinds, left.globals) },
		wasmfile.Export: withoutRun,
		wasmfile.Data: func(*wasmfile.Reader) []byte {
			return wasmfile.AppendSegments(nil, wasmfile.Split([]wasmfile.Segment{{Data: left.memory}}))
		},
	} {
		var err error
		if sections, err = mapped(sections, id, to); err != nil {
			return nil, err
		}
	}
	return wasmfile.Module(sections), nil
}

// memoryOf is the content of the section of the one memory (5.5.8), whose first size in bytes is
// another one.
func memoryOf(r *wasmfile.Reader, size int) []byte {
	const page = 1 << 16
	content := append([]byte(nil), r.Bytes(2)...) // that there is one, and whether it has a limit
	r.Uint()
	return append(binary.AppendUvarint(content, uint64(size/page)), r.Rest...)
}

// globalsOf is the content of the section of the global variables (5.5.9).
func globalsOf(kinds [][]byte, values []uint64) []byte {
	content := binary.AppendUvarint(nil, uint64(len(kinds)))
	for i, kind := range kinds {
		value, constant := int64(values[i]), byte(wasmfile.I64Const)
		if kind[0] == i32 {
			value, constant = int64(int32(values[i])), wasmfile.I32Const
		}
		content = append(wasmfile.AppendInt(append(append(content, kind...), constant), value), wasmfile.End)
	}
	return content
}

// withoutRun is the content of the section of exports (5.5.10) without "run".
func withoutRun(r *wasmfile.Reader) []byte {
	var kept []byte
	n := 0
	for range r.Count() {
		name, kind, index := r.Sized(), r.Byte(), r.Uint()
		if string(name) != entry {
			n++
			kept = binary.AppendUvarint(append(wasmfile.AppendSized(kept, name), kind), uint64(index))
		}
	}
	return append(binary.AppendUvarint(nil, uint64(n)), kept...)
}
