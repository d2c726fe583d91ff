package pack

import (
	"encoding/binary"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// table is a table of functions whose list of names is that, at a distance from it.
func table(names string) string {
	const size, distance = 72, 16
	header := make([]byte, size+distance)
	copy(header, pcHeader)
	for place, at := range map[int]uint64{32: 0, 40: uint64(len(names)), 48: uint64(len(names)), 56: uint64(len(names)), 64: uint64(len(names))} {
		binary.LittleEndian.PutUint64(header[place:], size+distance+at)
	}
	return string(header) + names
}

func TestBlankNames(t *testing.T) {
	const (
		names  = "main.main\x00runtime.main\x00internal/abi.f\x00playerstate/wasm/client.(*Client).Logout\x00runtimes.f\x00"
		behind = "runtime.behind\x00"
	)
	blanked := names
	for _, name := range []string{"runtime.main", "internal/abi.f"} {
		blanked = strings.Replace(blanked, name, strings.Repeat("\x00", len(name)), 1)
	}
	memory := []byte("runtime.before\x00" + table(names) + behind)
	blank(memory)
	assert.Equal(t, "runtime.before\x00"+table(blanked)+behind, string(memory))
}

func TestBlankNamesOfWhatIsNoTable(t *testing.T) {
	whole := table("runtime.main\x00")
	for name, text := range map[string]string{
		"nothing":                           "",
		"no header":                         "runtime.main\x00",
		"a header alone":                    string(pcHeader),
		"it breaks off":                     whole[:len(whole)-1],
		"a place below":                     whole[:32] + strings.Repeat("\xff", 16) + whole[48:],
		"a list that ends before it begins": whole[:40] + strings.Repeat("\x00", 8) + whole[48:],
	} {
		memory := []byte(text)
		blank(memory)
		assert.Equal(t, text, string(memory), name)
	}
}

// blank blanks the names in a memory, if it has a table of functions.
func blank(memory []byte) {
	if t, found := findFuncTable(memory); found {
		blankNames(t)
	}
}
