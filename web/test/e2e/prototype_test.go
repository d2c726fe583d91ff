package e2e

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// options are names that the platform looks for in objects that it is handed: in those of
// fetch, in descriptors of properties, and in the options of events, decoders, locks,
// measures, errors, modules and the rest.
var options = []string{
	"mode", "cache", "window", "signal", "redirect", "referrer", "referrerPolicy", "integrity", "keepalive", "duplex", "priority", "credentials", "method", "body", "headers",
	"targetAddressSpace", "attributionReporting", "browsingTopics", "sharedStorageWritable", "adAuctionHeaders", "privateToken",
	"get", "set", "value", "writable", "enumerable", "configurable",
	"bubbles", "cancelable", "composed", "detail", "once", "passive", "capture",
	"fatal", "ignoreBOM", "stream", "ifAvailable", "steal", "timeout", "start", "end", "duration", "cause", "transfer", "builtins", "importedStringConstants",
	"timeoutMs", "data", "profileId", "expiresInSeconds", "members", "env", "argv", "fs", "process", "path", "exited", "result", "ref", "send", "login", "logout",
}

// TestPollutedPrototypes has a page put things on the object that all others inherit from.
func TestPollutedPrototypes(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	names, err := json.Marshal(options)
	require.NoError(t, err)
	for kind, value := range map[string]string{"a text": `"polluted"`, "an object": `{ polluted: 1 }`, "a number": `5`, "a function": `function () { return "polluted" }`, "true": `true`, "nothing": `null`} {
		pollution := `((value) => { for (const name of ` + string(names) + `) Object.prototype[name] = value })(` + value + `);`
		t.Run(kind+" before", func(t *testing.T) {
			b := openTab(t)
			b.visit(g.page(`<script>` + pollution + `</script>` + g.tag("")))
			playsOn(t, b)
			assert.Equal(t, "fetch", b.text(`performance.getEntriesByType("resource").find(e => e.name.endsWith(".wasm")).initiatorType`), "it is compiled while it comes")
		})
		t.Run(kind+" after", func(t *testing.T) {
			g.t = t
			b := g.play()
			b.eval(pollution+`undefined`, nil)
			playsOn(t, b)
		})
	}
}

// playsOn has the page use all that it can.
func playsOn(t *testing.T, b *tab) {
	t.Helper()
	b.eval(`globalThis.told = []; for (const type of ["login", "logout"]) _bc.addEventListener(type, e => told.push([type, typeof e.detail.profileId, e.bubbles].join(" ")), null);
		_bc.enableLogging(true); _bc.setPacketTimeouts([60, 60]); undefined`, nil)
	logsInAndOut(t, b)
	for _, logout := range []string{
		`new Promise(done => playerState.logout(r => done(r)))`,
		`new Promise(done => playerState.logout(json => done(JSON.parse(json)), () => {}))`,
		`new Promise(done => playerState.logout({ serverCallback: (service, operation, json) => done(JSON.parse(json)) }))`,
		`playerState.logout({ timeoutMs: 60_000 })`,
		`playerState.logout(null, { signal: new AbortController().signal })`,
		`_bc.logout(true)`,
	} {
		assert.Equal(t, "200/0", b.result(`_bc.authenticateUniversal("ann", "a password", true)`).codes())
		assert.Equal(t, "200/0", b.result(`_bc.sendRequest({ service: "time", operation: "READ" })`).codes())
		r := b.result(logout)
		assert.Equal(t, "200/0", r.codes(), logout)
	}
	b.eval(`_bc.attachSession({ sessionId: "S", packetId: 1 })`, nil)
	assert.Equal(t, `S "" true`, b.text(`_bc.getSessionId() + " " + JSON.stringify(_bc.getProfileId()) + " " + _bc.isAuthenticated()`))
	assert.Equal(t, `login string false,logout string false`, b.text(`told.slice(0, 2).join()`))
	assert.Equal(t, "TypeError: playerState.logout: callback must be a function, not an object", b.text(`playerState.logout({}).catch(String)`))
	assert.Equal(t, "playerState.load,playerState.login,playerState.logout",
		b.text(`performance.getEntriesByType("measure").map(e => e.name).filter(name => name.startsWith("playerState.")).sort().join()`))
	assert.Empty(t, b.thrown())
}

// TestOldToJSON has a page whose library writes arrays, or all objects, as texts.
func TestOldToJSON(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	for name, before := range map[string]string{
		"arrays":  `Array.prototype.toJSON = function () { return "[" + this.map(v => typeof v === "string" ? '"' + v + '"' : v).join(", ") + "]" };`,
		"objects": `Object.prototype.toJSON = function () { return "[object]" };`,
	} {
		t.Run(name, func(t *testing.T) {
			b := openTab(t)
			b.visit(g.page(`<script>` + before + `</script>` + g.tag("")))
			require.Equal(t, "200/0", b.result(`_bc.authenticateAnonymous()`).codes())
			b.eval(`_bc.sendRequest({ service: "time", operation: "READ", data: { list: [1, ["x"], { day: new Date(0) }] } }).then(() => {})`, nil)
			packets := g.packets("READ")
			assert.Contains(t, string(packets[len(packets)-1].Body), `"data":{"list":[1,["x"],{"day":"1970-01-01T00:00:00.000Z"}]}`)
			assert.Equal(t, `{"status":200,"data":null}`, b.text(`new Promise(done => playerState.logout(done, done))`))
			assert.Equal(t, `{"status":403,"reason_code":40304,"status_message":"No session","severity":"ERROR"}`,
				b.text(`new Promise(done => playerState.logout({ serverCallback() {}, serverError: (...args) => done(args[4]) }))`))
		})
	}
}
