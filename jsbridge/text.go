//go:build js && wasm

package jsbridge

import "unsafe"

// buffer is where the browser's half puts a text that it hands over, so that one call
// suffices, unless the text is longer.
var buffer [4 << 10]byte

// share tells the browser's half where the buffer is.
func share() { shareHelper(unsafe.Pointer(&buffer), int32(len(buffer))) }

// taken is the text of so many bytes that a helper has handed over, and whether it is one.
func taken(size int32) (text string, isText bool) {
	if size < 0 {
		return "", false
	}
	if int(size) <= len(buffer) {
		return string(buffer[:size]), true
	}
	long := make([]byte, size)
	takeHelper(unsafe.Pointer(&long[0]))
	return unsafe.String(&long[0], len(long)), true
}

// takenAlways is the text that a helper hands over which always has one.
func takenAlways(size int32) string {
	text, _ := taken(size)
	return text
}

// joined are texts that have no zero byte as one, with a zero byte between them.
func joined(texts ...string) string {
	size := len(texts)
	for _, text := range texts {
		size += len(text)
	}
	all := make([]byte, 0, size)
	for i, text := range texts {
		if i > 0 {
			all = append(all, 0)
		}
		all = append(all, text...)
	}
	return unsafe.String(unsafe.SliceData(all), len(all))
}

// split are the texts that were joined by zero bytes.
func split(all string) (texts []string) {
	from := 0
	for i := range len(all) {
		if all[i] == 0 {
			texts = append(texts, all[from:i])
			from = i + 1
		}
	}
	return append(texts, all[from:])
}
