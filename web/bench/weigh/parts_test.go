package weigh

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestPackageOf(t *testing.T) {
	for function, name := range map[string]string{
		"runtime.mallocgc":                       "runtime",
		"playerstate_wasm_client.__Client_.pump": "playerstate_wasm_client",
		"type_.eq.playerstate_wasm_client":       generated,
		"memchr":                                 generated,
		"":                                       generated,
	} {
		assert.Equal(t, name, PackageOf(function), function)
	}
}

func TestLargestFunctions(t *testing.T) {
	m := &Module{Functions: []Function{{"b", []byte("12")}, {"c", []byte("1")}, {"a", []byte("12")}, {"d", []byte("123")}}}
	assert.Equal(t, []Part{{"d", []byte("123")}, {"a", []byte("12")}, {"b", []byte("12")}}, m.LargestFunctions(3))
	assert.Len(t, m.LargestFunctions(5), 4)
}
