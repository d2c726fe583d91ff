package weigh

import (
	"encoding/binary"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/build/wasmfile"
)

// section is one section of a .wasm, made of the parts.
func section(id byte, parts ...string) string {
	body := strings.Join(parts, "")
	return string(binary.AppendUvarint([]byte{id}, uint64(len(body)))) + body
}

func TestParse(t *testing.T) {
	m, err := Parse([]byte(wasmfile.Header +
		section(2, "\x01", "\x01m\x01f\x00\x00") +
		section(10, "\x02", "\x02\x00\x0b", "\x03\x00\x01\x0b") +
		section(11, "\x02", "\x00\x41\x08\x0b\x02ab", "\x00\x41\x80\x02\x0b\x01c") +
		section(0, "\x04name", section(0, "\x01m"), section(1, "\x02", "\x01\x04main", "\x02\x05p.two"))))
	require.NoError(t, err)
	assert.Equal(t, []Function{{"main", []byte("\x00\x0b")}, {"p.two", []byte("\x00\x01\x0b")}}, m.Functions)
	assert.Equal(t, []wasmfile.Segment{{Address: 8, Data: []byte("ab")}, {Address: 256, Data: []byte("c")}}, m.Segments)
	var names []string
	for _, s := range m.Sections {
		names = append(names, s.Name)
	}
	assert.Equal(t, []string{"import", "code", "data", "name"}, names)
	memory := m.memory()
	assert.Len(t, memory, 257)
	assert.Equal(t, "ab", string(memory[8:10]))
	assert.Equal(t, "c", string(memory[256]))
	assert.Equal(t, []Part{{"all data", memory}}, m.Data())
	assert.Equal(t, []Part{{"p.two", m.Functions[1].Code}}, m.LargestFunctions(1))
	assert.Equal(t, []Part{{"p", m.Functions[1].Code}, {generated, m.Functions[0].Code}}, m.Packages())
}

func TestParseOfWhatIsNoModule(t *testing.T) {
	for name, file := range map[string]string{
		"nothing":                   "",
		"a text":                    "<!doctype html>",
		"a section that breaks off": wasmfile.Header + "\x0a\x05\x01",
		"a length without end":      wasmfile.Header + "\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
		"an unknown section":        wasmfile.Header + "\x20\x00",
		"a count beyond the end":    wasmfile.Header + section(10, "\xff\x7f"),
		"a passive segment":         wasmfile.Header + section(11, "\x01", "\x01\x01a"),
		"no constant address":       wasmfile.Header + section(11, "\x01", "\x00\x23\x00\x0b\x01a"),
	} {
		_, err := Parse([]byte(file))
		assert.ErrorIs(t, err, wasmfile.ErrNoModule, name)
	}
}
