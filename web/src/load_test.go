package src_test

import (
	"crypto/sha512"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// loaderModule has attempt(path, integrity, violation), which loads a program of the site
// and prints whether that went well, or else what the error says.
func loaderModule(s *site) string {
	return `import { createLoader } from "./load.js";` + s.names() + `
		console.warn = (line) => console.log("warning:", line.replace(site, ""));
		const print = async (load) => {
			try {
				console.log(await load() instanceof WebAssembly.Module);
			} catch (error) {
				console.log(error.message.replaceAll(site, ""), error.cause instanceof Error);
			}
		};
		const attempt = (path, integrity = "", violation = undefined) => {
			if (violation) setTimeout(() => target.dispatchEvent(Object.assign(new Event("securitypolicyviolation"), violation)));
			return print(createLoader(() => new URL(path, site), integrity));
		};
	`
}

func TestLoad(t *testing.T) {
	s := newSite(t)
	sum := sha512.Sum384([]byte(emptyProgram))
	right := "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
	sum[0]++
	wrong := "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
	lines := node(t, loaderModule(s)+`
		await attempt("/program.wasm");
		await attempt("/text.wasm");
		await attempt("/program.wasm", "`+right+`");
		await attempt("/missing.wasm");
		await attempt("/missing.wasm", "", { blockedURI: site + "/missing.wasm", effectiveDirective: "connect-src" });
		await attempt("/missing.wasm", "", { blockedURI: "wasm-eval", effectiveDirective: "script-src" });
		await attempt("/missing.wasm", "", { blockedURI: site + "/other.wasm", effectiveDirective: "connect-src" });
		await attempt("/program.wasm", "`+wrong+`");
		await attempt("/page.wasm");
		await attempt("/rubbish.wasm");
	`)
	require.Len(t, lines, 10)
	assert.Equal(t, []string{
		"true", "true", "true",
		"playerState: /missing.wasm could not be loaded: HTTP status 404 true",
		"playerState: /missing.wasm could not be loaded: the page's Content Security Policy bars it (connect-src): add  to it true",
		"playerState: /missing.wasm could not be loaded: the page's Content Security Policy bars it (script-src): add 'wasm-unsafe-eval' to it true",
		"playerState: /missing.wasm could not be loaded: HTTP status 404 true",
		"playerState: /program.wasm could not be loaded: it has another hash than its integrity says true",
	}, lines[:8])
	assert.Regexp(t, `^playerState: /page\.wasm could not be loaded: a page \(HTML\) came in place of the WebAssembly program: use playerstate\.inline\.js .*wasmUrl, data-wasm-url\) true$`, lines[8])
	assert.Regexp(t, `^playerState: /rubbish\.wasm could not be loaded: .*WebAssembly.* true$`, lines[9], "the engine's word")
}

// TestLoadIsTriedAgain has a server fail in ways that pass.
func TestLoadIsTriedAgain(t *testing.T) {
	for _, fault := range []string{"reset", "cut", "500", "429"} {
		t.Run(fault, func(t *testing.T) {
			s := newSite(t)
			s.fail(5, fault)
			lines := node(t, hasty+loaderModule(s)+`
				const load = createLoader(() => new URL("/program.wasm", site), "");
				await print(load);
				await print(load);
			`)
			require.Len(t, lines, 3)
			assert.Regexp(t, `^warning: playerState: /program\.wasm could not be loaded: .+; it is tried again$`, lines[0], "it is told once")
			assert.Equal(t, []string{"true", "true"}, lines[1:])
			assert.Len(t, s.requests(), 6, "what is compiled is not asked for again")
		})
	}
}

// hasty has the pauses between attempts pass a hundred times as fast. The limits are what
// they are.
const hasty = `
	const { setTimeout: realSetTimeout } = globalThis;
	globalThis.setTimeout = (f, ms, ...args) => realSetTimeout(f, ms >= 500 && ms <= 15_000 ? ms / 100 : ms, ...args);
`

// TestLoadThatFailsForEver ends when its time is over, and says why the attempts failed. The
// clock goes on by each pause alone.
func TestLoadThatFailsForEver(t *testing.T) {
	s := newSite(t)
	lines := node(t, loaderModule(s)+`
		const begun = [];
		let now = 0;
		globalThis.fetch = async () => { begun.push(now / 1000); throw new TypeError("fetch failed"); };
		console.warn = () => {};
		performance.now = () => now;
		const { setTimeout: realSetTimeout } = globalThis;
		const limits = [];
		globalThis.setTimeout = (f, ms) => {
			if (ms > 15_000) {
				limits.push(() => now >= ms && f());
				return 0;
			}
			return realSetTimeout(() => {
				now += ms ?? 0;
				limits.forEach((limit) => limit());
				f();
			});
		};
		await attempt("/program.wasm");
		await new Promise((resolve) => { realSetTimeout(resolve); });
		console.log(begun.filter((_, i) => i % 2).join());
	`)
	assert.Equal(t, []string{
		"playerState: /program.wasm could not be loaded: it did not come within 120 seconds: fetch failed true",
		"0,1,3,7,15,30,45,60,75,90,105",
	}, lines, "nothing is asked for after that")
}

// TestLoadThatIsSilent has a server that accepts connections and does not answer.
func TestLoadThatIsSilent(t *testing.T) {
	s := newSite(t)
	s.fail(2, "silence")
	lines := node(t, `
		const { setTimeout: realSetTimeout } = globalThis;
		globalThis.setTimeout = (f, ms, ...args) => realSetTimeout(f, ms === 20_000 ? 1000 : ms, ...args);
	`+loaderModule(s)+`await attempt("/program.wasm");`)
	assert.Equal(t, []string{
		"warning: playerState: /program.wasm could not be loaded: no answer began within 20 seconds; it is tried again",
		"true",
	}, lines)
}

// TestLoadIsTriedWhenTheNetworkIsBack has no time pass between attempts: the event alone
// makes the next one.
func TestLoadIsTriedWhenTheNetworkIsBack(t *testing.T) {
	s := newSite(t)
	s.fail(4, "reset")
	lines := node(t, `
		const { setTimeout: realSetTimeout } = globalThis;
		globalThis.setTimeout = (f, ms, ...args) => realSetTimeout(f, ms > 500 ? 1e9 : ms, ...args);
	`+loaderModule(s)+`
		console.warn = () => {};
		const real = target.addEventListener.bind(target);
		globalThis.addEventListener = (type, listener) => {
			real(type, listener);
			if (type === "online") realSetTimeout(() => target.dispatchEvent(new Event("online")));
		};
		globalThis.removeEventListener = (...args) => { target.removeEventListener(...args); console.log("removed", args[0]); };
		await attempt("/program.wasm");
	`)
	assert.Equal(t, []string{"removed online", "removed online", "removed securitypolicyviolation", "true"}, lines)
}

// TestLoadsOfAPageThatCallsAgainAndAgain do not ask without a pause.
func TestLoadsOfAPageThatCallsAgainAndAgain(t *testing.T) {
	s := newSite(t)
	lines := node(t, `
		const { setTimeout: realSetTimeout } = globalThis;
		globalThis.setTimeout = (f, ms, ...args) => {
			if (ms === 1000 && f.name === "end") console.log("pause");
			return realSetTimeout(f, ms, ...args);
		};
		performance.now = () => 5; // however slow the machine is
	`+loaderModule(s)+`
		const load = createLoader(() => new URL("/missing.wasm", site), "");
		await print(load);
		await print(load);
	`)
	const failed = "playerState: /missing.wasm could not be loaded: HTTP status 404 true"
	assert.Equal(t, []string{failed, "pause", failed}, lines)
}

// TestLoadOfWhatAPageGives has each kind of value for the program, and others.
func TestLoadOfWhatAPageGives(t *testing.T) {
	s := newSite(t)
	sum := sha512.Sum384([]byte(emptyProgram))
	lines := node(t, hasty+loaderModule(s)+`
		console.warn = () => {};
		const bytes = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0), integrity = "sha384-`+base64.StdEncoding.EncodeToString(sum[:])+`";
		const response = (type = "application/wasm", body = bytes, status = 200) => new Response(body, { status, headers: { "Content-Type": type } });
		const loads = async (source, hash = "") => print(createLoader(source, hash));
		const whole = new Uint8Array(12);
		whole.set(bytes, 3);
		for (const value of [bytes, bytes.buffer, new DataView(bytes.buffer), whole.subarray(3, 11), new WebAssembly.Module(bytes), new Blob([bytes])]) {
			await loads(value);
			await loads(() => value);
			await loads(Promise.resolve(value));
			await loads(async () => value);
		}
		for (const type of ["application/wasm", "text/plain"]) {
			await loads(response(type));
			await loads(() => response(type), integrity);
			await loads(Promise.resolve(response(type)), integrity);
		}
		await loads(bytes, integrity);
		let failures = 3;
		await loads(async () => (failures-- > 0 ? fetch("http://127.0.0.1:1/") : response()));
		failures = 3;
		await loads(async () => (failures-- > 0 ? response("application/wasm", bytes, 503) : response()));
		console.log("others");
		const used = response(), rejected = Promise.reject(new TypeError("of the page"));
		rejected.catch(() => {});
		await used.text();
		for (const [value, hash] of [
			[used], [new WebAssembly.Module(bytes), integrity], [rejected], [() => { throw new Error("of the page"); }],
			[async () => "https://a.test/playerstate.wasm"], [async () => undefined], [response("application/wasm", "<!doctype html>")],
			[() => response("application/wasm", "<!doctype html>")], [response("application/wasm", bytes, 404)], [bytes, "sha256-no"],
		]) await loads(value, hash);
	`)
	at := 0
	for at < len(lines) && lines[at] == "true" {
		at++
	}
	assert.Equal(t, 6*4+2*3+3, at)
	require.Len(t, lines, at+1+10)
	const failed = "playerState: the program could not be loaded: "
	for i, said := range []string{
		"Body", "its integrity can't be checked: a WebAssembly.Module has no bytes", "of the page", "of the page",
		"it must be bytes, a WebAssembly.Module, a Response, or a promise or function of one of these, not that string",
		"it must be bytes, a WebAssembly.Module, a Response, or a promise or function of one of these, not undefined",
		"a page (HTML)", "a page (HTML)", "HTTP status 404", "it has another hash",
	} {
		line := lines[at+1+i]
		assert.True(t, strings.HasPrefix(line, failed+said), line)
	}
}

func TestLoadersOfOneSourceShareTheProgram(t *testing.T) {
	s := newSite(t)
	lines := node(t, loaderModule(s)+`
		const source = () => new URL("/program.wasm", site), missing = () => new URL("/missing.wasm", site);
		const [first, second] = [createLoader(source, ""), createLoader(source, "")].map((load) => load());
		console.log(await first === await second, await createLoader(source, "")() === await first);
		console.log(await createLoader(() => source(), "")() === await first);
		const failed = createLoader(missing, "");
		await failed().catch(() => console.log("failed"));
		await createLoader(missing, "")().catch(() => console.log("failed again"));
		const checked = createLoader(source, "sha256-AAAA")();
		const unchecked = createLoader(source, "")();
		await checked.catch(() => console.log("refused"));
		console.log(await createLoader(source, "")() === await unchecked);
	`)
	assert.Equal(t, []string{"true true", "false", "failed", "failed again", "refused", "true"}, lines)
	assert.Equal(t, []string{"/program.wasm", "/program.wasm"}, s.requests()[:2], "one for each source")
}
