//go:build js && wasm

package jsbridge

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestNewID(t *testing.T) {
	assert.Regexp(t, `^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`, NewID())
	assert.NotEqual(t, NewID(), NewID())
}

func TestPageFacts(t *testing.T) {
	before := script(`performance.now()`).Float()
	assert.GreaterOrEqual(t, Now(), int(before))
	assert.LessOrEqual(t, Now(), int(script(`performance.now()`).Float()))
	clock := script(`Date.now()`).Float()
	assert.GreaterOrEqual(t, float64(WallClock()), clock)
	for range 100 {
		n := Random(3)
		assert.True(t, n >= 0 && n < 3, n)
	}
	zone, language, _ := Locale()
	assert.Equal(t, script(`String(-new Date().getTimezoneOffset() / 60)`).String(), zone)
	assert.True(t, strings.HasPrefix(language, `"`))
}
