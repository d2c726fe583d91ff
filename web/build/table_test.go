package build

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"playerstate/wasm/servop"
)

// params are one parameter of each kind.
var params = []servop.Param{
	{Name: "a", Key: "first", Check: servop.Text},
	{Name: "b", Check: servop.Flag, Default: "false"},
	{Name: "f", Check: servop.WholeNumber, Default: "null"},
	{Name: "c", Check: servop.Object, Members: []servop.Param{{Name: "d", Check: servop.Seconds, Default: "0"}, {Name: "e", Check: servop.JSONData}}},
}

func TestParamList(t *testing.T) {
	assert.Equal(t, `[["a", checks.text], ["b", checks.optional(checks.flag, false)], ["f", checks.optional(checks.wholeNumber, null)], `+
		`["c", checks.object(...[["d", checks.optional(checks.seconds, 0)], ["e", checks.jsonData]])]]`, paramList(params))
	assert.Equal(t, "[]", paramList(nil))
}

func TestKeys(t *testing.T) {
	assert.Equal(t, []string{"first", "", "", ""}, keys(params), "each is at its parameter's place")
	assert.Equal(t, []string{}, keys(params[1:]), "there is no data")
	assert.Equal(t, []string{}, keys(nil))
}

func TestEntry(t *testing.T) {
	for name, m := range map[string]servop.Method{
		"login":  {Operation: servop.Authenticate, AuthenticationType: "Anonymous"},
		"logout": {Operation: servop.Logout},
		"send":   {Operation: servop.Operation{Service: "playerState", Name: "READ"}},
	} {
		assert.Equal(t, name, Entry(m))
	}
	assert.Equal(t, "send", Entry(servop.Method{}), "the caller names the operation")
}

func TestTableModule(t *testing.T) {
	module := tableModule()
	for _, line := range []string{
		`import * as checks from "./checks.js";`,
		`  "playerState.logout": { params: [], keys: [], service: "playerState", operation: "LOGOUT", entry: "logout", coalesced: true },`,
		`  "playerState.updateUserName": { params: [["userName", checks.text]], keys: ["playerName"], service: "playerState", operation: "UPDATE_NAME", entry: "send" },`,
		`  "authenticateAnonymous": { params: [], keys: [], service: "authenticationV2", operation: "AUTHENTICATE", entry: "login", type: "Anonymous" },`,
		`  enableLogging: { params: [["on", checks.flag]], internal: false },`,
		`  logoutOnClose: { params: [["on", checks.flag]], internal: true },`,
		`export const replayed = new Set(["initialize","setServerUrl","setPacketTimeouts","enableLogging","logoutOnClose","foreignSeen"]);`,
		`  getSessionId: "",`,
		`  NO_SESSION: 40304,`,
	} {
		assert.Contains(t, "\n"+module, "\n"+line+"\n")
	}
}
