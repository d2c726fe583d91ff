package wasmfile

import "bytes"

// longestRun is the longest run of zeroes that is written out, in bytes.
const longestRun = 1 << 12

// Split splits segments where there are more zeroes than are written out.
func Split(few []Segment) (all []Segment) {
	gap := make([]byte, longestRun+1)
	for _, s := range few {
		for {
			at := bytes.Index(s.Data, gap)
			if at < 0 {
				break
			}
			if at > 0 {
				all = append(all, Segment{Address: s.Address, Data: s.Data[:at]})
			}
			behind := len(s.Data) - len(bytes.TrimLeft(s.Data[at:], "\x00"))
			s = Segment{Address: s.Address + behind, Data: s.Data[behind:]}
		}
		if len(s.Data) > 0 {
			all = append(all, s)
		}
	}
	return all
}
