package src_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// programModule has make(source, lazy), which makes a program, and ask(name), a call that
// prints its result.
func programModule(s *site) string {
	return `
		import { createLoader } from "./load.js";
		import { createPending } from "./pending.js";
		import { createProgram } from "./program.js";
	` + s.names() + `
		console.error = () => {};
		const pending = createPending();
		const make = (source, lazy = false) => createProgram(createLoader(source, ""), lazy, pending, () => {});
		const ask = (name) => {
			const { handle, promise } = pending.add(name, (result) => console.log(name, JSON.stringify(result).replace(site, "")), {});
			program.ask("logout", handle, [false]);
			return promise;
		};
	`
}

func TestProgramThatCanNotBeLoaded(t *testing.T) {
	s := newSite(t)
	const failed = `{"status":900,"reason_code":90200,"status_message":"playerState: /missing.wasm could not be loaded: HTTP status 404","severity":"ERROR"}`
	assert.Equal(t, []string{
		"getter: otherwise",
		"earlier " + failed,
		"ready: playerState: /missing.wasm could not be loaded: HTTP status 404",
		"getter: otherwise",
		"later " + failed,
		"ready is another one: true",
	}, node(t, hasty+programModule(s)+`
		const program = make(() => new URL("/missing.wasm", site));
		console.log("getter:", program.get("getSessionId", "otherwise"));
		program.tell("enableLogging", [true]);
		const first = program.ready;
		await ask("earlier");
		console.log("ready:", await first.then(() => "fulfilled", (error) => error.message.replace(site, "")));
		console.log("getter:", program.get("getSessionId", "otherwise"));
		program.tell("enableLogging", [true]);
		await ask("later");
		const next = program.ready;
		console.log("ready is another one:", next !== first && next === program.ready);
	`))
}

// TestCallerThatCallsAgainFromItsCallback does not keep the page from its timers.
func TestCallerThatCallsAgainFromItsCallback(t *testing.T) {
	s := newSite(t)
	assert.Equal(t, []string{"the timer ran"}, node(t, hasty+programModule(s)+`
		let ran = false;
		setTimeout(() => { ran = true; });
		const program = make(() => { throw new Error("of the page"); });
		const again = () => {
			if (ran) console.log("the timer ran");
			else program.ask("logout", pending.add("f", again, {}).handle, [false]);
		};
		again();
	`))
}

func TestLazyProgramIsLoadedByACall(t *testing.T) {
	s := newSite(t)
	assert.Equal(t, []string{"tell enableLogging false", "tell attachSession true", "ask true", "ready true"}, node(t, hasty+programModule(s)+`
		const asked = (use) => {
			let loads = false;
			const program = make(() => { loads = true; throw new Error("of the page"); }, true);
			use(program);
			return loads;
		};
		console.log("tell enableLogging", asked((program) => program.tell("enableLogging", [true])));
		console.log("tell attachSession", asked((program) => program.tell("attachSession", ["S", 1, "", 0])));
		console.log("ask", asked((program) => program.ask("logout", 0, [false])));
		console.log("ready", asked((program) => program.ready));
	`))
}
