package src_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestProgramThatCanNotBeLoaded(t *testing.T) {
	s := newSite(t)
	const failed = `{"status":900,"reason_code":90200,"status_message":"playerState: /missing.wasm could not be loaded: HTTP status 404","severity":"ERROR"}`
	assert.Equal(t, []string{
		"getter: otherwise",
		"earlier " + failed,
		"ready: playerState: /missing.wasm could not be loaded: HTTP status 404",
		"getter: otherwise",
		"later " + failed,
	}, node(t, `
		import { createPending } from "./pending.js";
		import { createProgram } from "./program.js";
	`+s.names()+`
		console.error = () => {};
		const pending = createPending();
		const program = createProgram(() => new URL("/missing.wasm", site), "", pending, () => {});
		const ask = (name) => {
			const { handle, promise } = pending.add(name, (result) => console.log(name, JSON.stringify(result).replace(site, "")), {});
			program.ask("logout", handle, [false]);
			return promise;
		};
		console.log("getter:", program.get("getSessionId", "otherwise"));
		program.tell("enableLogging", [true]);
		await ask("earlier");
		console.log("ready:", await program.ready.then(() => "fulfilled", (error) => error.message.replace(site, "")));
		console.log("getter:", program.get("getSessionId", "otherwise"));
		program.tell("enableLogging", [true]);
		await ask("later");
	`))
	assert.Equal(t, []string{"/missing.wasm"}, s.requests(), "it is asked for once")
}
