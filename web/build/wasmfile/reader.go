// Package wasmfile reads and writes the part of WebAssembly's binary format that Go's
// linker uses (WebAssembly core specification, 5).
package wasmfile

import (
	"encoding/binary"
	"errors"
)

// ErrNoModule is the error for a file that can't be read.
var ErrNoModule = errors.New("not a WebAssembly module that Go's linker made")

// Header is the magic number and the version with which every module begins.
const Header = "\x00asm\x01\x00\x00\x00"

// Custom and those after it are ids of sections (5.5.2).
const (
	Custom = 0
	Import = 2
	Memory = 5
	Global = 6
	Export = 7
	Data   = 11
)

// Reader reads a module, or a part of one, from front to back. Once it has failed it
// reads zeroes.
type Reader struct {
	Rest   []byte // the bytes that are not read yet
	Failed bool
}

// Bytes reads n bytes.
func (r *Reader) Bytes(n int) []byte {
	if r.Failed || n < 0 || n > len(r.Rest) {
		r.Rest, r.Failed = nil, true
		return nil
	}
	read := r.Rest[:n]
	r.Rest = r.Rest[n:]
	return read
}

// Byte reads one byte.
func (r *Reader) Byte() byte {
	if b := r.Bytes(1); b != nil {
		return b[0]
	}
	return 0
}

// Sized reads a length and then that many bytes.
func (r *Reader) Sized() []byte { return r.Bytes(r.Uint()) }

// Count reads the number of elements that follow, each of which has at least one byte.
func (r *Reader) Count() int {
	n := r.Uint()
	if n > len(r.Rest) {
		r.Failed = true
		return 0
	}
	return n
}

// Uint reads an unsigned LEB128 of 32 bits.
func (r *Reader) Uint() int {
	n, size := binary.Uvarint(r.Rest)
	r.Failed = r.Failed || size <= 0 || n >= 1<<32
	r.Bytes(size)
	if r.Failed {
		return 0
	}
	return int(n)
}

// Int reads a signed LEB128 of 32 bits.
func (r *Reader) Int() int {
	n := 0
	for shift := 0; shift < 35; shift += 7 {
		b := r.Byte()
		n |= int(b&0x7f) << shift
		if b < 0x80 {
			if b&0x40 != 0 {
				n -= 1 << (shift + 7)
			}
			return n
		}
	}
	r.Failed = true
	return 0
}

// Section reads a section and returns its id and its content.
func (r *Reader) Section() (id int, content []byte) { return int(r.Byte()), r.Sized() }

// Segment is a run of data and its address in the program's memory.
type Segment struct {
	Address int
	Data    []byte
}

// active is the kind of a segment. Go's linker makes this one only: in memory 0, at a constant
// address (5.5.14).
const active = 0

// I32Const, I64Const and End are the bytes of a constant expression (5.4.9).
const (
	I32Const = 0x41
	I64Const = 0x42
	End      = 0x0b
)

// Segments reads a data section's content. It returns none if it fails.
func (r *Reader) Segments() (segments []Segment) {
	for range r.Count() {
		if r.Byte() != active || r.Byte() != I32Const {
			r.Failed = true
		}
		address := r.Int()
		if r.Byte() != End {
			r.Failed = true
		}
		segments = append(segments, Segment{address, r.Sized()})
		if r.Failed {
			return nil
		}
	}
	return segments
}

// AppendSegments appends a data section's content to dst.
func AppendSegments(dst []byte, segments []Segment) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(segments)))
	for _, s := range segments {
		dst = append(AppendInt(append(dst, active, I32Const), int64(s.Address)), End)
		dst = AppendSized(dst, s.Data)
	}
	return dst
}

// AppendSection appends a section to dst.
func AppendSection(dst []byte, id int, content []byte) []byte {
	return AppendSized(append(dst, byte(id)), content)
}

// AppendInt appends a signed LEB128 to b.
func AppendInt(b []byte, n int64) []byte {
	for {
		low := byte(n & 0x7f)
		n >>= 7
		if n == 0 && low&0x40 == 0 || n == -1 && low&0x40 != 0 {
			return append(b, low)
		}
		b = append(b, low|0x80)
	}
}

// AppendSized appends a length and that many bytes to b.
func AppendSized(b, data []byte) []byte {
	return append(binary.AppendUvarint(b, uint64(len(data))), data...)
}
