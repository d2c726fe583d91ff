package pack

import "encoding/binary"

// pool is a region of memory that the functions' records refer to by places in it, which is
// written anew with what is used of it, in the order in which it is.
type pool struct {
	region []byte
	packed []byte
	places map[string]int // of what is packed, by what it is
	failed bool           // something is not as expected, or does not fit
}

// move moves to the pool what the records have the number of at a place, each unless it is
// none, and changes the numbers. read reads one from the region's rest; nil if it is none.
func (p *pool) move(records []byte, at int, none uint32, align int, read func(rest []byte) []byte) {
	for ; at < len(records); at += packedSize {
		number := binary.LittleEndian.Uint32(records[at:])
		if number == none {
			continue
		}
		if int(number) >= len(p.region) {
			p.failed = true
			return
		}
		content := read(p.region[number:])
		if content == nil {
			p.failed = true
			return
		}
		binary.LittleEndian.PutUint32(records[at:], uint32(p.place(string(content), align)))
	}
}

// place is the place of a content in the pool, which is a multiple of align.
func (p *pool) place(content string, align int) int {
	place, ok := p.places[content]
	if ok && place%align == 0 {
		return place
	}
	for len(p.packed)%align != 0 {
		p.packed = append(p.packed, 0)
	}
	place = len(p.packed)
	if p.places == nil {
		p.places = map[string]int{}
	}
	p.places[content] = place
	p.packed = append(p.packed, content...)
	p.failed = p.failed || len(p.packed) > len(p.region)
	return place
}

// write writes the pool to the region.
func (p *pool) write() {
	clear(p.region)
	copy(p.region, p.packed)
}
