package pack

import (
	"encoding/binary"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/build/wasmfile"
)

func wasm(sections ...string) string { return wasmfile.Header + strings.Join(sections, "") }

func section(id byte, parts ...string) string {
	body := strings.Join(parts, "")
	return string(binary.AppendUvarint([]byte{id}, uint64(len(body)))) + body
}

func TestPack(t *testing.T) {
	code := section(10, "\x01\x02\x00\x0b")
	packed, err := Pack([]byte(wasm(
		section(0, "\x04name..."), code,
		// At 300000, 8, 64 and 12, the last with a length that is padded.
		section(11, "\x04", "\x00\x41\xe0\xa7\x12\x0b\x01z", "\x00\x41\x08\x0b\x02ab", "\x00\x41\xc0\x00\x0b\x01d", "\x00\x41\x0c\x0b\x81\x80\x00c"),
		section(0, "\x01x"),
	)), nil)
	require.NoError(t, err)
	low := "ab\x00\x00c" + strings.Repeat("\x00", 51) + "d"
	assert.Equal(t, wasm(code, section(11, "\x02", "\x00\x41\x08\x0b\x39"+low, "\x00\x41\xe0\xa7\x12\x0b\x01z")), string(packed))
	again, err := Pack(packed, nil)
	require.NoError(t, err)
	assert.Equal(t, packed, again)
}

func TestPackOfATrimmedProgram(t *testing.T) {
	var functions []string
	check := func(names []string) error { functions = names; return nil }
	s := program("runtime.f", "main.f")
	full, err := Pack(withSegments(s), nil)
	require.NoError(t, err)
	trimmed, err := Pack(withSegments(wasmfile.Segment{Address: 8, Data: []byte("ab")}, s), check)
	require.NoError(t, err)
	assert.Equal(t, []string{"runtime.f", "main.f", ""}, functions)
	assert.Contains(t, string(full), "unused!!")
	assert.NotContains(t, string(trimmed), "unused!!", "the records are packed")
	assert.NotContains(t, string(trimmed), "\x07\x07", "nothing is left of the finder")
	assert.NotContains(t, string(trimmed), "runtime.f")
	assert.Contains(t, string(trimmed), "main.f")

	_, err = Pack(withSegments(wasmfile.Segment{Address: 8, Data: []byte("no table")}), check)
	require.ErrorIs(t, err, errNoModule)
	m, _ := findModule(s)
	m.put(typesOfModule+1, -1)
	_, err = Pack(withSegments(s), check)
	require.ErrorIs(t, err, errNoModule)
	m.table.header[m.table.records]++
	_, err = Pack(withSegments(s), check)
	require.ErrorContains(t, err, "the record of function 0 is not as in Go 1.26")
	_, err = Pack(withSegments(s), func([]string) error { return assert.AnError })
	require.ErrorIs(t, err, assert.AnError)
}

// withSegments is a module of those segments.
func withSegments(segments ...wasmfile.Segment) []byte {
	return wasmfile.AppendSection([]byte(wasmfile.Header), wasmfile.Data, wasmfile.AppendSegments(nil, segments))
}

func TestPackOfWhatIsNoModule(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":             "",
		"a text":              "<!doctype html>",
		"it breaks off":       wasm("\x0a\x05\x01"),
		"a passive segment":   wasm(section(11, "\x01\x01\x01a")),
		"no constant address": wasm(section(11, "\x01\x00\x23\x00\x0b\x01a")),
		"a segment twice":     wasm(section(11, "\x02", "\x00\x41\x08\x0b\x02ab", "\x00\x41\x09\x0b\x01c")),
		"a data that ends":    wasm(section(11, "\x02", "\x00\x41\x08\x0b\x02ab")),
	} {
		_, err := Pack([]byte(text), nil)
		assert.ErrorIs(t, err, wasmfile.ErrNoModule, name)
	}
}
