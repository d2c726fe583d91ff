package e2e

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestBadArguments(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	for when, ready := range map[string]string{"before the program runs": "", "after": "await _bc.ready;"} {
		t.Run(when, func(t *testing.T) {
			b := openTab(t)
			b.visit(g.page(g.tag("")))
			b.eval(`(async () => {`+ready+`
				globalThis.caught = async (call) => {
					let given;
					try {
						given = call();
					} catch (error) {
						return "throws " + error.constructor.name + ": " + error.message;
					}
					try {
						await given;
					} catch (error) {
						return "rejects " + error.constructor.name + ": " + error.message;
					}
					return "no error";
				};
			})()`, nil)
			for _, test := range []struct{ call, want string }{
				{`playerState.logout(5)`, `rejects TypeError: playerState.logout: callback must be a function, not that number`},
				{`playerState.logout("f")`, `rejects TypeError: playerState.logout: callback must be a function, not that string`},
				{`playerState.logout({})`, `rejects TypeError: playerState.logout: callback must be a function, not an object`},
				{`playerState.logout(() => {}, 5)`, `rejects TypeError: playerState.logout: options must be an object, not that number`},
				{`playerState.logout(null, { timeoutMs: -1 })`, `rejects TypeError: playerState.logout: options.timeoutMs must be a number of milliseconds, 0 or more, not that number`},
				{`playerState.logout({ timeoutMs: "5" })`, `rejects TypeError: playerState.logout: options.timeoutMs must be a number of milliseconds, 0 or more, not that string`},
				{`playerState.logout({ signal: {} })`, `rejects TypeError: playerState.logout: options.signal must be an AbortSignal, not an object`},
				{`_bc.logout("yes")`, `rejects TypeError: _bc.logout: forgetUser must be true or false, or left out, not that string`},
				{`_bc.logout(() => {})`, `rejects TypeError: _bc.logout: forgetUser must be true or false, or left out, not a function`},
				{`_bc.authenticateAnonymous(1)`, `rejects TypeError: _bc.authenticateAnonymous: callback must be a function, not that number`},
				{`_bc.authenticateUniversal("", "p", true)`, `rejects TypeError: _bc.authenticateUniversal: userId must be a string that is not empty, not an empty string`},
				{`_bc.authenticateUniversal("u", 1234, true)`, `rejects TypeError: _bc.authenticateUniversal: password must be a string, not that number`},
				{`_bc.authenticateUniversal("u", "p")`, `rejects TypeError: _bc.authenticateUniversal: forceCreate must be true or false, not undefined`},
				{`_bc.authenticateEmailPassword(null, "p", true)`, `rejects TypeError: _bc.authenticateEmailPassword: email must be a string that is not empty, not null`},
				{`_bc.sendRequest()`, `rejects TypeError: _bc.sendRequest: request must be an object, not undefined`},
				{`_bc.sendRequest({ operation: "X" })`, `rejects TypeError: _bc.sendRequest: request.service must be a string that is not empty, not undefined`},
				{`_bc.sendRequest({ service: "s", operation: "X", data: 1n })`, `rejects TypeError: _bc.sendRequest: request.data must be a value that JSON can write, not a bigint`},
				{`_bc.initialize("", "s", "1")`, `throws TypeError: _bc.initialize: appId must be a string of printable ASCII characters that is not empty, not an empty string`},
				{"_bc.initialize('1\\0X-A', 's', '1')", `throws TypeError: _bc.initialize: appId must be a string of printable ASCII characters that is not empty, not that string`},
				{`_bc.initialize("a", 5, "1")`, `throws TypeError: _bc.initialize: secret must be a string that is not empty, not that number`},
				{`_bc.initialize("a", "s")`, `throws TypeError: _bc.initialize: appVersion must be a string that is not empty, not undefined`},
				{`_bc.initialize("a", "s", "1", 5)`, `throws TypeError: _bc.initialize: serverUrl must be an http or https URL, or left out, not that number`},
				{`_bc.setServerUrl(5)`, `throws TypeError: _bc.setServerUrl: url must be an http or https URL, not that number`},
				{`_bc.setServerUrl("javascript:alert(1)")`, `throws TypeError: _bc.setServerUrl: url must be an http or https URL, not that string`},
				{`_bc.setServerUrl("http://")`, `throws TypeError: _bc.setServerUrl: url must be an http or https URL, not that string`},
				{`_bc.setServerUrl("")`, `throws TypeError: _bc.setServerUrl: url must be an http or https URL, not an empty string`},
				{`_bc.setPacketTimeouts(5)`, `throws TypeError: _bc.setPacketTimeouts: timeouts must be a list of one or more numbers of seconds, each above 0, not that number`},
				{`_bc.setPacketTimeouts([])`, `throws TypeError: _bc.setPacketTimeouts: timeouts must be a list of one or more numbers of seconds, each above 0, not that list`},
				{`_bc.setPacketTimeouts([1, "2"])`, `throws TypeError: _bc.setPacketTimeouts: timeouts must be a list of one or more numbers of seconds, each above 0, not that list`},
				{`_bc.setPacketTimeouts([NaN])`, `throws TypeError: _bc.setPacketTimeouts: timeouts must be a list of one or more numbers of seconds, each above 0, not that list`},
				{`_bc.enableLogging()`, `throws TypeError: _bc.enableLogging: on must be true or false, not undefined`},
				{`_bc.attachSession("S1")`, `throws TypeError: _bc.attachSession: session must be an object, not that string`},
				{`_bc.attachSession({ sessionId: "", packetId: 1 })`, `throws TypeError: _bc.attachSession: session.sessionId must be a string that is not empty, not an empty string`},
				{`_bc.attachSession({ sessionId: "S", packetId: -1 })`, `throws TypeError: _bc.attachSession: session.packetId must be a whole number, 0 or more, not that number`},
				{`_bc.attachSession({ sessionId: "S", packetId: 1, expiresInSeconds: "9" })`, `throws TypeError: _bc.attachSession: session.expiresInSeconds must be a number of seconds above 0, or left out, not that string`},
				{`_bc.logoutOnApplicationClose(1)`, `throws TypeError: _bc.logoutOnApplicationClose: forgetUser must be true or false, or left out, not that number`},
			} {
				assert.Equal(t, test.want, b.text(`caught(() => `+test.call+`)`), test.call)
			}
			// Nothing of it changed anything.
			b.eval(`_bc.ready`, nil)
			assert.Equal(t, `true false "" ""`, b.text(`[_bc.isInitialized(), _bc.isAuthenticated(), JSON.stringify(_bc.getSessionId()), JSON.stringify(_bc.getProfileId())].join(" ")`))
			assert.Equal(t, "200/0", b.result(`_bc.authenticateAnonymous()`).codes())
			assert.Equal(t, "200/0", b.result(`playerState.logout()`).codes())
			assert.Empty(t, b.thrown())
		})
	}
}

