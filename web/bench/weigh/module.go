package weigh

import (
	"fmt"
	"strings"

	"playerstate/web/build/wasmfile"
)

// Module is a parsed .wasm.
type Module struct {
	Sections  []Part
	Functions []Function
	Segments  []wasmfile.Segment
}

// Function is one of the functions that the module defines.
type Function struct {
	Name string // "" if the module has no names
	Code []byte
}

// sectionNames are the names of the sections, by id (WebAssembly core specification, 5.5.2).
var sectionNames = [...]string{
	"custom", "type", "import", "function", "table", "memory", "global", "export", "start", "element", "code", "data", "data count",
}

// Parse parses a .wasm.
func Parse(file []byte) (*Module, error) {
	sections, isModule := strings.CutPrefix(string(file), wasmfile.Header)
	if !isModule {
		return nil, wasmfile.ErrNoModule
	}
	m := &Module{}
	imports, names := 0, map[int]string{}
	r := &wasmfile.Reader{Rest: []byte(sections)}
	for len(r.Rest) > 0 && !r.Failed {
		id, content := r.Section()
		body := &wasmfile.Reader{Rest: content}
		if id >= len(sectionNames) {
			return nil, fmt.Errorf("%w: it has a section numbered %d", wasmfile.ErrNoModule, id)
		}
		section := Part{sectionNames[id], content}
		switch section.Name {
		case "custom":
			section.Name = string(body.Sized())
			if section.Name == "name" {
				names = readNames(body)
			}
		case "import":
			// Go's linker imports functions only, and they have the first numbers.
			imports = body.Uint()
		case "code":
			for range body.Count() {
				m.Functions = append(m.Functions, Function{Code: body.Sized()})
			}
		case "data":
			m.Segments = body.Segments()
		}
		r.Failed = r.Failed || body.Failed
		m.Sections = append(m.Sections, section)
	}
	if r.Failed {
		return nil, wasmfile.ErrNoModule
	}
	for i := range m.Functions {
		m.Functions[i].Name = names[imports+i]
	}
	return m, nil
}

// readNames reads the functions' names, by number (core specification, appendix,
// 7.4.1).
func readNames(r *wasmfile.Reader) map[int]string {
	const functions = 1
	names := map[int]string{}
	for len(r.Rest) > 0 {
		kind := r.Byte()
		body := &wasmfile.Reader{Rest: r.Sized()}
		if kind == functions {
			for range body.Count() {
				number := body.Uint()
				names[number] = string(body.Sized())
			}
		}
		r.Failed = r.Failed || body.Failed
	}
	return names
}
