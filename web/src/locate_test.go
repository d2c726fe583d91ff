package src_test

import "testing"

func TestLocate(t *testing.T) {
	const nowhere = `Error: neither the script nor the page has a URL that it could be beside; createClient takes its wasmUrl`
	evaluate(t, `
		import { locate } from "./locate.js";
		const found = (script, page) => {
			globalThis.location = { href: page };
			return locate(() => new URL("./playerstate.wasm", script)).href;
		};
		const document = (baseURI, f) => {
			globalThis.document = { baseURI };
			try {
				return f();
			} finally {
				delete globalThis.document;
			}
		};
	`, []gives{
		{`found("https://a.test/b/script.js?v=1", "https://p.test/page")`, `"https://a.test/b/playerstate.wasm"`},
		{`found("https://ann:hush@a.test/script.js", "https://p.test/page")`, `"https://a.test/playerstate.wasm"`},
		{`found(undefined, "https://p.test/b/page")`, `"https://p.test/b/playerstate.wasm"`},
		{`found("blob:https://a.test/1", "https://ann:hush@p.test/b/page")`, `"https://p.test/b/playerstate.wasm"`},
		{`document("https://base.test/", () => found("data:text/javascript,", "https://p.test/b/page"))`, `"https://base.test/playerstate.wasm"`},
		{`found("blob:https://a.test/1", "blob:https://a.test/2")`, nowhere},
		{`found(undefined, undefined)`, nowhere},
	})
}
