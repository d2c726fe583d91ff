//go:build js && wasm

package jsbridge

import (
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestBegin has the program exposed and waiting, as it is when a page gets it.
func TestBegin(t *testing.T) {
	begun := 0
	Expose("beginning", func(Args) any { return "answered" })
	go Run(func() { begun++ })
	runtime.Gosched()
	exports := page.Get("bridge").Get("exports")
	assert.True(t, exports.Get("beginning").IsUndefined(), "no page is told before it begins")
	assert.Zero(t, begun)
	begin()
	assert.Equal(t, "answered", exports.Call("beginning").String())
	assert.Equal(t, 1, begun)
	exports.Delete("beginning") // for the test's next run
}
