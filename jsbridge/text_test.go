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
		const bridge = page.bridgeTo(() => {}, (type) => { told = type; });
		bridge.emit(0, bridge.put([0x61, 0xff, 0, 0x22, 0x62, 0x22]));
		return told;
	})()`).String())
}

func TestTextsOfAnyLength(t *testing.T) {
	for _, n := range []int{0, 1, len(buffer) - 1, len(buffer), len(buffer) + 1, 1 << 20} {
		text := strings.Repeat("x", n)
		Retain(text)
		assert.True(t, text == Retained(), n)
		text = strings.Repeat("ä", n)
		Retain(text)
		assert.True(t, text == Retained(), n)
		Emit("long", text)
		assert.Equal(t, n, script(`page.events.pop()[1].length`).Int())
	}
	Retain("")
}

func TestTextThatIsNone(t *testing.T) {
	text, isText := taken(-1)
	assert.False(t, isText)
	assert.Empty(t, text)
}

// TestMemoryThatGrows hands texts over while the program's memory moves.
func TestMemoryThatGrows(t *testing.T) {
	var kept [][]byte
	for range 20 {
		kept = append(kept, make([]byte, 4<<20))
		kept[len(kept)-1][0] = 1
		Retain("here")
		assert.Equal(t, "here", Retained())
	}
	assert.Len(t, kept, 20)
}

func TestJoinedTextsAreSplit(t *testing.T) {
	for _, texts := range [][]string{{""}, {"a"}, {"a", "", "ä"}, {"", ""}} {
		assert.Equal(t, texts, split(joined(texts...)))
	}
	assert.Equal(t, "a\x00b", joined("a", "b"))
}
