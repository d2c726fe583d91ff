package src_test

import "testing"

func TestReadConvention(t *testing.T) {
	evaluate(t, `
		import { readConvention } from "./conventions.js";
		const ok = { status: 200, data: null }, refused = { status: 403, reason_code: 40304 }, bare = { status: 500 };
		let log = [];
		const f = (name) => (...args) => { log.push([name, ...args]); };
		const read = (...rest) => readConvention("_bc.f", rest, "service", "OPERATION");
		/** What the caller is told of each result. */
		const told = (...rest) => [ok, refused, bare].map((result) => {
			log = [];
			read(...rest).tell(result);
			return log;
		});
		/** Its method needs its object. */
		class Handler {
			name = "handler";
			serverCallback(...args) { log.push([this.name, ...args]); }
		}
	`, []gives{
		// JavaScript.
		{`told(f("callback"))`, `[[["callback",{"status":200,"data":null}]],[["callback",{"status":403,"reason_code":40304}]],[["callback",{"status":500}]]]`},
		{`(() => { let given; read((result) => { given = result; }).tell(ok); return given === ok; })()`, `true`},
		{`read().tell`, `null`},
		{`read(null, { timeoutMs: 5 })`, `{"tell":null,"options":{"timeoutMs":5}}`},
		{`read(f("callback"), { timeoutMs: 0 }).options`, `{"timeoutMs":0}`},
		{`read(f("callback"), undefined).options`, `{}`},

		// C# and Objective-C.
		{`told(f("success"), f("failure"), 7)`, `[[["success","{\"status\":200,\"data\":null}",7]],[["failure",403,40304,"{\"status\":403,\"reason_code\":40304}",7]],[["failure",500,0,"{\"status\":500}",7]]]`},
		{`told(f("success"), f("failure"))[0][0].length`, `3`},
		{`told(null, f("failure"), 7).map((calls) => calls.length)`, `[0,1,1]`},
		{`told(f("success"), null, 7).map((calls) => calls.length)`, `[1,0,0]`},
		{`read(f("success"), f("failure"), 7, { timeoutMs: 5 }).options`, `{"timeoutMs":5}`},
		{`read(f("success"), f("failure"), { timeoutMs: 5 }).options`, `{}`},

		// Java and C++.
		{`told({ serverCallback: f("callback"), serverError: f("error") })`, `[[["callback","service","OPERATION","{\"status\":200,\"data\":null}"]],[["error","service","OPERATION",403,40304,"{\"status\":403,\"reason_code\":40304}"]],[["error","service","OPERATION",500,0,"{\"status\":500}"]]]`},
		{`told(new Handler())`, `[[["handler","service","OPERATION","{\"status\":200,\"data\":null}"]],[],[]]`},
		{`read(new Handler(), { timeoutMs: 5 }).options`, `{"timeoutMs":5}`},

		// Options.
		{`read({ timeoutMs: Infinity }).options.timeoutMs === Infinity`, `true`},
		{`read({ signal: null, timeoutMs: null })`, `{"tell":null,"options":{}}`},
		{`(({ signal }) => read({ signal }).options.signal === signal)(new AbortController())`, `true`},

		// Mistakes.
		{`read(5)`, `TypeError: _bc.f: callback must be a function, not that number`},
		{`read({})`, `TypeError: _bc.f: callback must be a function, not an object`},
		{`read({ serverError() {} })`, `TypeError: _bc.f: callback must be a function, not an object`},
		{`read(f("callback"), 5)`, `TypeError: _bc.f: options must be an object, not that number`},
		{`read(f("success"), f("failure"), 7, "s")`, `TypeError: _bc.f: options must be an object, not that string`},
		{`read({ signal: new AbortController() })`, `TypeError: _bc.f: options.signal must be an AbortSignal, not an object`},
		{`read({ timeoutMs: -1 })`, `TypeError: _bc.f: options.timeoutMs must be a number of milliseconds, 0 or more, not that number`},
		{`read({ timeoutMs: NaN })`, `TypeError: _bc.f: options.timeoutMs must be a number of milliseconds, 0 or more, not that number`},
		{`read({ timeoutMs: "5" })`, `TypeError: _bc.f: options.timeoutMs must be a number of milliseconds, 0 or more, not that string`},
	})
}
