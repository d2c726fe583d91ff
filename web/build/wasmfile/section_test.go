package wasmfile

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSections(t *testing.T) {
	const module = Header + "\x00\x01x\x0a\x00\x00\x02yz"
	sections, err := Sections([]byte(module))
	require.NoError(t, err)
	assert.Equal(t, []Section{{Custom, []byte("x")}, {10, []byte{}}, {Custom, []byte("yz")}}, sections)
	assert.Equal(t, module, string(Module(sections)))
	none, err := Sections([]byte(Header))
	require.NoError(t, err)
	assert.Empty(t, none)
	for name, text := range map[string]string{
		"nothing":              "",
		"a text":               "<!doctype html>",
		"a section that ends":  Header + "\x0a\x02x",
		"a length without end": Header + "\x0a\x80",
	} {
		_, err := Sections([]byte(text))
		assert.ErrorIs(t, err, ErrNoModule, name)
	}
}
