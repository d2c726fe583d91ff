package servop_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"playerstate/wasm/servop"
)

// TestSessionIsOverByThreeCodes checks it for each code that has a name.
func TestSessionIsOverByThreeCodes(t *testing.T) {
	var over []int
	for _, code := range servop.ReasonCodes {
		if servop.SessionOver(code.Code) {
			over = append(over, code.Code)
		}
	}
	assert.Equal(t, []int{40303, 40304, 40356}, over)
	assert.False(t, servop.SessionOver(0))
}
