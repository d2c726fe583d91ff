package wasmfile

import "strings"

// Imports are the names of the functions that a module imports from another one. Go's linker
// makes no other imports.
func Imports(module []byte, from string) (names []string, err error) {
	sections, isModule := strings.CutPrefix(string(module), Header)
	if !isModule {
		return nil, ErrNoModule
	}
	for r := (&Reader{Rest: []byte(sections)}); len(r.Rest) > 0; {
		id, content := r.Section()
		if id == Import {
			list := &Reader{Rest: content}
			for range list.Count() {
				module, name := string(list.Sized()), string(list.Sized())
				isFunction := list.Byte() == function
				list.Uint() // its type
				r.Failed = r.Failed || list.Failed || !isFunction
				if module == from {
					names = append(names, name)
				}
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
