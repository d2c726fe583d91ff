package preinit

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/sys"

	"playerstate/web/build/wasmfile"
)

// program is the program of testdata, which does that once it has begun.
func program(t *testing.T, then string) []byte {
	t.Helper()
	out := filepath.Join(t.TempDir(), "program.wasm")
	cmd := exec.Command("go", "build", "-ldflags=-X main.then="+then, "-o", out, "./testdata/program")
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	said, err := cmd.CombinedOutput()
	require.NoError(t, err, string(said))
	module, err := os.ReadFile(out)
	require.NoError(t, err)
	return module
}

func TestRun(t *testing.T) {
	linked := program(t, "waits")
	module, err := Run(t.Context(), linked)
	require.NoError(t, err)

	ctx := t.Context()
	runtime := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfigInterpreter())
	defer func() { assert.NoError(t, runtime.Close(ctx)) }()
	compiled, err := runtime.CompileModule(ctx, module)
	require.NoError(t, err)
	assert.NotContains(t, compiled.ExportedFunctions(), "run", "it would begin again")
	// In a page the clock has gone on.
	var printed strings.Builder
	known := answers(&printed)
	now := uint64(1_800_000_000_000_000_000)
	known["runtime.nanotime1"] = func(m api.Memory, sp uint32) {
		now += 1000
		m.WriteUint64Le(sp+8, now)
	}
	known["runtime.walltime"] = func(m api.Memory, sp uint32) { m.WriteUint64Le(sp+8, now/1_000_000_000) }
	require.NoError(t, addImports(ctx, runtime, compiled, known))
	// Each instance goes on from the same place, also after one that has died.
	for range 2 {
		instance, err := runtime.InstantiateModule(ctx, compiled, wazero.NewModuleConfig().WithName(""))
		require.NoError(t, err)
		for _, want := range []uint64{11, 21} {
			counted, err := instance.ExportedFunction("count").Call(ctx, 10)
			require.NoError(t, err)
			assert.Equal(t, []uint64{want}, counted)
		}
		_, err = instance.ExportedFunction("end").Call(ctx)
		require.ErrorAs(t, err, new(*sys.ExitError))
		assert.Contains(t, printed.String(), "panic: told to")
		printed.Reset()
		assert.Nil(t, instance.ExportedGlobal(nameOf(0)), "what was exported for the run is not any longer")
	}

	again, err := Run(t.Context(), linked)
	require.NoError(t, err)
	assert.True(t, bytes.Equal(module, again), "a build gives the same each time")
}

func TestRunOfWhatIsNoProgram(t *testing.T) {
	module := func(sections ...wasmfile.Section) string { return string(wasmfile.Module(sections)) }
	for name, text := range map[string]string{
		"a text":        "<!doctype html>",
		"it breaks off": wasmfile.Header + "\x05\x03\x01",
		"no sections":   module(),
		"no \"run\"":    module(wasmfile.Section{ID: wasmfile.Memory, Content: []byte("\x01\x00\x01")}),
		"an export, not \"run\"": module(wasmfile.Section{ID: wasmfile.Memory, Content: []byte("\x01\x00\x01")}, wasmfile.Section{ID: wasmfile.Global, Content: []byte("\x00")},
			wasmfile.Section{ID: wasmfile.Export, Content: []byte("\x01\x03mem\x02\x00")}, wasmfile.Section{ID: wasmfile.Data, Content: []byte("\x00")}),
		"a global of a float":  module(wasmfile.Section{ID: wasmfile.Global, Content: []byte("\x01\x7d\x01\x43\x00\x00\x00\x00\x0b")}),
		"a global's list ends": module(wasmfile.Section{ID: wasmfile.Global, Content: []byte("\x02\x7f\x01\x41\x00\x0b")}),
		"an export's name ends": module(
			wasmfile.Section{ID: wasmfile.Memory, Content: []byte("\x01\x00\x01")}, wasmfile.Section{ID: wasmfile.Export, Content: []byte("\x01\x05run")}),
	} {
		_, err := Run(t.Context(), []byte(text))
		require.ErrorIs(t, err, wasmfile.ErrNoModule, name)
	}
}
