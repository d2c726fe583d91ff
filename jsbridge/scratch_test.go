//go:build js && wasm

package jsbridge

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTextThatIsNoUTF8BesideAPollutedPrototype(t *testing.T) {
	script(`Object.prototype.fatal = true`)
	defer script(`delete Object.prototype.fatal`)
	assert.Equal(t, "a\ufffd", script(`(() => {
		let told;
		const bridge = page.createBridge(() => {}, () => {}, (type) => { told = type; });
		bridge.scratch(6).set([0x61, 0xff, 0, 0x22, 0x62, 0x22]);
		bridge.emit(6);
		return told;
	})()`).String())
}

func TestTextsOfAnyLength(t *testing.T) {
	for _, n := range []int{0, 1, smallestScratch, smallestScratch + 1, 1 << 20} {
		Emit("long", `"`+strings.Repeat("ä", n)+`"`)
		assert.Equal(t, n, script(`page.events.pop()[1].length`).Int())
	}
}
