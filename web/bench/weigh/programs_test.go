package weigh

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
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
}
