//go:build js && wasm

package jsbridge

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestValues(t *testing.T) {
	v := Parse(`{"n":200,"s":"ä","t":"","z":null,"a":[{"n":-1},"2"],"__proto__":{"polluted":1}}`)
	require.NotNil(t, v)
	n, ok := v.Integer("n")
	assert.True(t, ok)
	assert.Equal(t, 200, n)
	assert.Equal(t, "ä", v.Text("s"))
	assert.Empty(t, v.Text("t"))
	assert.Empty(t, v.Text("n"), "a number is no text")
	assert.NotNil(t, v.Member("z"))
	assert.Equal(t, 2, v.Member("a").Items())
	n, ok = v.Member("a").Item(0).Integer("n")
	assert.True(t, ok)
	assert.Equal(t, -1, n)
	assert.Empty(t, v.Member("a").Item(1).Text("length"))
	assert.Equal(t, -1, v.Items())
	for _, missing := range []string{"missing", "polluted", "constructor", "toString"} {
		assert.Nil(t, v.Member(missing), missing)
		assert.Empty(t, v.Text(missing), missing)
		_, ok := v.Integer(missing)
		assert.False(t, ok, missing)
	}
	assert.Nil(t, v.Member("n").Member("toFixed"))
	assert.Nil(t, v.Member("z").Member("x"))
	n, ok = v.Member("z").Integer("n")
	assert.False(t, ok)
	assert.Zero(t, n)
	assert.Empty(t, v.Member("z").Text("s"))
	assert.Nil(t, Parse(`{`))
	assert.Nil(t, Parse(``))
	assert.Equal(t, `"a\"ä\n"`, Quote("a\"ä\n"))
}

func TestIntegers(t *testing.T) {
	for text, number := range map[string]int{
		"0": 0, "-0": 0, "1.0": 1, "1e3": 1000, "9007199254740991": 1<<53 - 1, "-9007199254740991": -(1<<53 - 1),
	} {
		n, ok := Parse(`{"n":` + text + `}`).Integer("n")
		assert.True(t, ok, text)
		assert.Equal(t, number, n, text)
	}
	for _, text := range []string{"0.5", "9007199254740992", "-9007199254740992", "1e300", `"1"`, "null", "true", "[1]", "{}"} {
		n, ok := Parse(`{"n":` + text + `}`).Integer("n")
		assert.False(t, ok, text)
		assert.Zero(t, n, text)
	}
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
	v := Parse(`{}`)
	assert.Nil(t, v.Member("status"))
	assert.Empty(t, v.Text("status"))
	_, ok := v.Integer("status")
	assert.False(t, ok)
}
