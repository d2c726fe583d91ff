package client

import "playerstate/wasm/servop"

// Setting is a method that the client answers by itself, with nothing. The build makes
// the page's functions of these rows; the program does not link the table.
type Setting struct {
	// Name is the method's name, on _bc and in the program.
	Name string
	// Params are its arguments.
	Params []servop.Param
	// Internal: it is no method of _bc, but called by the scripts.
	Internal bool
	// Replayed: its latest call is made again in a program that starts anew after the
	// one before it has died.
	Replayed bool
}

// Settings are the methods that return nothing.
var Settings = []Setting{
	{Name: "initialize", Replayed: true, Params: []servop.Param{
		{Name: "appId", Check: servop.HeaderText},
		{Name: "secret", Check: servop.NonEmptyText},
		{Name: "appVersion", Check: servop.NonEmptyText},
		{Name: "serverUrl", Check: servop.HTTPURL, Default: `""`},
	}},
	{Name: "setServerUrl", Replayed: true, Params: []servop.Param{{Name: "url", Check: servop.HTTPURL}}},
	{Name: "setPacketTimeouts", Replayed: true, Params: []servop.Param{{Name: "timeouts", Check: servop.Timeouts}}},
	{Name: "enableLogging", Replayed: true, Params: []servop.Param{{Name: "on", Check: servop.Flag}}},
	{Name: "logoutOnClose", Internal: true, Replayed: true, Params: []servop.Param{{Name: "on", Check: servop.Flag}}},
	{Name: "attachSession", Params: []servop.Param{{Name: "session", Check: servop.Object, Members: []servop.Param{
		{Name: "sessionId", Check: servop.NonEmptyText},
		{Name: "packetId", Check: servop.PacketNumber},
		{Name: "profileId", Check: servop.Text, Default: `""`},
		{Name: "expiresInSeconds", Check: servop.Seconds, Default: "0"},
	}}}},
	{Name: "overrideLanguageCode", Replayed: true, Params: []servop.Param{{Name: "code", Check: servop.Text, Default: `""`}}},
	{Name: "overrideCountryCode", Replayed: true, Params: []servop.Param{{Name: "code", Check: servop.Text, Default: `""`}}},
	{Name: "storeUnder", Internal: true, Replayed: true, Params: []servop.Param{{Name: "prefix", Check: servop.Text}}},
	{Name: "attachForeign", Internal: true, Params: []servop.Param{
		{Name: "sessionId", Check: servop.Text},
		{Name: "packetId", Check: servop.PacketNumber},
		{Name: "profileId", Check: servop.Text},
		{Name: "appId", Check: servop.HeaderText},
		{Name: "secret", Check: servop.NonEmptyText},
		{Name: "serverUrl", Check: servop.HTTPURL},
		{Name: "busy", Check: servop.Flag},
		{Name: "beside", Check: servop.Flag},
	}},
	{Name: "foreignSeen", Internal: true, Replayed: true, Params: []servop.Param{
		{Name: "sessionId", Check: servop.Text},
		{Name: "packetId", Check: servop.PacketNumber},
		{Name: "profileId", Check: servop.Text},
		{Name: "appId", Check: servop.HeaderText},
		{Name: "secret", Check: servop.NonEmptyText},
		{Name: "serverUrl", Check: servop.HTTPURL},
	}},
	{Name: "heard", Internal: true, Params: []servop.Param{{Name: "notice", Check: servop.Text}}},
	{Name: "foreignIdle", Internal: true},
	{Name: "logoutOnApplicationClose", Params: []servop.Param{{Name: "forgetUser", Check: servop.Flag, Default: "false"}}},
	{Name: "runScriptAndLogoutOnApplicationClose", Params: []servop.Param{
		{Name: "forgetUser", Check: servop.Flag},
		{Name: "scriptName", Check: servop.NonEmptyText},
		{Name: "scriptData", Check: servop.JSONData},
	}},
	{Name: "resetCommunication"},
}

// Getter is a method that tells the present state.
type Getter struct {
	// Name is the method's name, on _bc and in the program.
	Name string
	// Without is the JSON text of its value while there is no program.
	Without string
}

// Getters are the methods that return at once.
var Getters = []Getter{
	{"isInitialized", "false"},
	{"isAuthenticated", "false"},
	{"getSessionId", `""`},
	{"getProfileId", `""`},
	{"getAppId", `""`},
	{"getAppVersion", `""`},
}
