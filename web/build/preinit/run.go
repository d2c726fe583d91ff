package preinit

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/sys"

	"playerstate/web/build/wasmfile"
)

// entry is the export by which a Go program is begun.
const entry = "run"

// state is what a run has left: the memory, and the values of the global variables.
type state struct {
	memory  []byte
	globals []uint64
}

// run runs a module that exports its n global variables, until it waits.
func run(ctx context.Context, module []byte, n int) (left state, err error) {
	runtime := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfigInterpreter().WithCloseOnContextDone(true))
	defer func() { err = errors.Join(err, runtime.Close(context.WithoutCancel(ctx))) }()
	compiled, err := runtime.CompileModule(ctx, module)
	if err != nil {
		return left, fmt.Errorf("%w: %w", wasmfile.ErrNoModule, err)
	}
	var printed strings.Builder
	if err := addImports(ctx, runtime, compiled, answers(&printed)); err != nil {
		return left, err
	}
	instance, err := runtime.InstantiateModule(ctx, compiled, wazero.NewModuleConfig().WithStartFunctions())
	if err != nil {
		return left, err
	}
	begin := instance.ExportedFunction(entry)
	if begin == nil {
		return left, wasmfile.ErrNoModule
	}
	if _, err := begin.Call(ctx, 0, 0); ctx.Err() != nil {
		return left, fmt.Errorf("the program goes on and on, and does not wait for the page: %w", ctx.Err())
	} else if errors.As(err, new(*sys.ExitError)) {
		return left, fmt.Errorf("the program ends, and does not wait for the page; it prints %q", printed.String())
	} else if err != nil {
		return left, fmt.Errorf("the program can't be run without a page: %w", err)
	}
	if printed.Len() > 0 {
		return left, fmt.Errorf("the program prints before there is a page: %q", printed.String())
	}
	memory, _ := instance.Memory().Read(0, instance.Memory().Size())
	left.memory = append(left.memory, memory...)
	for i := range n {
		left.globals = append(left.globals, instance.ExportedGlobal(nameOf(i)).Get())
	}
	return left, nil
}

// answers are the imports that Go's runtime calls before there is a page, by their names. Each
// gets the memory and the address of the stack, which has what it is called with (wasm_exec.js).
func answers(printed io.Writer) map[string]func(api.Memory, uint32) {
	now := uint64(0)
	return map[string]func(api.Memory, uint32){
		"runtime.resetMemoryDataView": func(api.Memory, uint32) {},
		// A clock that stands still but for a nanosecond at each look.
		"runtime.nanotime1": func(m api.Memory, sp uint32) {
			now++
			m.WriteUint64Le(sp+8, now)
		},
		// It leaves zeroes, so that the runtime draws from the clock.
		"runtime.getRandomData": func(api.Memory, uint32) {},
		"runtime.wasmWrite": func(m api.Memory, sp uint32) {
			at, _ := m.ReadUint32Le(sp + 16)
			size, _ := m.ReadUint32Le(sp + 24)
			text, _ := m.Read(at, size)
			_, _ = printed.Write(text)
		},
		"runtime.wasmExit": func(api.Memory, uint32) { panic(sys.NewExitError(0)) },
	}
}

// addImports adds what a program imports: what is known, and what says that it is not there.
func addImports(ctx context.Context, runtime wazero.Runtime, compiled wazero.CompiledModule, known map[string]func(api.Memory, uint32)) error {
	modules := map[string]wazero.HostModuleBuilder{}
	for _, f := range compiled.ImportedFunctions() {
		module, name, _ := f.Import()
		if modules[module] == nil {
			modules[module] = runtime.NewHostModuleBuilder(module)
		}
		function := func(context.Context, api.Module, []uint64) { panic(fmt.Errorf("it calls %s", name)) }
		if answer := known[name]; answer != nil {
			function = func(_ context.Context, m api.Module, stack []uint64) { answer(m.Memory(), uint32(stack[0])) }
		}
		modules[module].NewFunctionBuilder().WithGoModuleFunction(api.GoModuleFunc(function), f.ParamTypes(), f.ResultTypes()).Export(name)
	}
	for _, m := range modules {
		if _, err := m.Instantiate(ctx); err != nil {
			return err
		}
	}
	return nil
}
