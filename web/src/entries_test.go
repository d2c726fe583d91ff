package src_test

import "testing"

func TestEntryArguments(t *testing.T) {
	evaluate(t, `
		import { entryArguments } from "./entries.js";
		import { methods } from "playerstate:table";
		const entry = (method, ...read) => entryArguments[method.entry](method, read);
		const made = { entry: "send", service: "s", operation: "O", keys: ["a", "", "b"] };
	`, []gives{
		{`entry(methods["playerState.logout"])`, `[false]`},
		{`entry(methods.logout, true)`, `[true]`},
		{`entry(methods.authenticateAnonymous)`, `["Anonymous","","",true]`},
		{`entry(methods.authenticateUniversal, "ann", "password", false)`, `["Universal","ann","password",false]`},
		{`entry(methods.authenticateEmailPassword, "a@b.test", "password", true)`, `["Email","a@b.test","password",true]`},
		{`entry(methods.sendRequest, "s", "O", "[1]")`, `["s","O","[1]"]`},
		{`entry(methods["playerState.readUserState"])`, `["playerState","READ",""]`},
		{`entry(methods["playerState.updateUserName"], "Ann")`, `["playerState","UPDATE_NAME","{\"playerName\":\"Ann\"}"]`},
		{`entry(methods["playerState.extendUserStatusWithMax"], "s", 60, 120, { z: 1, a: 2 })`,
			`["playerState","EXTEND_USER_STATUS_WITH_MAX","{\"statusName\":\"s\",\"additionalSecs\":60,\"maxActiveSecs\":120,\"details\":{\"z\":1,\"a\":2}}"]`},
		{`entry(methods["playerState.extendUserStatusWithMax"], "s", 60, null, {})`,
			`["playerState","EXTEND_USER_STATUS_WITH_MAX","{\"statusName\":\"s\",\"additionalSecs\":60,\"details\":{}}"]`},
		{`entry(made, 1, 2, { c: [3] })`, `["s","O","{\"a\":1,\"b\":{\"c\":[3]}}"]`},
	})
}