func TestGetterThatThrowsInAnArgument(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	b := g.play()
	assert.Equal(t, "the page's own", b.text(`(() => { try { _bc.attachSession({ get sessionId() { throw new Error("the page's own") } }) } catch (e) { return e.message } })()`))
	assert.Equal(t, "the page's own", b.text(`playerState.logout({ get timeoutMs() { throw new Error("the page's own") } }).catch(e => e.message)`))
}

func TestCallingConventions(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	b := g.play()
	b.eval(`globalThis.log = []; globalThis.note = (name) => (...args) => { log.push([name, ...args]) };
		globalThis.once = async (...args) => { log.length = 0; await playerState.logout(...args); await new Promise(done => setTimeout(done)); return JSON.stringify(log) };
		globalThis.obj = { tag: 1 }`, nil)
	ok := `{\"status\":200,\"data\":null}`
	none := `{\"status\":403,\"reason_code\":40304,\"status_message\":\"No session\",\"severity\":\"ERROR\"}`
	for _, test := range []struct{ args, success, failure string }{
		{`note("callback")`, `[["callback",{"status":200,"data":null}]]`, `[["callback",{"status":403,"reason_code":40304,"status_message":"No session","severity":"ERROR"}]]`},
		{`note("success"), note("failure"), obj`, `[["success","` + ok + `",{"tag":1}]]`, `[["failure",403,40304,"` + none + `",{"tag":1}]]`},
		{`note("success"), note("failure")`, `[["success","` + ok + `",null]]`, `[["failure",403,40304,"` + none + `",null]]`},
		{`note("success"), null, obj`, `[["success","` + ok + `",{"tag":1}]]`, `[]`},
		{`null, note("failure"), obj`, `[]`, `[["failure",403,40304,"` + none + `",{"tag":1}]]`},
		{`{ serverCallback: note("callback"), serverError: note("error") }`,
			`[["callback","playerState","LOGOUT","` + ok + `"]]`, `[["error","playerState","LOGOUT",403,40304,"` + none + `"]]`},
		{`{ serverCallback: note("callback") }`, `[["callback","playerState","LOGOUT","` + ok + `"]]`, `[]`},
		{`{ timeoutMs: 10000 }`, `[]`, `[]`},
		{``, `[]`, `[]`},
	} {
		require.Equal(t, "200/0", b.result(`_bc.authenticateAnonymous()`).codes())
		assert.JSONEq(t, test.success, b.text(`once(`+test.args+`)`), test.args)
		assert.JSONEq(t, test.failure, b.text(`once(`+test.args+`)`), test.args)
	}
}

