//go:build js && wasm

package main

import (
	"playerstate/jsbridge"
	"playerstate/wasm/client"
	"playerstate/wasm/jsonvalue"
	"playerstate/wasm/servop"
)

// browser is the client's world. It is handled by its address, so that no second set
// of methods is made.
type browser struct{}

var _ client.Host = (*browser)(nil)

func (*browser) Now() int                                  { return jsbridge.Now() }
func (*browser) Random(n int) int                          { return jsbridge.Random(n) }
func (*browser) NewID() string                             { return jsbridge.NewID() }
func (*browser) Locale() (zone, language, country string)  { return jsbridge.Locale() }
func (*browser) After(ms int, f func()) (cancel func())    { return jsbridge.After(ms, f) }
func (*browser) Soon(f func())                             { jsbridge.Soon(f) }
func (*browser) Quote(text string) string                  { return jsbridge.Quote(text) }
func (*browser) Parse(text string) jsonvalue.Value         { return jsbridge.Parse(text) }
func (*browser) Load(key string) (text string, found bool) { return jsbridge.Load(key) }
func (*browser) Save(key, text string)                     { jsbridge.Save(key, text) }
func (*browser) Remove(key string)                         { jsbridge.Remove(key) }
func (*browser) Keys(prefix string) []string               { return jsbridge.Keys(prefix) }
func (*browser) Hold(name string, granted func()) (release func()) {
	return jsbridge.Hold(name, granted)
}
func (*browser) Log(line string) { jsbridge.Log(line) }

func (*browser) Broadcast(text string) { jsbridge.Broadcast(text) }

// Emit tells the page of an event, with the details that playerstate.d.ts names.
func (*browser) Emit(e client.Event) {
	var detail []any
	switch e.Kind {
	case client.LoggedIn:
		detail = []any{"profileId", e.ProfileID}
	case client.LoggedOut:
		detail = []any{"profileId", e.ProfileID, "elsewhere", e.Elsewhere}
	case client.Expired:
		detail = []any{"profileId", e.ProfileID, "reasonCode", e.Reason}
	case client.Unconfirmed:
		detail = []any{"reasonCode", e.Reason, "statusMessage", e.Message}
	}
	jsbridge.Emit(string(e.Kind), jsbridge.Object(detail...))
}

// Fetch sends a packet with the headers that the dispatcher asks for (every vendor
// client).
func (*browser) Fetch(r client.Request, done func(servop.Reply)) (abort func()) {
	return jsbridge.Fetch(jsbridge.Request{
		URL: r.URL, Body: r.Body, Timeout: r.Timeout, Keepalive: r.Keepalive,
		Headers: jsbridge.Object("Content-Type", "application/json", "X-APPID", r.AppID, "X-SIG", r.Signature),
	}, func(reply jsbridge.Reply) {
		done(servop.Reply{Status: reply.Status, RetryAfter: reply.RetryAfter, Body: reply.Body, Fault: reply.Fault})
	})
}

func (*browser) Failure(f servop.Failure) jsonvalue.Value {
	return jsbridge.Object("status", f.Status, "reason_code", f.ReasonCode, "status_message", f.Message, "severity", "ERROR")
}
