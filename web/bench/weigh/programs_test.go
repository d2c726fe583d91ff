package weigh

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/build/wasmfile"
)

// TestEmptyProgram checks that findRegions knows the toolchain's layout: it has to
// find the parts of a program that the toolchain made.
func TestEmptyProgram(t *testing.T) {
	file, err := Empty()
	require.NoError(t, err)
	m, err := Parse(file)
	require.NoError(t, err)
	assert.Greater(t, len(m.Functions), 1000)
	sum := 0
	for _, part := range m.Data() {
		sum += len(part.Data)
		assert.NotEqual(t, "all data", part.Name)
	}
	assert.Greater(t, sum, len(m.memory())*9/10, "hardly anything has no name")

	// A program that has begun has more behind its variables.
	m.Segments = append(m.Segments, wasmfile.Segment{Address: 1 << 24, Data: []byte("an object")})
	regions, found := findRegions(m.memory())
	require.True(t, found)
	zeroes, heap := regions[len(regions)-2], regions[len(regions)-1]
	assert.Equal(t, "heap", heap.name)
	assert.GreaterOrEqual(t, heap.from, zeroes.to)
	assert.Less(t, heap.from, zeroes.to+1<<16)
	assert.EqualValues(t, 1<<24+len("an object"), heap.to)
}
