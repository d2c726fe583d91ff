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
	var detail []string
	switch e.Kind {
	case client.LoggedIn:
		detail = []string{"profileId", jsbridge.Quote(e.ProfileID)}
	case client.LoggedOut:
		elsewhere := "false"
		if e.Elsewhere {
			elsewhere = "true"
		}
		detail = []string{"profileId", jsbridge.Quote(e.ProfileID), "elsewhere", elsewhere}
	case client.Expired:
		detail = []string{"profileId", jsbridge.Quote(e.ProfileID), "reasonCode", decimal(e.Reason)}
	case client.Unconfirmed:
		detail = []string{"reasonCode", decimal(e.Reason), "statusMessage", jsbridge.Quote(e.Message)}
	}
	jsbridge.Emit(string(e.Kind), object(detail...))
}

// Fetch sends a packet with the headers that the dispatcher asks for (every vendor
// client).
func (*browser) Fetch(r client.Request, done func(servop.Reply)) (abort func()) {
	return jsbridge.Fetch(jsbridge.Request{
		URL: r.URL, Body: r.Body, Timeout: r.Timeout, Keepalive: r.Keepalive,
		Headers: []string{"Content-Type", "application/json", "X-APPID", r.AppID, "X-SIG", r.Signature},
	}, func(reply jsbridge.Reply) {
		done(servop.Reply{Status: reply.Status, RetryAfter: reply.RetryAfter, Body: reply.Body, Fault: reply.Fault})
	})
}

func (*browser) Failure(f servop.Failure) jsonvalue.Value {
	return jsbridge.Parse(object("status", decimal(f.Status), "reason_code", decimal(f.ReasonCode),
		"status_message", jsbridge.Quote(f.Message), "severity", `"ERROR"`))
}

// object is the text of a JSON object with members of those names and JSON texts.
func object(members ...string) string {
	text := "{"
	for i := 0; i < len(members); i += 2 {
		if i > 0 {
			text += ","
		}
		text += jsbridge.Quote(members[i]) + ":" + members[i+1]
	}
	return text + "}"
}

func decimal(n int) string { return string(servop.AppendInt(nil, n)) }
