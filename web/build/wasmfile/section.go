package wasmfile

import "strings"

// Section is a section of a module.
type Section struct {
	ID      int
	Content []byte
}

// Sections reads the sections of a module.
func Sections(module []byte) (sections []Section, err error) {
	text, isModule := strings.CutPrefix(string(module), Header)
	r := &Reader{Rest: []byte(text), Failed: !isModule}
	for len(r.Rest) > 0 && !r.Failed {
		id, content := r.Section()
		sections = append(sections, Section{id, content})
	}
	if r.Failed {
		return nil, ErrNoModule
	}
	return sections, nil
}

// Module is the module of these sections.
func Module(sections []Section) []byte {
	module := []byte(Header)
	for _, s := range sections {
		module = AppendSection(module, s.ID, s.Content)
	}
	return module
}
