package build

import (
	"cmp"
	"encoding/binary"
	"errors"
	"slices"
)

// The ids of the sections that packing touches (WebAssembly core specification, 5.5.2).
const (
	customSection = 0
	dataSection   = 11
)

var errNoModule = errors.New("not a WebAssembly module that Go's linker made")

// pack rewrites a module so that it is smaller to download. Go's linker leaves every
// run of eight zeroes out of the data, which makes tens of thousands of segments, most
// in the table that finds a function by its program counter; each has an address,
// which no compressor can foretell: a tenth of the download. Here they are joined.
// Memory begins as zeroes, so the program finds the same in it. Custom sections, which
// no engine needs, are left out.
func pack(module []byte) ([]byte, error) {
	const header = 8
	if len(module) < header || string(module[:4]) != "\x00asm" {
		return nil, errNoModule
	}
	packed := slices.Clone(module[:header])
	for r := (&wasmReader{rest: module[header:]}); len(r.rest) > 0; {
		id := r.byte()
		body := r.bytes(r.uint())
		if id == dataSection && !r.failed {
			body, r.failed = joinSegments(body)
		}
		if r.failed {
			return nil, errNoModule
		}
		if id != customSection {
			packed = appendBytes(append(packed, id), body)
		}
	}
	return packed, nil
}

// farApart is the longest run of zeroes that is written out, in bytes.
const farApart = 1 << 16

// joinSegments joins the segments of a data section, which are all of one kind: in
// memory 0, at a constant address.
func joinSegments(section []byte) (joined []byte, failed bool) {
	const (
		active   = 0
		i32Const = 0x41
		end      = 0x0b
	)
	type segment struct {
		at   int
		data []byte
	}
	r := &wasmReader{rest: section}
	var all []segment
	for range r.uint() {
		if r.byte() != active || r.byte() != i32Const {
			return nil, true
		}
		at := r.int()
		if r.byte() != end {
			return nil, true
		}
		all = append(all, segment{at, r.bytes(r.uint())})
	}
	slices.SortFunc(all, func(a, b segment) int { return cmp.Compare(a.at, b.at) })
	var few []segment
	for _, s := range all {
		if n := len(few); n > 0 {
			last := &few[n-1]
			gap := s.at - last.at - len(last.data)
			if gap < 0 {
				return nil, true
			}
			if gap <= farApart {
				last.data = append(append(last.data, make([]byte, gap)...), s.data...)
				continue
			}
		}
		few = append(few, segment{s.at, slices.Clone(s.data)})
	}
	joined = binary.AppendUvarint(nil, uint64(len(few)))
	for _, s := range few {
		blankNames(s.data)
		joined = append(appendInt(append(joined, active, i32Const), s.at), end)
		joined = appendBytes(joined, s.data)
	}
	return joined, r.failed
}

// wasmReader reads WebAssembly's binary format. Once it has failed it reads zeroes.
type wasmReader struct {
	rest   []byte
	failed bool
}

func (r *wasmReader) bytes(n int) []byte {
	if r.failed || n < 0 || n > len(r.rest) {
		r.rest, r.failed = nil, true
		return nil
	}
	read := r.rest[:n]
	r.rest = r.rest[n:]
	return read
}

func (r *wasmReader) byte() byte {
	if b := r.bytes(1); b != nil {
		return b[0]
	}
	return 0
}

// uint reads an unsigned LEB128 of 32 bits.
func (r *wasmReader) uint() int {
	n, size := binary.Uvarint(r.rest)
	r.failed = r.failed || size <= 0 || n >= 1<<32
	r.bytes(size)
	if r.failed {
		return 0
	}
	return int(n)
}

// int reads a signed LEB128 of 32 bits.
func (r *wasmReader) int() int {
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

// appendInt writes a signed LEB128.
func appendInt(b []byte, n int) []byte {
	for {
		low := byte(n & 0x7f)
		n >>= 7
		if n == 0 && low&0x40 == 0 || n == -1 && low&0x40 != 0 {
			return append(b, low)
		}
		b = append(b, low|0x80)
	}
}

// appendBytes writes a length and so many bytes.
func appendBytes(b, data []byte) []byte {
	return append(binary.AppendUvarint(b, uint64(len(data))), data...)
}
