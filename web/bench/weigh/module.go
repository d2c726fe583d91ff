package weigh

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Module is a .wasm, taken apart.
type Module struct {
	Sections  []Part
	Functions []Function
	Segments  []Segment
}

// Function is one of the program's own.
type Function struct {
	Name string // "" where the module tells no names
	Code []byte
}

// Segment is data, and its address in the program's memory.
type Segment struct {
	Address int
	Data    []byte
}

var errNoModule = errors.New("not a WebAssembly module that Go's linker made")

// sectionNames are the sections by id (WebAssembly core specification, 5.5.2).
var sectionNames = [...]string{
	"custom", "type", "import", "function", "table", "memory", "global", "export", "start", "element", "code", "data", "data count",
}

// Parse takes a .wasm apart.
func Parse(file []byte) (*Module, error) {
	if len(file) < 8 || string(file[:4]) != "\x00asm" {
		return nil, errNoModule
	}
	m := &Module{}
	imports, names := 0, map[int]string{}
	r := &reader{rest: file[8:]}
	for len(r.rest) > 0 && !r.failed {
		id := int(r.byte())
		body := &reader{rest: r.bytes(r.uint())}
		if id >= len(sectionNames) {
			return nil, fmt.Errorf("%w: it has a section numbered %d", errNoModule, id)
		}
		section := Part{sectionNames[id], body.rest}
		switch section.Name {
		case "custom":
			section.Name = string(body.bytes(body.uint()))
			if section.Name == "name" {
				names = readNames(body)
			}
		case "import":
			// Go's linker imports nothing but functions, and they are numbered first.
			imports = body.uint()
		case "code":
			for range body.count() {
				m.Functions = append(m.Functions, Function{Code: body.bytes(body.uint())})
			}
		case "data":
			for range body.count() {
				m.Segments = append(m.Segments, readSegment(body))
			}
		}
		r.failed = r.failed || body.failed
		m.Sections = append(m.Sections, section)
	}
	if r.failed {
		return nil, errNoModule
	}
	for i := range m.Functions {
		m.Functions[i].Name = names[imports+i]
	}
	return m, nil
}

// readNames reads the names of functions by their numbers (core specification,
// appendix, 7.4.1).
func readNames(r *reader) map[int]string {
	const functions = 1
	names := map[int]string{}
	for len(r.rest) > 0 {
		kind := r.byte()
		body := &reader{rest: r.bytes(r.uint())}
		if kind == functions {
			for range body.count() {
				number := body.uint()
				names[number] = string(body.bytes(body.uint()))
			}
		}
		r.failed = r.failed || body.failed
	}
	return names
}

// readSegment reads a segment of the one kind that Go's linker makes: in memory 0, at
// a constant address.
func readSegment(r *reader) Segment {
	const (
		active   = 0
		i32Const = 0x41
		end      = 0x0b
	)
	if r.byte() != active || r.byte() != i32Const {
		r.failed = true
	}
	address := r.int()
	if r.byte() != end {
		r.failed = true
	}
	return Segment{address, r.bytes(r.uint())}
}

// reader reads WebAssembly's binary format. Once it has failed it reads zeroes.
type reader struct {
	rest   []byte
	failed bool
}

func (r *reader) bytes(n int) []byte {
	if r.failed || n < 0 || n > len(r.rest) {
		r.rest, r.failed = nil, true
		return nil
	}
	read := r.rest[:n]
	r.rest = r.rest[n:]
	return read
}

func (r *reader) byte() byte {
	if b := r.bytes(1); b != nil {
		return b[0]
	}
	return 0
}

// count is the number of things that follow, of which each has a byte at least.
func (r *reader) count() int {
	n := r.uint()
	if n > len(r.rest) {
		r.failed = true
		return 0
	}
	return n
}

// uint reads an unsigned LEB128 of 32 bits.
func (r *reader) uint() int {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 || n >= 1<<32 {
		r.failed = true
	}
	r.bytes(size)
	if r.failed {
		return 0
	}
	return int(n)
}

// int reads a signed LEB128 of 32 bits.
func (r *reader) int() int {
	n := 0
	for shift := 0; shift < 35; shift += 7 {
		b := r.byte()
		n |= int(b&0x7f) << shift
		if b < 0x80 {
			if b&0x40 != 0 {
				n -= 1 << (shift + 7)
			}
			return n
		}
	}
	r.failed = true
	return 0
}
