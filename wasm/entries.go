//go:build js && wasm

package main

import (
	"playerstate/jsbridge"
	"playerstate/jsbridge/jsonvalue"
	"playerstate/wasm/client"
)

// entries are the functions that the page's script calls, by their names. One that is
// answered later has its call's handle as the first argument. The methods of
// servop.Methods enter by three of them; a setting and a getter are entries of their own.
var entries = []struct {
	name string
	call func(c *client.Client, a jsbridge.Args) any
}{
	{"send", func(c *client.Client, a jsbridge.Args) any {
		c.Send(a.Text(1), a.Text(2), a.Text(3), completion(a))
		return nil
	}},
	{"login", func(c *client.Client, a jsbridge.Args) any {
		c.Login(client.Login{
			Type: a.Text(1), ExternalID: a.Text(2), Token: a.Text(3), ForceCreate: a.Bool(4), AuthName: a.Text(5), Extra: a.Text(6),
		}, completion(a))
		return nil
	}},
	{"restoreSession", func(c *client.Client, a jsbridge.Args) any { c.RestoreSession(completion(a)); return nil }},
	{"logout", func(c *client.Client, a jsbridge.Args) any { c.Logout(a.Bool(1), completion(a)); return nil }},

	{"initialize", func(c *client.Client, a jsbridge.Args) any {
		c.Initialize(a.Text(0), a.Text(1), a.Text(2), a.Text(3))
		return nil
	}},
	{"setServerUrl", func(c *client.Client, a jsbridge.Args) any { c.SetServerURL(a.Text(0)); return nil }},
	{"setPacketTimeouts", func(c *client.Client, a jsbridge.Args) any { c.SetPacketTimeouts(a.Ints(0)); return nil }},
	{"enableLogging", func(c *client.Client, a jsbridge.Args) any { c.EnableLogging(a.Bool(0)); return nil }},
	{"logoutOnClose", func(c *client.Client, a jsbridge.Args) any { c.LogoutOnClose(a.Bool(0)); return nil }},
	{"attachSession", func(c *client.Client, a jsbridge.Args) any {
		c.Attach(a.Text(0), a.Int(1), a.Text(2), a.Int(3))
		return nil
	}},
	{"attachForeign", func(c *client.Client, a jsbridge.Args) any {
		f := foreign(a)
		f.Busy, f.Beside = a.Bool(6), a.Bool(7)
		c.AttachForeign(f)
		return nil
	}},
	{"foreignSeen", func(c *client.Client, a jsbridge.Args) any {
		c.ForeignSeen(foreign(a))
		return nil
	}},
	{"heard", func(c *client.Client, a jsbridge.Args) any { c.Heard(a.Text(0)); return nil }},
	{"foreignIdle", func(c *client.Client, _ jsbridge.Args) any { c.ForeignIdle(); return nil }},
	{"logoutOnApplicationClose", func(c *client.Client, a jsbridge.Args) any {
		c.LogoutOnApplicationClose(a.Bool(0))
		return nil
	}},
	{"runScriptAndLogoutOnApplicationClose", func(c *client.Client, a jsbridge.Args) any {
		c.RunScriptAndLogoutOnApplicationClose(a.Bool(0), a.Text(1), a.Text(2))
		return nil
	}},
	{"resetCommunication", func(c *client.Client, _ jsbridge.Args) any { c.ResetCommunication(); return nil }},
	{"overrideLanguageCode", func(c *client.Client, a jsbridge.Args) any { c.OverrideLanguageCode(a.Text(0)); return nil }},
	{"overrideCountryCode", func(c *client.Client, a jsbridge.Args) any { c.OverrideCountryCode(a.Text(0)); return nil }},
	{"storeUnder", func(c *client.Client, a jsbridge.Args) any { c.StoreUnder(a.Text(0)); return nil }},
	{"returned", func(c *client.Client, _ jsbridge.Args) any { c.Returned(); return nil }},
	{"resume", func(c *client.Client, _ jsbridge.Args) any { c.Resume(); return nil }},
	{"adopt", func(c *client.Client, _ jsbridge.Args) any { c.Adopt(); return nil }},

	{"isInitialized", func(c *client.Client, _ jsbridge.Args) any { return c.IsInitialized() }},
	{"isAuthenticated", func(c *client.Client, _ jsbridge.Args) any { return c.IsAuthenticated() }},
	{"getSessionId", func(c *client.Client, _ jsbridge.Args) any { return c.SessionID() }},
	{"getProfileId", func(c *client.Client, _ jsbridge.Args) any { return c.ProfileID() }},
	{"getAppId", func(c *client.Client, _ jsbridge.Args) any { return c.AppID() }},
	{"getAppVersion", func(c *client.Client, _ jsbridge.Args) any { return c.AppVersion() }},
}

// foreign is the session of another client that the arguments begin with.
func foreign(a jsbridge.Args) client.Foreign {
	return client.Foreign{SessionID: a.Text(0), PacketID: a.Int(1), ProfileID: a.Text(2), AppID: a.Text(3), Secret: a.Text(4), URL: a.Text(5)}
}

// completion completes the call whose handle is the first argument.
func completion(a jsbridge.Args) client.Done {
	call := a.Int(0)
	return func(result jsonvalue.Value) { jsbridge.Complete(call, result) }
}
