//go:build js && wasm

package jsbridge

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestStringify checks that no array and no object is written as the text that the toJSON of
// an old library gives.
func TestStringify(t *testing.T) {
	const value = `{ a: [1, [new Date(0)], { b: "x" }], own: { toJSON: () => 7 }, n: null, u: undefined, f() {} }`
	const want = `{"a":[1,["1970-01-01T00:00:00.000Z"],{"b":"x"}],"own":7,"n":null}`
	for _, before := range []string{
		``,
		`Array.prototype.toJSON = function () { return "an array" }`,
		`Object.prototype.toJSON = function () { return "an object" }`,
		`Array.prototype.toJSON = Object.prototype.toJSON = function () { return "either" }`,
	} {
		script(before)
		text := script(`page.stringify(` + value + `)`).String()
		list := script(`page.stringify([1])`).String()
		nothing := script(`page.stringify(undefined)`).IsUndefined()
		script(`delete Array.prototype.toJSON; delete Object.prototype.toJSON`)
		assert.Equal(t, want, text, before)
		assert.Equal(t, `[1]`, list, before)
		assert.True(t, nothing, before)
	}
}
