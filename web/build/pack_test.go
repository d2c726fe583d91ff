package build

import (
	"bytes"
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
	packed, err := pack([]byte(wasm(
		section(0, "\x04name..."), code,
		// At 300000, 8, 64 and 12, the last with a length that is padded.
		section(11, "\x04", "\x00\x41\xe0\xa7\x12\x0b\x01z", "\x00\x41\x08\x0b\x02ab", "\x00\x41\xc0\x00\x0b\x01d", "\x00\x41\x0c\x0b\x81\x80\x00c"),
		section(0, "\x01x"),
	)), false)
	require.NoError(t, err)
	low := "ab\x00\x00c" + strings.Repeat("\x00", 51) + "d"
	assert.Equal(t, wasm(code, section(11, "\x02", "\x00\x41\x08\x0b\x39"+low, "\x00\x41\xe0\xa7\x12\x0b\x01z")), string(packed))
	again, err := pack(packed, false)
	require.NoError(t, err)
	assert.Equal(t, packed, again)
}

func TestPackOfATrimmedProgram(t *testing.T) {
	segment := func(s wasmfile.Segment) []byte {
		return append([]byte(wasmfile.Header), wasmfile.AppendSection(nil, wasmfile.Data, wasmfile.AppendSegments(nil, []wasmfile.Segment{s}))...)
	}
	s, _ := withFinder(4096)
	full, err := pack(segment(s), false)
	require.NoError(t, err)
	trimmed, err := pack(segment(s), true)
	require.NoError(t, err)
	assert.Less(t, len(trimmed), len(full)-2*finderOfFunc+20)

	_, err = pack(segment(wasmfile.Segment{Address: 8, Data: []byte("no table")}), true)
	require.ErrorIs(t, err, errNoFinder)

	s.Data = bytes.Replace(s.Data, []byte("runtime.f\x00main.f"), []byte("reflect.f\x00main.f"), 1)
	_, err = pack(segment(s), true)
	assert.ErrorContains(t, err, "the program links reflect.f")
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
		_, err := pack([]byte(text), false)
		assert.ErrorIs(t, err, wasmfile.ErrNoModule, name)
	}
}
