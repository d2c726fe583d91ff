package e2e

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"playerstate/web/test/game"
)

// TestFetchOfThePagesThatThrows has a page put a fetch of its own in the place of the
// browser's.
func TestFetchOfThePagesThatThrows(t *testing.T) {
	t.Parallel()
	b := game.New(t).Play()
	assert.Equal(t, "900 200 200", b.Text(`(async () => {
		const own = fetch;
		globalThis.fetch = () => { throw new Error("at once"); };
		const first = _bc.authenticateAnonymous();
		await first;
		globalThis.fetch = own;
		return [await first, await _bc.authenticateAnonymous(), await playerState.logout()].map(r => r.status).join(" ");
	})()`))
}

// TestSchedulerOfThePages has pages whose game has a scheduler, which is not the browser's.
func TestSchedulerOfThePages(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	for name, scheduler := range map[string]string{
		"as a variable": `var scheduler = { postTask() { return "later" } }`,
		"as a constant": `const scheduler = { postTask() { return "later" } }`,
		"of none":       `Object.defineProperty(globalThis, "scheduler", { value: undefined })`,
		"that throws":   `if (globalThis.scheduler) Scheduler.prototype.postTask = () => { throw new Error("patched") }`,
	} {
		t.Run(name, func(t *testing.T) {
			g := g.Again(t)
			b := g.Open()
			b.Visit(g.Page(`<script>` + scheduler + `</script>` + g.Tag("")))
			logsInAndOut(t, b)
		})
	}
}

func TestFetchOfThePagesThatCallsIn(t *testing.T) {
	t.Parallel()
	b := game.New(t).Play()
	assert.Equal(t, "200 200 200 4", b.Text(`(async () => {
		const own = fetch;
		let asked = 0;
		globalThis.fetch = (...args) => {
			if (_bc.isAuthenticated() !== undefined && typeof _bc.getSessionId() === "string") asked++;
			return own(...args);
		};
		const login = await _bc.authenticateAnonymous();
		// The answer to the first sends the second, while the first is answered.
		const first = _bc.sendRequest({ service: "time", operation: "READ" });
		await new Promise(resolve => setTimeout(resolve));
		const second = _bc.sendRequest({ service: "time", operation: "READ" });
		const results = [login, await first, await second];
		await playerState.logout();
		return [...results.map(r => r.status), asked].join(" ");
	})()`))
}

// TestLogoutsAroundAnAnswerInMicrotasks checks that each logout is answered, whenever it
// is called around the answer to another.
func TestLogoutsAroundAnAnswerInMicrotasks(t *testing.T) {
	t.Parallel()
	b := game.New(t).LogIn()
	assert.Equal(t, "121 answered", b.Text(`(async () => {
		const own = fetch;
		let answer;
		globalThis.fetch = () => new Promise(resolve => { answer = resolve; });
		const calls = [playerState.logout()];
		const response = new Response('{"packetId":1,"responses":[{"status":200,"data":null}]}', { headers: { "Content-Type": "application/json" } });
		const strand = async () => {
			for (let i = 0; i < 60; i++) {
				await undefined;
				calls.push(playerState.logout());
			}
		};
		const first = strand();
		answer(response);
		await Promise.all([first, strand()]);
		globalThis.fetch = own;
		return (await Promise.all(calls)).length + " answered";
	})()`))
}
