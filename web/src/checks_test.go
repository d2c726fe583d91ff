package src_test

import "testing"

func TestChecks(t *testing.T) {
	evaluate(t, `import * as checks from "./checks.js";`, []gives{
		{`checks.text.read("")`, `""`},
		{`checks.text.read(5)`, `undefined`},
		{`checks.nonEmptyText.read("a")`, `"a"`},
		{`checks.nonEmptyText.read("")`, `undefined`},
		{`checks.headerText.read(" a~")`, `" a~"`},
		{`checks.headerText.read("")`, `undefined`},
		{`checks.headerText.read("ä")`, `undefined`},
		{`checks.headerText.read("a\n")`, `undefined`},
		{`checks.text.read("a\ud800")`, `undefined`},
		{`checks.nonEmptyText.read("\udc00\ud800")`, `undefined`},
		{`checks.nonEmptyText.read("\ud83d\ude00") === "\u{1f600}"`, `true`},
		{`checks.flag.read(false)`, `false`},
		{`checks.flag.read("true")`, `undefined`},

		{`checks.timeouts.read([15, 0.5, 1e-9])`, `[15000,500,1]`},
		{`checks.timeouts.read([1e300])[0] <= Number.MAX_SAFE_INTEGER`, `true`},
		{`checks.timeouts.read([])`, `undefined`},
		{`checks.timeouts.read([15, 0])`, `undefined`},
		{`checks.timeouts.read([Infinity])`, `undefined`},
		{`checks.timeouts.read([NaN])`, `undefined`},
		{`checks.timeouts.read(["15"])`, `undefined`},
		{`checks.timeouts.read(15)`, `undefined`},
		{`checks.seconds.read(1.5)`, `1500`},
		{`checks.seconds.read(0)`, `undefined`},
		{`checks.seconds.read("9")`, `undefined`},

		{`checks.httpURL.read("https://a.test/x")`, `"https://a.test/x"`},
		{`checks.httpURL.read("HTTP://A.test")`, `"http://a.test/"`},
		{`checks.httpURL.read("ftp://a.test/")`, `undefined`},
		{`checks.httpURL.read("javascript:alert(1)")`, `undefined`},
		{`checks.httpURL.read("http://")`, `undefined`},
		{`checks.httpURL.read("")`, `undefined`},
		{`checks.httpURL.read(new URL("https://a.test/"))`, `undefined`},
		{`checks.anyURL.read(new URL("https://a.test/x"))`, `"https://a.test/x"`},
		{`checks.httpURL.read("https://ann:hush@a.test/x")`, `"https://a.test/x"`},
		{`checks.anyURL.read(new URL("https://ann@a.test/x"))`, `"https://a.test/x"`},
		{`checks.anyURL.read("blob:https://a.test/1")`, `"blob:https://a.test/1"`},
		{`checks.anyURL.read("")`, `undefined`},
		{`checks.anyURL.read({})`, `undefined`},

		{`checks.packetNumber.read(0)`, `0`},
		{`checks.packetNumber.read(-1)`, `undefined`},
		{`checks.packetNumber.read(0.5)`, `undefined`},
		{`checks.packetNumber.read(2 ** 53)`, `undefined`},
		{`checks.packetNumber.read("3")`, `undefined`},

		{`checks.jsonData.read({ a: ["b", null] })`, `"{\"a\":[\"b\",null]}"`},
		{`checks.jsonData.read(null)`, `"null"`},
		{`checks.jsonData.read("\ud800")`, `"\"\\ud800\""`},
		{`checks.jsonData.read(undefined)`, `""`},
		{`checks.jsonData.read(1n)`, `undefined`},
		{`checks.jsonData.read(() => {})`, `undefined`},
		{`checks.jsonData.read({ toJSON() { throw new Error("no"); } })`, `undefined`},

		{`checks.optional(checks.flag, false).read(undefined)`, `false`},
		{`checks.optional(checks.flag, false).read(null)`, `false`},
		{`checks.optional(checks.flag, false).read(true)`, `true`},
		{`checks.optional(checks.flag, false).read("true")`, `undefined`},
		{`checks.optional(checks.flag, false).expected`, `"true or false, or left out"`},
	})
}
