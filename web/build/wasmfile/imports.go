package wasmfile

// Imports are the names of the functions that a module imports from another one. Go's linker
// makes no other imports.
func Imports(module []byte, from string) (names []string, err error) {
	sections, err := Sections(module)
	if err != nil {
		return nil, err
	}
	for _, s := range sections {
		if s.ID != Import {
			continue
		}
		r := &Reader{Rest: s.Content}
		for range r.Count() {
			module, name := string(r.Sized()), string(r.Sized())
			isFunction := r.Byte() == function
			r.Uint() // its type
			r.Failed = r.Failed || !isFunction
			if module == from {
				names = append(names, name)
			}
		}
		if r.Failed {
			return nil, ErrNoModule
		}
	}
	return names, nil
}

// function is the kind of an import (5.5.5).
const function = 0
