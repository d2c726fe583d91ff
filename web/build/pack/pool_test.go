package pack

import (
	"encoding/binary"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestPool(t *testing.T) {
	const at, none = 8, 0
	region := []byte("_bca_bc_")
	p := &pool{region: region, packed: []byte{0}}
	records := make([]byte, 4*packedSize)
	for i, place := range []uint32{4, 0, 1, 3} {
		binary.LittleEndian.PutUint32(records[packedSize*i+at:], place)
	}
	numbers := func() (all []int) {
		for i := range 4 {
			all = append(all, int(binary.LittleEndian.Uint32(records[packedSize*i+at:])))
		}
		return all
	}
	read := func(rest []byte) []byte { return rest[:1] }
	p.move(records, at, none, 1, read)
	assert.False(t, p.failed)
	assert.Equal(t, []int{1, 0, 2, 3}, numbers(), "in the order of the records; 0 is none")
	assert.Equal(t, "\x00_ba", string(p.packed))
	assert.Equal(t, "_bca_bc_", string(region), "nothing is written yet")

	assert.Equal(t, 2, p.place("b", 1), "what is there already is not packed again")
	assert.Equal(t, 4, p.place("b", 4), "unless it has to be elsewhere")
	p.write()
	assert.Equal(t, "\x00_bab\x00\x00\x00", string(region))
	assert.False(t, p.failed)
	p.place("long text", 1)
	assert.True(t, p.failed, "there is no room for it")
}

func TestPoolOfWhatIsNotThere(t *testing.T) {
	records := make([]byte, packedSize)
	records[0] = 3
	p := &pool{region: []byte("abc")}
	p.move(records, 0, 0, 1, func(rest []byte) []byte { return rest[:1] })
	assert.True(t, p.failed, "beyond the region")

	records[0] = 2
	p = &pool{region: []byte("abc")}
	p.move(records, 0, 0, 1, func([]byte) []byte { return nil })
	assert.True(t, p.failed, "it is none")
}
