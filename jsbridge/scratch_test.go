//go:build js && wasm

package jsbridge

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTextsOfAnyLength(t *testing.T) {
	for _, n := range []int{0, 1, smallestScratch, smallestScratch + 1, 1 << 20} {
		Emit("long", `"`+strings.Repeat("ä", n)+`"`)
		assert.Equal(t, n, script(`page.events.pop()[1].length`).Int())
	}
}
