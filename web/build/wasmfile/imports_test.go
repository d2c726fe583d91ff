package wasmfile

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestImports(t *testing.T) {
	section := func(content string) []byte {
		return AppendSection(AppendSection([]byte(Header), Custom, nil), Import, []byte(content))
	}
	const two = "\x03\x04gojs\x01f\x00\x05\x02js\x01g\x00\x05\x04gojs\x02gh\x00\x81\x01"
	for from, want := range map[string][]string{"gojs": {"f", "gh"}, "js": {"g"}, "go": nil} {
		names, err := Imports(section(two), from)
		require.NoError(t, err)
		assert.Equal(t, want, names)
	}
	for name, module := range map[string][]byte{
		"a text":                    []byte("<!doctype html>"),
		"it breaks off":             section(two[:len(two)-1]),
		"a memory":                  section("\x01\x04gojs\x01m\x02\x00"),
		"a section that breaks off": section(two)[:20],
	} {
		_, err := Imports(module, "gojs")
		assert.ErrorIs(t, err, ErrNoModule, name)
	}
}
