package e2e

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/test/game"
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
	g := game.New(t)
	names, err := json.Marshal(options)
	require.NoError(t, err)
	for kind, value := range map[string]string{"a text": `"polluted"`, "an object": `{ polluted: 1 }`, "a number": `5`, "a function": `function () { return "polluted" }`, "true": `true`, "nothing": `null`} {
		pollution := `((value) => { for (const name of ` + string(names) + `) Object.prototype[name] = value })(` + value + `);`
		t.Run(kind+" before", func(t *testing.T) {
			g := g.Again(t)
			b := g.Open()
			b.Visit(g.Page(`<script>` + pollution + `</script>` + g.Tag("")))
			playsOn(t, b)
			assert.Equal(t, "fetch", b.Text(`performance.getEntriesByType("resource").find(e => e.name.endsWith(".wasm")).initiatorType`), "it is asked for with fetch")
		})
		if kind != "an object" {
			continue // a page that is polluted before is so after, too
		}
		t.Run(kind+" after", func(t *testing.T) {
			g := g.Again(t)
			b := g.Play()
			b.Run(pollution)
			playsOn(t, b)
		})
	}
}

// playsOn has the page use all that it can.
func playsOn(t *testing.T, b game.Tab) {
	t.Helper()
	b.Run(`globalThis.told = []; for (const type of ["login", "logout"]) _bc.addEventListener(type, e => told.push([type, typeof e.detail.profileId, e.bubbles].join(" ")), null);
		_bc.enableLogging(true)`)
	logsInAndOut(t, b)
	for _, logout := range []string{
		`new Promise(done => playerState.logout(r => done(r)))`,
		`new Promise(done => playerState.logout(json => done(JSON.parse(json)), () => {}))`,
		`new Promise(done => playerState.logout({ serverCallback: (service, operation, json) => done(JSON.parse(json)) }))`,
		`playerState.logout({ timeoutMs: 600_000 })`,
		`playerState.logout(null, { signal: new AbortController().signal })`,
		`_bc.logout(true)`,
	} {
		assert.Equal(t, "200/0", b.Codes(`_bc.authenticateUniversal("ann", "a password", true)`))
		assert.Equal(t, "200/0", b.Codes(`_bc.sendRequest({ service: "time", operation: "READ" })`))
		assert.Equal(t, "200/0", b.Codes(logout), logout)
	}
	b.Run(`_bc.attachSession({ sessionId: "S", packetId: 1 })`)
	assert.Equal(t, `S "" true`, b.Text(`_bc.getSessionId() + " " + JSON.stringify(_bc.getProfileId()) + " " + _bc.isAuthenticated()`))
	assert.Equal(t, `login string false,logout string false`, b.Text(`told.slice(0, 2).join()`))
	assert.Equal(t, "TypeError: playerState.logout: callback must be a function, not an object", b.Text(`playerState.logout({}).catch(String)`))
	assert.Equal(t, "playerState.load,playerState.login,playerState.logout",
		b.Text(`performance.getEntriesByType("measure").map(e => e.name).filter(name => name.startsWith("playerState.")).sort().join()`))
	assert.Empty(t, b.Thrown())
}

// TestOldToJSON has a page whose library writes arrays, or all objects, as texts.
func TestOldToJSON(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	for name, before := range map[string]string{
		"arrays":  `Array.prototype.toJSON = function () { return "[" + this.map(v => typeof v === "string" ? '"' + v + '"' : v).join(", ") + "]" };`,
		"objects": `Object.prototype.toJSON = function () { return "[object]" };`,
	} {
		t.Run(name, func(t *testing.T) {
			g := g.Again(t)
			b := g.Open()
			b.Visit(g.Page(`<script>` + before + `</script>` + g.Tag("")))
			require.Equal(t, "200/0", b.Codes(`_bc.authenticateAnonymous()`))
			b.Run(`_bc.sendRequest({ service: "time", operation: "READ", data: { list: [1, ["x"], { day: new Date(0) }] } })`)
			packets := g.Packets("READ")
			assert.Contains(t, string(packets[len(packets)-1].Body), `"data":{"list":[1,["x"],{"day":"1970-01-01T00:00:00.000Z"}]}`)
			assert.Equal(t, `{"status":200,"data":null}`, b.Text(`new Promise(done => playerState.logout(done, done))`))
			assert.Equal(t, `{"status":403,"reason_code":40304,"status_message":"No session","severity":"ERROR"}`,
				b.Text(`new Promise(done => playerState.logout({ serverCallback() {}, serverError: (...args) => done(args[4]) }))`))
		})
	}
}
