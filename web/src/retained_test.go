package src_test

import "testing"

func TestRetained(t *testing.T) {
	evaluate(t, `
		const data = globalThis.sessionStorage = {
			getItem: (key) => data[key] ?? null,
			setItem: (key, text) => { data[key] = text; },
		};
		data["playerState.session"] = "earlier";
		const { createRetained } = await import("./retained.js");
		const first = createRetained(), second = createRetained();
	`, []gives{
		{`[first.text, first.own, second.text, second.own]`, `["earlier",false,"",false]`},
		{`[first.text = "S1", first.text, first.own, data["playerState.session"]]`, `["S1","S1",true,"S1"]`},
		{`[second.text = "S2", second.own, data["playerState.session"], data["playerState.session1"]]`, `["S2",true,"S1","S2"]`},
	})
}

func TestRetainedWhereStorageIsBarred(t *testing.T) {
	evaluate(t, `
		Object.defineProperty(globalThis, "sessionStorage", { get() { throw new Error("barred"); } });
		const { createRetained } = await import("./retained.js");
		const retained = createRetained();
	`, []gives{
		{`[retained.text, retained.text = "S1", retained.text, retained.own]`, `["","S1","S1",true]`},
	})
}