func TestJavaHandlerKeepsItsThis(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	b := g.logIn()
	assert.Equal(t, "kept", b.text(`new Promise(done => playerState.logout(new (class {
		name = "kept";
		serverCallback() { done(this.name) }
	})()))`))
}

func TestRawRequest(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	b := g.logIn()
	assert.Equal(t, `{"status":200,"data":null}`, b.text(`_bc.sendRequest({ service: "playerState", operation: "LOGOUT" }).then(JSON.stringify)`))
	assert.False(t, b.truth(`_bc.isAuthenticated()`))
	require.Len(t, g.packets("LOGOUT"), 1)
}

func TestAttachedSession(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	first := g.logIn()
	id := first.text(`_bc.getSessionId()`)
	profile := first.text(`_bc.getProfileId()`)
	second := g.play()
	second.eval(`_bc.attachSession({ sessionId: "`+id+`", packetId: 5, profileId: "`+profile+`", expiresInSeconds: 60 })`, nil)
	assert.Equal(t, id, second.text(`_bc.getSessionId()`))
	assert.Equal(t, profile, second.text(`_bc.getProfileId()`))
	assert.Equal(t, "200/0", second.result(`playerState.logout()`).codes())
	assert.False(t, g.dispatcher.SessionAlive(id))
	assert.Equal(t, "403/40304", first.result(`playerState.logout()`).codes(), "the server says that it is over")
}

func TestLoginsByName(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	b := g.play()
	assert.Equal(t, "200/0", b.result(`_bc.authenticateUniversal("ann", "right", true)`).codes())
	b.eval(`playerState.logout()`, nil)
	assert.Equal(t, "403/40307", b.result(`_bc.authenticateUniversal("ann", "wrong", false)`).codes())
	assert.Equal(t, "200/0", b.result(`_bc.authenticateUniversal("ann", "right", false)`).codes())
	assert.Equal(t, "200/0", b.result(`_bc.authenticateEmailPassword("ann@example.test", "right", true)`).codes())
	assert.Equal(t, "200/0", b.result(`_bc.logout(true)`).codes())
	assert.Equal(t, "null", b.text(`String(localStorage.getItem("profileId"))`))
}

func TestCallbackThatThrows(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	b := g.play()
	b.eval(`globalThis.reported = []; addEventListener("error", e => { reported.push(e.error.message); e.preventDefault() })`, nil)
	b.eval(`_bc.authenticateAnonymous(() => { throw new Error("the page's own") })`, nil)
	assert.Equal(t, "200/0", b.result(`playerState.logout(() => { throw new Error("again") })`).codes())
	b.eval(`new Promise(done => setTimeout(done))`, nil)
	assert.Equal(t, `the page's own, again`, b.text(`reported.join(", ")`))
	assert.Equal(t, "200/0", b.result(`_bc.authenticateAnonymous()`).codes())
}

func TestManyLogouts(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	b := g.logIn()
	assert.Equal(t, "1000 calls, 1 result, 200", b.text(`(async () => {
		const told = [];
		await Promise.all(Array.from({ length: 1000 }, () => playerState.logout(r => told.push(r))));
		return told.length + " calls, " + new Set(told).size + " result, " + told[0].status;
	})()`))
	assert.Len(t, g.packets("LOGOUT"), 1)
}

func TestDeadlineOfTheCaller(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	b := g.play()
	for _, test := range []struct{ call, message string }{
		{`playerState.logout(null, { timeoutMs: 60 })`, "timeoutMs of 60"},
		{`(() => { const c = new AbortController(); setTimeout(() => c.abort(), 60); return playerState.logout(() => {}, { signal: c.signal }) })()`, "aborted by its signal"},
		{`playerState.logout({ signal: AbortSignal.abort() })`, "aborted by its signal"},
	} {
		require.Equal(t, "200/0", b.result(`_bc.authenticateAnonymous()`).codes())
		id := b.text(`_bc.getSessionId()`)
		g.break_("slow-answer", 1, "LOGOUT")
		r := b.result(test.call)
		assert.Equal(t, "900/90001", r.codes())
		assert.Contains(t, r.StatusMessage, test.message)
		assert.False(t, b.truth(`_bc.isAuthenticated()`))
		eventually(t, "the logout is carried out all the same", func() bool { return !g.dispatcher.SessionAlive(id) })
	}
}
