package e2e

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/test/game"
)

// catches installs what tells how a call goes wrong.
const catches = `
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
	};`

func TestBadArguments(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	for when, ready := range map[string]string{"before the program runs": "", "after": "await _bc.ready;"} {
		t.Run(when, func(t *testing.T) {
			g := g.Again(t)
			b := g.Open()
			b.Visit(g.Page(g.Tag("")))
			b.Run(`(async () => {` + ready + catches + `})()`)
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
				assert.Equal(t, test.want, b.Text(`caught(() => `+test.call+`)`), test.call)
			}
			// Nothing of it changed anything.
			b.Run(`_bc.ready`)
			assert.Equal(t, `true false "" ""`, b.Text(`[_bc.isInitialized(), _bc.isAuthenticated(), JSON.stringify(_bc.getSessionId()), JSON.stringify(_bc.getProfileId())].join(" ")`))
			assert.Equal(t, "200/0", b.Codes(`_bc.authenticateAnonymous()`))
			assert.Equal(t, "200/0", b.Codes(`playerState.logout()`))
			assert.Empty(t, b.Thrown())
		})
	}
}

func TestGetterThatThrowsInAnArgument(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.Play()
	assert.Equal(t, "the page's own", b.Text(`(() => { try { _bc.attachSession({ get sessionId() { throw new Error("the page's own") } }) } catch (e) { return e.message } })()`))
	assert.Equal(t, "the page's own", b.Text(`playerState.logout({ get timeoutMs() { throw new Error("the page's own") } }).catch(e => e.message)`))
}

func TestCallingConventions(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.Play()
	b.Run(`globalThis.log = []; globalThis.note = (name) => (...args) => { log.push([name, ...args]) };
		globalThis.once = async (...args) => { log.length = 0; await playerState.logout(...args); await new Promise(done => setTimeout(done)); return JSON.stringify(log) };
		globalThis.obj = { tag: 1 }`)
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
		{`{ timeoutMs: 300000 }`, `[]`, `[]`},
		{``, `[]`, `[]`},
	} {
		b.LogIn()
		assert.JSONEq(t, test.success, b.Text(`once(`+test.args+`)`), test.args)
		assert.JSONEq(t, test.failure, b.Text(`once(`+test.args+`)`), test.args)
	}
}

func TestJavaHandlerKeepsItsThis(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.LogIn()
	assert.Equal(t, "kept", b.Text(`new Promise(done => playerState.logout(new (class {
		name = "kept";
		serverCallback() { done(this.name) }
	})()))`))
}

func TestRawRequest(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.LogIn()
	assert.Equal(t, `{"status":200,"data":null}`, b.Text(`_bc.sendRequest({ service: "playerState", operation: "LOGOUT" }).then(JSON.stringify)`))
	assert.False(t, b.Truth(`_bc.isAuthenticated()`))
	require.Len(t, g.Packets("LOGOUT"), 1)
}

func TestAttachedSession(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	first := g.LogIn()
	id := first.Session()
	profile := first.Text(`_bc.getProfileId()`)
	second := g.Play()
	second.Run(`_bc.attachSession({ sessionId: "` + id + `", packetId: 5, profileId: "` + profile + `", expiresInSeconds: 3600 })`)
	assert.Equal(t, id, second.Session())
	assert.Equal(t, profile, second.Text(`_bc.getProfileId()`))
	assert.Equal(t, "200/0", second.Codes(`playerState.logout()`))
	assert.False(t, g.Dispatcher.SessionAlive(id))
	assert.Equal(t, "403/40304", first.Codes(`playerState.logout()`), "the server says that it is over")
}

func TestLoginsByName(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.Play()
	assert.Equal(t, "200/0", b.Codes(`_bc.authenticateUniversal("ann", "right", true)`))
	b.Run(`playerState.logout()`)
	assert.Equal(t, "403/40307", b.Codes(`_bc.authenticateUniversal("ann", "wrong", false)`))
	assert.Equal(t, "200/0", b.Codes(`_bc.authenticateUniversal("ann", "right", false)`))
	assert.Equal(t, "200/0", b.Codes(`_bc.authenticateEmailPassword("ann@example.test", "right", true)`))
	assert.Equal(t, "200/0", b.Codes(`_bc.logout(true)`))
	assert.Empty(t, b.Text(`localStorage.getItem("profileId")`), "the vendor's wrapper forgets so")
}

func TestCallbackThatThrows(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.Play()
	b.Run(`globalThis.reported = []; addEventListener("error", e => { reported.push(e.error.message); e.preventDefault() })`)
	b.Run(`_bc.authenticateAnonymous(() => { throw new Error("the page's own") })`)
	assert.Equal(t, "200/0", b.Codes(`playerState.logout(() => { throw new Error("again") })`))
	b.Run(`new Promise(done => setTimeout(done))`)
	assert.Equal(t, `the page's own, again`, b.Text(`reported.join(", ")`))
	assert.Equal(t, "200/0", b.Codes(`_bc.authenticateAnonymous()`))
}

func TestManyLogouts(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.LogIn()
	assert.Equal(t, "1000 calls, 1000 results, 200", b.Text(`(async () => {
		const told = [];
		await Promise.all(Array.from({ length: 1000 }, () => playerState.logout(r => told.push(r))));
		return told.length + " calls, " + new Set(told).size + " results, " + told[999].status;
	})()`))
	assert.Len(t, g.Packets("LOGOUT"), 1)
}

func TestDeadlineOfTheCaller(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.Play()
	for _, test := range []struct{ call, message string }{
		{`playerState.logout(null, { timeoutMs: 60 })`, "timeoutMs of 60"},
		{`(() => { const c = new AbortController(); setTimeout(() => c.abort(), 60); return playerState.logout(() => {}, { signal: c.signal }) })()`, "aborted by its signal"},
		{`playerState.logout({ signal: AbortSignal.abort() })`, "aborted by its signal"},
	} {
		b.Run(game.Patient)
		b.LogIn()
		id := b.Session()
		// The first attempt is never answered, and its time is over only after the caller's.
		b.Run(game.Hasty)
		g.Break("hang", 1, "LOGOUT")
		r := b.Result(test.call)
		assert.Equal(t, "900/90001", r.Codes())
		assert.Contains(t, r.StatusMessage, test.message)
		assert.False(t, b.Truth(`_bc.isAuthenticated()`))
		g.Over(id) // the logout is carried out all the same
	}
}
