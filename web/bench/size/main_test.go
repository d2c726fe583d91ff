package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/bench/weigh"
	"playerstate/web/build"
	"playerstate/web/build/wasmfile"
)

// module returns a module whose code section has that content, followed by more bytes.
func module(code, more string) []byte {
	return append(wasmfile.AppendSection([]byte(wasmfile.Header), 10, []byte(code)), more...)
}

func TestParseTakesTheNamesOfTheOtherBuild(t *testing.T) {
	const (
		code  = "\x02\x02\x00\x0b\x03\x00\x01\x0b"
		names = "\x00\x12\x04name\x01\x0b\x02\x00\x03m.f\x01\x03m.g"
	)
	m, err := parse(module(code, ""), module(code, names))
	require.NoError(t, err)
	assert.Equal(t, []weigh.Function{{Name: "m.f", Code: []byte("\x00\x0b")}, {Name: "m.g", Code: []byte("\x00\x01\x0b")}}, m.Functions)

	_, err = parse(module("\x01\x02\x00\x0b", ""), module(code, names))
	assert.ErrorIs(t, err, errDiffers)
	_, err = parse(nil, module(code, names))
	assert.ErrorContains(t, err, "playerstate.wasm: ")
	_, err = parse(module(code, ""), nil)
	assert.ErrorContains(t, err, "the build with names: ")
}

func TestCheckDownload(t *testing.T) {
	d := weigh.Download{Program: weigh.Size{Brotli: 90}, Script: weigh.Size{Brotli: 10}, Empty: weigh.Size{Brotli: 250}}
	assert.NoError(t, checkDownload(d))
	d.Empty.Brotli = 160
	assert.ErrorContains(t, checkDownload(d), "the download is 0.6250 of the empty program, and may be 0.49")
}

func TestTheBuildWithNamesHasTheShippedFunctions(t *testing.T) {
	const root = "../../.."
	dist := t.TempDir()
	require.NoError(t, build.Build(build.Options{Root: root, Dist: dist, Plain: true}))
	shipped, err := os.ReadFile(filepath.Join(dist, "playerstate.wasm"))
	require.NoError(t, err)
	named, err := weigh.WithNames(root)
	require.NoError(t, err)
	m, err := parse(shipped, named)
	require.NoError(t, err)
	assert.True(t, slices.ContainsFunc(m.Functions, func(f weigh.Function) bool { return f.Name == "main.main" }))
}
