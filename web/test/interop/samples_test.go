package interop

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
)

// sample is a page in the way in which the vendor's web samples use a client: its script, and
// the visits to it. Each visit is what the player does there, and gives what is said.
type sample struct {
	script string
	visits []string
}

// together are the parts that all samples have: what a button does is a function, and what
// the page says of the player is collected.
const together = `
	globalThis.said = [];
	const say = (what) => (result) => { said.push(what + " " + result.status); return result };
	const call = (f) => new Promise(f);
	// This version of the vendor's wrapper has no logout of its own.
	const logOut = (forgetUser, done) => {
		if (_bc.logout) return _bc.logout(forgetUser, done);
		if (forgetUser) _bc.resetStoredProfileId();
		_bc.brainCloudClient.playerState.logout(done);
	};
	const canReconnect = () => Boolean(_bc.getStoredAnonymousId() && _bc.getStoredProfileId());
	const state = () => said.push("in: " + _bc.brainCloudClient.isAuthenticated() + ", has a session: " + (_bc.brainCloudClient.getSessionId() !== "")
		+ ", can come back: " + canReconnect());
`

// samples are in the pattern of the vendor's four: a player without a name who comes back, one
// with a name, a page that is loaded anew, and the client without the wrapper.
var samples = map[string]sample{
	"a player without a name": {
		script: `
			globalThis.begin = () => call((done) => canReconnect() ? _bc.reconnect(done) : _bc.authenticateAnonymous(done)).then(say("login"));
			globalThis.logOutButton = () => call((done) => logOut(true, done)).then(say("logout")).then(() => _bc.brainCloudClient.resetCommunication());`,
		visits: []string{
			`begin().then(state)`,
			`begin().then(state).then(logOutButton).then(state)`,
			`begin().then(state).then(() => call((done) => logOut(false, done))).then(say("logout")).then(state)`,
		},
	},
	"a page that logs out when it is closed": {
		script: `
			// This version of the vendor's wrapper has no such logout: its player stays logged in.
			addEventListener("beforeunload", () => _bc.logoutOnApplicationClose?.(false));
			globalThis.begin = () => call((done) => canReconnect() ? _bc.reconnect(done) : _bc.authenticateAnonymous(done)).then(say("login"));
			globalThis.logOutButton = () => call((done) => logOut(true, done)).then(say("logout")).then(() => _bc.brainCloudClient.resetCommunication());`,
		visits: []string{
			`begin().then(state)`,
			`begin().then(state)`,
			`begin().then(state).then(logOutButton).then(state)`,
		},
	},
	"a player with a name": {
		script: `
			globalThis.login = (password) => call((done) => _bc.authenticateUniversal("ann", password, true, done)).then(say("login"));
			globalThis.begin = () => canReconnect() ? call((done) => _bc.reconnect(done)).then(say("reconnect")) : undefined;
			globalThis.logOutButton = () => call((done) => logOut(true, done)).then(say("logout")).then(() => _bc.brainCloudClient.resetCommunication());`,
		visits: []string{
			`Promise.resolve(begin()).then(state).then(() => login("right")).then(state)`,
			`Promise.resolve(begin()).then(state).then(() => call((done) => _bc.brainCloudClient.playerState.logout(done))).then(say("logout")).then(state)`,
			`Promise.resolve(begin()).then(state).then(logOutButton).then(state)`,
			`Promise.resolve(begin()).then(state).then(() => login("wrong")).then(() => login("right")).then(state)`,
		},
	},
	"a page that is loaded anew": {
		script: `
			globalThis.login = () => call((done) => _bc.authenticateAnonymous(done)).then(say("login"));
			globalThis.callMe = (text) => call((done) => _bc.playerState.updateUserName(text, done)).then(say("name"));
			globalThis.again = () => call((done) => _bc.restoreSession(done)).then(say("restore")).then((result) => said.push(result.data.playerName));`,
		visits: []string{
			`login().then(() => callMe("Ann")).then(state)`,
			`again().then(state).then(() => callMe("Bea"))`,
			`again().then(state).then(() => call((done) => _bc.playerState.logout(done))).then(say("logout")).then(state)`,
		},
	},
	"a client without the wrapper": {
		script: `
			const client = _bc.brainCloudClient;
			globalThis.begin = () => call((done) => client.authentication.authenticateEmailPassword("ann@example.test", "x", true, done)).then(say("login"));
			globalThis.read = () => call((done) => client.playerState.readUserState(done)).then(say("read"));
			globalThis.logOutButton = () => call((done) => client.playerState.logout(done)).then(say("logout"));`,
		visits: []string{
			`begin().then(read).then(() => said.push(_bc.brainCloudClient.isAuthenticated())).then(logOutButton).then(read)
				.then(() => said.push(_bc.brainCloudClient.isAuthenticated(), _bc.brainCloudClient.getSessionId()))
				.then(() => _bc.brainCloudClient.resetCommunication()).then(read).then(begin)`,
		},
	},
}

// TestSamplesRunOnBothClients runs each page on either client, visit by visit in one tab, and
// compares what they say. Nothing is asked after a wrong password: the vendor's client calls
// that player authenticated.
func TestSamplesRunOnBothClients(t *testing.T) {
	for name, sample := range samples {
		t.Run(name, func(t *testing.T) {
			said := map[client][]string{}
			for _, c := range []client{vendors, ours} {
				s := newSite(t)
				b := s.Open()
				for _, visit := range sample.visits {
					p := s.play(b, c)
					p.Run(together + sample.script + "; undefined")
					var lines []any
					p.Eval(visit+`.then(() => said)`, &lines)
					for _, line := range lines {
						said[c] = append(said[c], fmt.Sprint(line))
					}
				}
			}
			assert.NotEmpty(t, said[vendors])
			assert.Equal(t, said[vendors], said[ours])
		})
	}
}
