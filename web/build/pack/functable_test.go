package pack

import (
	"encoding/binary"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestFindFuncTable(t *testing.T) {
	memory := lineTable("runtime.f", "main.f")
	table, found := findFuncTable(append([]byte("before"), memory...))
	assert.True(t, found)
	assert.Equal(t, 2, table.functions)
	assert.Equal(t, "main.f", string(table.name(len("runtime.f")+1)))
	assert.Empty(t, table.name(-1))
	assert.Empty(t, table.name(1000))

	for name, place := range map[string]int{"more functions than memory": 8, "names beyond the memory": 32, "records before the rest": 64} {
		broken := append([]byte(nil), memory...)
		value := uint64(1 << 40)
		if place == 64 {
			value = 72
		}
		binary.LittleEndian.PutUint64(broken[place:], value)
		_, found := findFuncTable(broken)
		assert.False(t, found, name)
	}
	_, found = findFuncTable(memory[:71])
	assert.False(t, found)
	_, found = findFuncTable(nil)
	assert.False(t, found)
}

func TestIsUnshown(t *testing.T) {
	for name, want := range map[string]bool{"runtime.f": true, "internal/abi.f": true, "main.f": false, "runtimes.f": false, "playerstate/wasm/client.f": false, "": false} {
		assert.Equal(t, want, isUnshown([]byte(name)), name)
	}
}
