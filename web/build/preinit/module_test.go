package preinit

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/build/wasmfile"
)

// TestContinued has a run leave what a section says in another way than before.
func TestContinued(t *testing.T) {
	section := func(id int, content string) wasmfile.Section {
		return wasmfile.Section{ID: id, Content: []byte(content)}
	}
	before := []wasmfile.Section{
		section(1, "types"), section(wasmfile.Memory, "\x01\x01\x02\x80\x02"), section(wasmfile.Global, "\x04\x7f\x01\x41\x00\x0b\x7e\x01\x42\x00\x0b\x7e\x01\x42\x00\x0b\x7e\x00\x42\x00\x0b"),
		section(wasmfile.Export, "\x03\x03mem\x02\x00\x03run\x00\x01\x04wake\x00\x80\x01"), section(10, "code"), section(wasmfile.Data, "\x00"),
	}
	kinds, err := globals(before)
	require.NoError(t, err)
	memory := make([]byte, 3<<16)
	copy(memory[1<<16:], "heap")
	after, err := continued(before, kinds, state{memory: memory, globals: []uint64{0xffff_fffe, 1 << 40, 1 << 63, 1<<64 - 1}})
	require.NoError(t, err)
	assert.Equal(t, []wasmfile.Section{
		section(1, "types"), section(wasmfile.Memory, "\x01\x01\x03\x80\x02"),
		section(wasmfile.Global, "\x04\x7f\x01\x41\x7e\x0b\x7e\x01\x42\x80\x80\x80\x80\x80\x20\x0b\x7e\x01\x42\x80\x80\x80\x80\x80\x80\x80\x80\x80\x7f\x0b\x7e\x00\x42\x7f\x0b"),
		section(wasmfile.Export, "\x02\x03mem\x02\x00\x04wake\x00\x80\x01"), section(10, "code"),
		section(wasmfile.Data, "\x01\x00\x41\x80\x80\x04\x0b\x04heap"),
	}, sectionsOf(t, after))
	for i, s := range before {
		without := append(before[:i:i], before[i+1:]...)
		_, err := continued(without, kinds, state{memory: memory, globals: make([]uint64, 4)})
		assert.Equal(t, s.ID != 1 && s.ID != 10, err != nil, "without section %d", s.ID)
		if s.ID == wasmfile.Memory || s.ID == wasmfile.Export {
			_, err := continued(append(without, section(s.ID, "\x01")), kinds, state{memory: memory, globals: make([]uint64, 4)})
			require.ErrorIs(t, err, wasmfile.ErrNoModule)
		}
	}
}

func TestGlobalsThatGoMakesNone(t *testing.T) {
	for name, text := range map[string]string{
		"one that begins as another": "\x01\x7f\x01\x23\x00\x0b",
		"an expression that goes on": "\x01\x7f\x01\x41\x00\x41",
		"a list that ends":           "\x02\x7f\x01\x41\x00\x0b",
	} {
		_, err := globals([]wasmfile.Section{{ID: wasmfile.Global, Content: []byte(text)}})
		require.ErrorIs(t, err, wasmfile.ErrNoModule, name)
	}
}

// sectionsOf are the sections of a module.
func sectionsOf(t *testing.T, module []byte) []wasmfile.Section {
	t.Helper()
	sections, err := wasmfile.Sections(module)
	require.NoError(t, err)
	return sections
}
