//go:build js && wasm

package jsbridge

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestStopEndsWhatIsPending(t *testing.T) {
	bridge := script(`page.late = 0; page.createBridge(() => page.late++, () => {}, () => {}, { text: "" })`)
	bridge.Call("after", 1, 1)
	bridge.Call("soon", 2)
	bridge.Call("lock", 3, "test.stop")
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
