package pack

import "bytes"

// blankNames blanks the names of the runtime's own functions, which only a traceback has
// use for: 11 KB of the download.
func blankNames(t funcTable) {
	for list := t.header[t.names:t.units]; len(list) > 0; {
		name, rest, _ := bytes.Cut(list, []byte{0})
		if isUnshown(name) {
			clear(name)
		}
		list = rest
	}
}
