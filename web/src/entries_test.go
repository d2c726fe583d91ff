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
		{`entry(methods.authenticateAnonymous)`, `["Anonymous","","\"\"",true,"",""]`},
		{`entry(methods["authentication.authenticateAnonymous"], false)`, `["Anonymous","","\"\"",false,"",""]`},
		{`entry(methods.reconnect)`, `["Anonymous","","\"\"",false,"",""]`},
		{`entry(methods.authenticateUniversal, "ann", "pass\"word", false)`, `["Universal","ann","\"pass\\\"word\"",false,"",""]`},
		{`entry(methods.authenticateEmailPassword, "a@b.test", "password", true)`, `["Email","a@b.test","\"password\"",true,"",""]`},
		{`entry(methods.authenticateExternal, "ann", "token", "service", true)`, `["External","ann","\"token\"",true,"service",""]`},
		{`entry(methods.authenticateGameCenter, "ann", true)`, `["GameCenter","ann","null",true,"",""]`},
		{`entry(methods.authenticateTwitter, "ann", "token", "secret", true)`, `["Twitter","ann","\"token:secret\"",true,"",""]`},
		{`entry(methods.authenticateHandoff, "id", "token")`, `["Handoff","id","\"token\"",false,"",""]`},
		{`entry(methods.authenticateSettopHandoff, "code")`, `["SettopHandoff","code","\"\"",false,"",""]`},
		{`entry(methods.authenticateAdvanced, "Universal", "ann", "password", null, true, null)`, `["Universal","ann","\"password\"",true,"",""]`},
		{`entry(methods.authenticateAdvanced, "External", "ann", "token", "service", true, { a: 1 })`, `["External","ann","\"token\"",true,"service","{\"a\":1}"]`},
		{`entry(methods.restoreSession)`, `[]`},
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
