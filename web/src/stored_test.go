package src_test

import "testing"

func TestStored(t *testing.T) {
	evaluate(t, `
		const data = globalThis.localStorage = {
			getItem: (key) => data[key] ?? null,
			setItem: (key, text) => { data[key] = text; },
			removeItem: (key) => { delete data[key]; },
		};
		const { createStored } = await import("./stored.js");
		const one = createStored(), two = createStored(), named = createStored(), late = createStored();
		const kept = () => Object.fromEntries(Object.entries(data).filter(([, text]) => typeof text === "string"));
	`, []gives{
		{`[one.get("anonymousId"), one.canReconnect]`, `["",false]`},
		{`one.initialize("20001")`, `""`},
		{`[one.set("anonymousId", "A1"), one.canReconnect]`, `[null,false]`},
		{`[one.set("profileId", "P1"), one.canReconnect]`, `[null,true]`},
		{`kept()`, `{"playerState.app":"20001","anonymousId":"A1","profileId":"P1"}`},

		// A second app of the origin, with the same name.
		{`[two.initialize("20002"), two.get("anonymousId")]`, `["20002.",""]`},
		{`[two.set("anonymousId", "A2"), one.get("anonymousId"), two.get("anonymousId")]`, `[null,"A1","A2"]`},
		{`two.initialize("20001")`, `""`},

		// With a name, given before or after: what was claimed without need is given back.
		{`[late.initialize("20003"), late.rename("x"), data["x.playerState.app"], late.rename("")]`, `["20003.","x.","20003","20003."]`},
		{`data["x.playerState.app"]`, `""`},
		{`[named.rename("w"), named.get("anonymousId")]`, `["w.",""]`},
		{`named.initialize("20002")`, `"w."`},
		{`[named.set("anonymousId", "A3"), data["w.anonymousId"], data["w.playerState.app"]]`, `[null,"A3","20002"]`},
		{`named.initialize("20001")`, `"w.20001."`},
		{`named.rename("")`, `""`},
	})
}

func TestStoredWhereStorageIsBarred(t *testing.T) {
	evaluate(t, `
		Object.defineProperty(globalThis, "localStorage", { get() { throw new Error("barred"); } });
		const { createStored } = await import("./stored.js");
		const stored = createStored();
	`, []gives{
		{`[stored.initialize("20001"), stored.get("profileId"), stored.set("profileId", "P1"), stored.get("profileId")]`, `["","",null,"P1"]`},
	})
}
