//go:build js && wasm

package jsbridge

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestStopEndsWhatIsPending(t *testing.T) {
	bridge := script(`page.late = 0; page.bridgeTo(() => page.late++)`)
	bridge.Call("after", 1, 1)
	bridge.Call("soon", 2)
	bridge.Call("lock", 3, 0, bridge.Call("put", "test.stop"))
	bridge.Call("stop")
	after(t, func(done func()) { After(20, done) })
	assert.Zero(t, script(`page.late`).Int())
	free, _ := awaitPromise(t, script(`navigator.locks.request("test.stop", () => true)`))
	assert.True(t, free.Bool())
}

func TestAHandleIsCalledOnce(t *testing.T) {
	times := 0
	handle := register(func(completion) { times++ }, false)
	wake(int32(handle), 0, 0, 0, 0)
	wake(int32(handle), 0, 0, 0, 0)
	assert.Equal(t, 1, times)
	requireNothingPending(t)
}

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
