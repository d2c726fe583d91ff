package src_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
)

// clientModule has client(path), which makes a client whose program is missing.
func clientModule(s *site) string {
	return `import { createClientOf } from "./client.js";` + s.names() + `
		console.error = () => {};
		const client = (path) => createClientOf(() => new URL(path, site), "");
	`
}

func TestClientLoadsNothingUntilItIsUsed(t *testing.T) {
	s := newSite(t)
	uses := map[string]bool{
		`bc.getSessionId(), bc.getProfileId(), bc.isInitialized(), bc.isAuthenticated()`: false,
		`bc.version, bc.reasonCodes, bc.playerState`:                                     false,
		`bc.removeEventListener("login", () => {})`:                                      false,
		`bc.playerState.logout("callback").catch(() => {})`:                              false,
		`bc.addEventListener("login", () => {})`:                                         true,
		`bc.ready`:                                                                       true,
		`bc.enableLogging(true)`:                                                         true,
		`set.logoutOnClose(true)`:                                                        true,
		`bc.playerState.logout()`:                                                        true,
		`bc.ready, bc.logout(), bc.logout()`:                                             true,
	}
	text := clientModule(s)
	var loading []string
	for use, loads := range uses {
		path := fmt.Sprintf("/%d.wasm", len(text))
		text += fmt.Sprintf("{ const { bc, set } = client(%q); %s; }\n", path, use)
		if loads {
			loading = append(loading, path)
		}
	}
	node(t, text)
	assert.ElementsMatch(t, append(loading, loading...), s.requests(), "each in two ways: %s", text)
}

func TestClientSaysWhichMethodHasABadArgument(t *testing.T) {
	s := newSite(t)
	assert.Equal(t, []string{
		"throws _bc.enableLogging: on must be true or false, not that string",
		"throws _bc.logoutOnClose: on must be true or false, not undefined",
		"rejects _bc.logout: forgetUser must be true or false, or left out, not that number",
		"rejects playerState.logout: callback must be a function, not that number",
		"rejects _bc.sendRequest: callback must be a function, not that number",
	}, node(t, clientModule(s)+`
		const { bc, set } = client("/missing.wasm");
		for (const call of [
			() => bc.enableLogging("on"),
			() => set.logoutOnClose(),
			() => bc.logout(1),
			() => bc.playerState.logout(1),
			() => bc.sendRequest({ service: "s", operation: "O" }, 1),
		]) {
			let promise;
			try {
				promise = call();
			} catch (error) {
				console.log("throws", error.message);
				continue;
			}
			await promise.catch((error) => console.log("rejects", error.message));
		}
	`))
	assert.Empty(t, s.requests())
}

// TestClientBesideAPollutedPrototype has what waited in the vendor's client sent, though the
// page has put what would be an option of it on every object.
func TestClientBesideAPollutedPrototype(t *testing.T) {
	s := newSite(t)
	assert.Equal(t, []string{"900", "900"}, node(t, clientModule(s)+`
		const { bc } = client("/missing.wasm");
		const statuses = [];
		const manager = {
			_sessionId: "S", _packetId: 1, _appId: "20001", _secret: "s", _dispatcherUrl: "https://a.test/", _isAuthenticated: true,
			_requestInProgress: false, _inProgressQueue: [], stopHeartBeat() {},
			_sendQueue: [{ service: "s", operation: "O", data: {}, callback: (result) => statuses.push(result.status) }],
		};
		bc.playerState.attachClient({ brainCloudClient: { brainCloudManager: manager, playerState: { logout() {} } } });
		Object.prototype.signal = 5;
		statuses.push((await bc.playerState.logout()).status);
		delete Object.prototype.signal;
		console.log(statuses.join("\n"));
	`))
}

func TestClientTellsOfEveryCallThatFails(t *testing.T) {
	s := newSite(t)
	assert.Equal(t, []string{
		"event playerState LOGOUT 90200", "callback 90200",
		"event score POST 90200", "another 90200",
		"event score POST 90200",
		"TypeError: _bc.registerGlobalErrorCallback: callback must be a function, not that string",
	}, node(t, clientModule(s)+`
		const { bc } = client("/missing.wasm");
		bc.addEventListener("error", ({ detail }) => console.log("event", detail.service, detail.operation, detail.result.reason_code));
		bc.registerGlobalErrorCallback((result) => console.log("callback", result.reason_code));
		await bc.playerState.logout();
		await new Promise((resolve) => setTimeout(resolve));
		bc.registerGlobalErrorCallback((result) => console.log("another", result.reason_code));
		await bc.sendRequest({ service: "score", operation: "POST" });
		await new Promise((resolve) => setTimeout(resolve));
		bc.registerGlobalErrorCallback(null);
		await bc.sendRequest({ service: "score", operation: "POST" });
		await new Promise((resolve) => setTimeout(resolve));
		try {
			bc.registerGlobalErrorCallback("callback");
		} catch (error) {
			console.log(String(error));
		}
	`))
}

// TestClientTellsOfTheResultAsItWas has the caller change its own result at once.
func TestClientTellsOfTheResultAsItWas(t *testing.T) {
	s := newSite(t)
	assert.Equal(t, []string{"event 90200"}, node(t, clientModule(s)+`
		const { bc } = client("/missing.wasm");
		bc.addEventListener("error", ({ detail }) => console.log("event", detail.result.reason_code));
		await bc.playerState.logout((result) => { result.reason_code = 0; });
		await new Promise((resolve) => setTimeout(resolve));
	`))
}

func TestClientHasTheVendorsPaths(t *testing.T) {
	s := newSite(t)
	evaluate(t, clientModule(s)+`const { bc } = client("/missing.wasm");`, []gives{
		{`bc.brainCloudClient.playerState === bc.playerState`, `true`},
		{`bc.brainCloudClient.getSessionId()`, `""`},
		{`bc.brainCloudManager.resetCommunication === bc.resetCommunication`, `true`},
		{`Object.keys(bc).filter((name) => name.startsWith("authenticate")).every((name) => typeof bc.authentication[name] === "function")`, `true`},
		{`bc.authentication.authenticateUniversal === bc.authenticateUniversal`, `true`},
		{`bc.authentication.authenticateAnonymous === bc.authenticateAnonymous`, `false`},
	})
}
