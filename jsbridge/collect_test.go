//go:build js && wasm

package jsbridge

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestCollectionWithinACall has functions that the browser calls need memory that only a
// collection finds.
func TestCollectionWithinACall(t *testing.T) {
	var order []int
	after(t, func(done func()) {
		for i := range 3 {
			After(i, func() {
				for range 64 {
					garbage := make([][]byte, 256)
					for j := range garbage {
						garbage[j] = make([]byte, 1<<10)
					}
				}
				order = append(order, i)
				if i == 2 {
					done()
				}
			})
		}
	})
	assert.Equal(t, []int{0, 1, 2}, order)
	requireNothingPending(t)
}
