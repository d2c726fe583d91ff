package src_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// pendingModule makes a list of pending calls, and print(name) is a caller that prints its
// results, as JSON.
const pendingModule = `
	import { createPending } from "./pending.js";
	const pending = createPending();
	const print = (name) => (result) => console.log(name, JSON.stringify(result));
	const turn = () => new Promise((resolve) => { setTimeout(resolve); });
`

func TestPendingCallIsCompletedOnceAndAfterTheTurn(t *testing.T) {
	assert.Equal(t, []string{
		"completed",
		`callback {"n":1}`,
		`promise {"n":1}`,
		"the same object: true",
		"undefined",
	}, node(t, pendingModule+`
		const result = { n: 1 };
		let told;
		const { handle, promise } = pending.add("f", (value) => { told = value; print("callback")(value); }, {});
		pending.complete(handle, result);
		pending.complete(handle, { n: 2 });
		console.log("completed");
		const kept = await promise;
		print("promise")(kept);
		console.log("the same object:", kept === result && told === result);
		console.log(pending.get(handle));
	`))
}

func TestPendingCallThatIsCoalesced(t *testing.T) {
	assert.Equal(t, []string{`one {"n":1}`, `two {"n":1}`, `three {"n":2}`}, node(t, pendingModule+`
		const { handle } = pending.add("f", print("one"), {});
		const same = pending.add("f", print("two"), {}, handle);
		const other = pending.add("f", print("three"), {});
		pending.complete(same.handle, { n: 1 });
		pending.complete(other.handle, { n: 2 });
	`))
}

func TestPendingCallbackThatThrowsIsReportedAndDisturbsNothing(t *testing.T) {
	assert.Equal(t, []string{`two {"n":1}`, `promise {"n":1}`, "reported Error: of the page"}, node(t, pendingModule+`
		process.on("uncaughtException", (error) => console.log("reported", String(error)));
		const { handle, promise } = pending.add("f", () => { throw new Error("of the page"); }, {});
		pending.add("f", print("two"), {}, handle);
		promise.then(print("promise"));
		pending.complete(handle, { n: 1 });
	`))
}

func TestPendingCallThatItsCallerAbandons(t *testing.T) {
	const failed = `{"status":900,"reason_code":90001,"status_message":"`
	assert.Equal(t, []string{
		"aborted",
		`later ` + failed + `the call was aborted by its signal; the call goes on without its caller","severity":"ERROR"}`,
		`timed ` + failed + `the call was not answered within its timeoutMs of 0; the call goes on without its caller","severity":"ERROR"}`,
		"it goes on: true",
		`joined {"n":1}`,
		"completed",
		`before ` + failed + `the call was aborted by its signal; the call goes on without its caller","severity":"ERROR"}`,
	}, node(t, pendingModule+`
		const controller = new AbortController();
		const { handle } = pending.add("f", print("later"), { signal: controller.signal });
		pending.add("f", print("joined"), {}, handle);
		const timed = pending.add("f", print("timed"), { timeoutMs: 0 });
		controller.abort();
		console.log("aborted");
		await timed.promise;
		console.log("it goes on:", pending.get(handle) !== undefined);
		pending.complete(handle, { n: 1 });
		await turn();
		console.log("completed");
		await pending.add("f", print("before"), { signal: AbortSignal.abort() }).promise;
	`))
}

// TestPendingCallersHaveTheirOwnResults checks that one caller's changes are nothing to the
// others.
func TestPendingCallersHaveTheirOwnResults(t *testing.T) {
	assert.Equal(t, []string{"one", `two {"status":200,"data":{"b":[1,{"z":2}],"a":null},"__proto__":3}`, `promise {"status":200,"data":{"b":[1,{"z":2}],"a":null},"__proto__":3}`}, node(t, pendingModule+`
		const { handle } = pending.add("f", (result) => {
			console.log("one");
			result.status = 999;
			result.data.b.push("mine");
			result.then = () => {};
		}, {});
		const two = pending.add("f", print("two"), {}, handle);
		pending.complete(handle, JSON.parse('{"status":200,"data":{"b":[1,{"z":2}],"a":null},"__proto__":3}'));
		print("promise")(await two.promise);
	`))
}

// TestPendingCallersOfADeepResult has a server answer with more levels than can be copied.
func TestPendingCallersOfADeepResult(t *testing.T) {
	assert.Equal(t, []string{"first 200", "second 200"}, node(t, pendingModule+`
		let deep = [];
		for (let i = 0; i < 100_000; i++) deep = [deep];
		const say = (name) => (result) => console.log(name, result.status);
		const { handle } = pending.add("f", say("first"), {});
		pending.add("f", say("second"), {}, handle);
		pending.complete(handle, { status: 200, deep });
	`))
}

func TestPendingCallThatIsCompletedLeavesNoTimerAndNoListener(t *testing.T) {
	assert.Equal(t, []string{`one {"n":1}`, "timers before: 2", "timers after: 0", "listeners: 0"}, node(t, pendingModule+`
		import { getEventListeners } from "node:events";
		const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
		const { signal } = new AbortController();
		const { handle, promise } = pending.add("f", print("one"), { signal, timeoutMs: 1e6 });
		const other = pending.add("f", null, { timeoutMs: Infinity }); // none
		const before = timers();
		pending.complete(handle, { n: 1 });
		pending.complete(other.handle, { n: 2 });
		await promise;
		console.log("timers before:", before);
		console.log("timers after:", timers());
		console.log("listeners:", getEventListeners(signal, "abort").length);
	`))
}

// TestPendingCallKeepsAProcess has the answer to a call come by something that does not keep
// the process from its end. A caller that has given up keeps it no longer.
func TestPendingCallKeepsAProcess(t *testing.T) {
	assert.Equal(t, []string{`kept {"n":1}`, `given up {"status":900`}, node(t, pendingModule+`
		const { handle } = pending.add("f", print("kept"), {});
		setTimeout(() => {
			pending.complete(handle, { n: 1 });
			pending.add("f", (result) => console.log("given up", JSON.stringify(result).slice(0, 13)), { timeoutMs: 0 });
			setTimeout(() => console.log("it is still there"), 1e6).unref();
		}, 10).unref();
	`))
}

func TestPendingCallsThatFailTogether(t *testing.T) {
	assert.Equal(t, []string{`entered {"n":1}`, "held: true", `held {"n":2}`}, node(t, pendingModule+`
		const entered = pending.add("f", print("entered"), {});
		const held = pending.add("f", print("held"), { timeoutMs: Infinity });
		pending.get(entered.handle).entered = true;
		pending.fail({ n: 1 }, true);
		await turn();
		console.log("held:", pending.get(held.handle) !== undefined);
		pending.fail({ n: 2 });
	`))
}
