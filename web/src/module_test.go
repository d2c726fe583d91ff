package src_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/build"
)

func TestCreateClientChecksItsOptions(t *testing.T) {
	evaluate(t, `
		import { createClient } from "./module.js";
		const options = { appId: "20001", secret: "s", appVersion: "1.0.0" };
	`, []gives{
		{`createClient()`, `TypeError: createClient: options must be an object, not undefined`},
		{`createClient({ ...options, appId: 20001 })`, `TypeError: createClient: options.appId must be a string of printable ASCII characters that is not empty, not that number`},
		{`createClient({ ...options, secret: undefined })`, `TypeError: createClient: options.secret must be a string that is not empty, not undefined`},
		{`createClient({ ...options, serverUrl: "ws://a.test" })`, `TypeError: createClient: options.serverUrl must be an http or https URL, or left out, not that string`},
		{`createClient({ ...options, wasmUrl: "" })`, `TypeError: createClient: options.wasmUrl must be a URL, or left out, not an empty string`},
		{`createClient({ ...options, wasm: "/playerstate.wasm" })`, `TypeError: createClient: options.wasm must be bytes, a WebAssembly.Module, a Response, or a promise or function of one of these, or left out, not that string`},
		{`createClient({ ...options, wasm: {} })`, `TypeError: createClient: options.wasm must be bytes, a WebAssembly.Module, a Response, or a promise or function of one of these, or left out, not an object`},
		{`createClient({ ...options, wasm: [0, 97, 115, 109] })`, `TypeError: createClient: options.wasm must be bytes, a WebAssembly.Module, a Response, or a promise or function of one of these, or left out, not that list`},
		{`createClient({ ...options, wasm: new Uint8Array(8), wasmUrl: "https://a.test/" })`, `TypeError: createClient: options.wasm and options.wasmUrl both say what the program is: leave one out`},
		{`createClient({ ...options, wasmIntegrity: 1 })`, `TypeError: createClient: options.wasmIntegrity must be a string, or left out, not that number`},
		{`createClient({ ...options, logoutOnClose: "yes" })`, `TypeError: createClient: options.logoutOnClose must be true or false, or left out, not that string`},
	})
}

func TestModule(t *testing.T) {
	version, err := build.Version("../..")
	require.NoError(t, err)
	s := newSite(t)
	assert.Equal(t, []string{version, "true", "true"}, node(t, `
		import { _bc, createClient, playerState, reasonCodes, version } from "./module.js";
	`+s.names()+`
		console.error = () => {};
		console.log(version);
		console.log(_bc.playerState === playerState && _bc.reasonCodes === reasonCodes && _bc.version === version);
		const other = createClient({ appId: "20001", secret: "s", appVersion: "1.0.0", wasmUrl: new URL("/missing.wasm", site) });
		console.log(other !== _bc && other.playerState !== playerState);
	`))
	assert.Equal(t, []string{"/missing.wasm", "/missing.wasm"}, s.requests(), "in two ways: a client that is set up loads its own program, and the ready-made one none")
}
