//go:build js && wasm

package main

import (
	"playerstate/jsbridge"
	"playerstate/wasm/client"
	"playerstate/wasm/jsonvalue"
)

// entries are the names that the page's half of the bridge calls, and what each
// does. A call that is answered later has its number as the first argument.
var entries = []struct {
	name string
	call func(c *client.Client, a jsbridge.Args) any
}{
	{"initialize", func(c *client.Client, a jsbridge.Args) any {
		c.Initialize(a.Text(0), a.Text(1), a.Text(2), a.Text(3))
		return nil
	}},
	{"setServerUrl", func(c *client.Client, a jsbridge.Args) any { c.SetServerURL(a.Text(0)); return nil }},
	{"setPacketTimeouts", func(c *client.Client, a jsbridge.Args) any { c.SetPacketTimeouts(a.Ints(0)); return nil }},
	{"enableLogging", func(c *client.Client, a jsbridge.Args) any { c.EnableLogging(a.Bool(0)); return nil }},
	{"attachSession", func(c *client.Client, a jsbridge.Args) any {
		c.Attach(a.Text(0), a.Int(1), a.Text(2), a.Int(3))
		return nil
	}},
	{"logoutOnApplicationClose", func(c *client.Client, a jsbridge.Args) any {
		c.LogoutOnApplicationClose(a.Bool(0))
		return nil
	}},
	{"adopt", func(c *client.Client, _ jsbridge.Args) any { c.Adopt(); return nil }},
	{"heard", func(c *client.Client, a jsbridge.Args) any { c.Heard(a.Text(0)); return nil }},
	{"leave", func(c *client.Client, _ jsbridge.Args) any { c.Leave(); return nil }},
	{"online", func(c *client.Client, _ jsbridge.Args) any { c.Online(); return nil }},

	{"isInitialized", func(c *client.Client, _ jsbridge.Args) any { return c.IsInitialized() }},
	{"isAuthenticated", func(c *client.Client, _ jsbridge.Args) any { return c.IsAuthenticated() }},
	{"getSessionId", func(c *client.Client, _ jsbridge.Args) any { return c.SessionID() }},
	{"getProfileId", func(c *client.Client, _ jsbridge.Args) any { return c.ProfileID() }},

	{"logout", func(c *client.Client, a jsbridge.Args) any { c.Logout(a.Bool(1), settle(a)); return nil }},
	{"authenticateAnonymous", func(c *client.Client, a jsbridge.Args) any {
		c.Login(client.Login{Type: client.Anonymous, ForceCreate: true}, settle(a))
		return nil
	}},
	{"authenticateUniversal", login(client.Universal)},
	{"authenticateEmailPassword", login(client.Email)},
	{"sendRequest", func(c *client.Client, a jsbridge.Args) any {
		c.Send(a.Text(1), a.Text(2), a.Text(3), settle(a))
		return nil
	}},
}

// login is the entry of a login by name and password.
func login(kind string) func(*client.Client, jsbridge.Args) any {
	return func(c *client.Client, a jsbridge.Args) any {
		c.Login(client.Login{Type: kind, ExternalID: a.Text(1), Token: a.Text(2), ForceCreate: a.Bool(3)}, settle(a))
		return nil
	}
}

// settle answers the call whose number is the first argument.
func settle(a jsbridge.Args) client.Done {
	call := a.Int(0)
	return func(result jsonvalue.Value) { jsbridge.Settle(call, result) }
}
