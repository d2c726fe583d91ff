//go:build js && wasm

package jsbridge

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestValues(t *testing.T) {
	v := Parse(`{"n":1.5,"s":"x","z":null,"a":[1,"2"],"__proto__":{"polluted":1}}`)
	require.NotNil(t, v)
	n, ok := v.Member("n").Number()
	assert.True(t, ok)
	assert.Equal(t, 1.5, n)
	s, ok := v.Member("s").Text()
	assert.True(t, ok)
	assert.Equal(t, "x", s)
	assert.NotNil(t, v.Member("z"))
	assert.Equal(t, 2, v.Member("a").Items())
	_, ok = v.Member("a").Item(1).Number()
	assert.False(t, ok, "a text is no number")
	_, ok = v.Member("a").Item(0).Text()
	assert.False(t, ok, "a number is no text")
	assert.Equal(t, -1, v.Items())
	for _, missing := range []string{"missing", "polluted", "constructor", "toString"} {
		assert.Nil(t, v.Member(missing), missing)
	}
	assert.Nil(t, v.Member("n").Member("toFixed"))
	assert.Nil(t, v.Member("z").Member("x"))
	assert.Nil(t, Parse(`{`))
	assert.Nil(t, Parse(``))
	assert.Equal(t, `"a\"ä\n"`, Quote("a\"ä\n"))
}

func TestQuote(t *testing.T) {
	stringify := script(`JSON.stringify`)
	for r := range rune(0x2100) {
		text := "a" + string(r) + "b"
		require.Equal(t, stringify.Invoke(text).String(), Quote(text), "U+%04X", r)
	}
	assert.Equal(t, `""`, Quote(""))
}

func TestPollutedPrototype(t *testing.T) {
	script(`Object.defineProperty(Object.prototype, "status", { configurable: true, get() { throw new Error("a getter of the page's") } })`)
	defer script(`delete Object.prototype.status`)
	assert.Nil(t, Parse(`{}`).Member("status"))
}
