package servop

import "math/bits"

// A piece of our own: crypto/md5 links the whole FIPS module, a quarter of the
// download. FuzzSignature holds it against crypto/md5.

// md5Sines are the integer parts of 2^32 * |sin(i+1)| (RFC 1321, section 3.4).
var md5Sines = [64]uint32{
	0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
	0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
	0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
	0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
	0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
	0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
	0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
	0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
}

// md5Turns are the rotations of each round's four steps (RFC 1321, section 3.4).
var md5Turns = [16]uint8{7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21}

type md5State [4]uint32

// block takes one block of 64 bytes in.
func (s *md5State) block(p *[64]byte) {
	a, b, c, d := s[0], s[1], s[2], s[3]
	for i := range 64 {
		var f uint32
		var word int
		switch i / 16 {
		case 0:
			f, word = b&c|^b&d, i
		case 1:
			f, word = d&b|^d&c, (5*i+1)%16
		case 2:
			f, word = b^c^d, (3*i+5)%16
		default:
			f, word = c^(b|^d), 7*i%16
		}
		m := p[4*word : 4*word+4]
		f += a + md5Sines[i] + (uint32(m[0]) | uint32(m[1])<<8 | uint32(m[2])<<16 | uint32(m[3])<<24)
		a, d, c = d, c, b
		b += bits.RotateLeft32(f, int(md5Turns[i/16*4+i%4]))
	}
	s[0] += a
	s[1] += b
	s[2] += c
	s[3] += d
}

// md5Sum is the MD5 of the parts, one behind the other.
func md5Sum(parts ...[]byte) (sum [16]byte) {
	s := md5State{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476}
	var block [64]byte
	length, filled := uint64(0), 0
	for _, p := range parts {
		length += uint64(len(p))
		for len(p) > 0 {
			n := copy(block[filled:], p)
			p = p[n:]
			if filled += n; filled == len(block) {
				s.block(&block)
				filled = 0
			}
		}
	}
	block[filled] = 0x80
	clear(block[filled+1:])
	if filled >= 56 {
		s.block(&block)
		clear(block[:])
	}
	for i := range 8 {
		block[56+i] = byte(length << 3 >> (8 * i))
	}
	s.block(&block)
	for i, word := range s {
		for j := range 4 {
			sum[4*i+j] = byte(word >> (8 * j))
		}
	}
	return sum
}
