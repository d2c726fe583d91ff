package weigh

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
)

// Part is a named part of a module.
type Part struct {
	Name string
	Data []byte
}

// Packages returns the code of the module's functions by package, the largest first.
// The package of functions that the compiler generates outside any package is
// "(generated)".
func (m *Module) Packages() []Part {
	parts := map[string][]byte{}
	for _, f := range m.Functions {
		name := PackageOf(f.Name)
		parts[name] = append(parts[name], f.Code...)
	}
	var list []Part
	for name, data := range parts {
		list = append(list, Part{name, data})
	}
	return sorted(list)
}

// LargestFunctions returns the n largest functions, the largest first.
func (m *Module) LargestFunctions(n int) []Part {
	list := make([]Part, len(m.Functions))
	for i, f := range m.Functions {
		list[i] = Part{f.Name, f.Code}
	}
	list = sorted(list)
	return list[:min(n, len(list))]
}

// sorted sorts a list, the largest first, and returns it.
func sorted(list []Part) []Part {
	slices.SortFunc(list, func(a, b Part) int {
		return cmp.Or(cmp.Compare(len(b.Data), len(a.Data)), cmp.Compare(a.Name, b.Name))
	})
	return list
}

// generated is the package name of functions that have no package.
const generated = "(generated)"

// PackageOf returns the package of a function, spelt as the linker does: with "_" for
// most characters that are not letters, slashes among them.
func PackageOf(function string) string {
	name, _, found := strings.Cut(function, ".")
	if !found || strings.Contains(name, ":") || strings.HasPrefix(name, "type_") || strings.HasPrefix(name, "go_") {
		return generated
	}
	return name
}

// Data returns the parts of the module's data that the runtime's own tables locate, the
// largest first, or all of it as one part if there are no such tables.
func (m *Module) Data() []Part {
	memory := m.memory()
	regions, found := findRegions(memory)
	if !found {
		return []Part{{"all data", memory}}
	}
	var list []Part
	for _, r := range regions {
		if r.from < r.to && r.to <= uint64(len(memory)) {
			list = append(list, Part{r.name, memory[r.from:r.to]})
		}
	}
	return sorted(list)
}

// memory returns the memory that the program begins with.
func (m *Module) memory() []byte {
	size := 0
	for _, s := range m.Segments {
		size = max(size, s.Address+len(s.Data))
	}
	memory := make([]byte, size)
	for _, s := range m.Segments {
		if s.Address >= 0 {
			copy(memory[s.Address:], s.Data)
		}
	}
	return memory
}

// region is a named range of addresses.
type region struct {
	name     string
	from, to uint64
}

// findRegions reads the regions from runtime.firstmoduledata, which begins with the
// address of the table of functions (runtime/symtab.go, moduledata and pcHeader). It
// returns false if it does not find that.
func findRegions(memory []byte) ([]region, bool) {
	// The magic number, two zeroes, the size of the smallest instruction, and that of a
	// pointer.
	table := bytes.Index(memory, []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8})
	if table < 0 || table+72 > len(memory) {
		return nil, false
	}
	start := uint64(table)
	names := start + word(memory, table+32)
	files := start + word(memory, table+40)
	steps := start + word(memory, table+56)
	functions := start + word(memory, table+64)

	pattern := binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(nil, start), names)
	at := bytes.Index(memory, pattern)
	if at < 0 || at+8*42 > len(memory) {
		return nil, false
	}
	field := func(i int) uint64 { return word(memory, at+8*i) }
	finder, gofunc, end := field(19), field(40), field(41)
	functionsEnd := functions + field(14)
	if gofunc > finder {
		finder, gofunc = gofunc, finder
	}
	return []region{
		{"types, strings and constants", field(37), start},
		{"names of functions", names, files},
		{"names of files", files, steps},
		{"lines and stack sizes by program counter", steps, functions},
		{"table of functions", functions, functionsEnd},
		{"stack maps", gofunc, finder},
		{"finder of functions by program counter", finder, end},
		{"variables without pointers", field(24), field(25)},
		{"variables with pointers", field(26), field(27)},
		{"variables that were zeroes", field(28), field(31)},
		{"heap", field(34), uint64(len(memory))},
	}, true
}

// word reads the 64-bit word at an address.
func word(memory []byte, at int) uint64 { return binary.LittleEndian.Uint64(memory[at:]) }
