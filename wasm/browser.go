//go:build js && wasm

package main

import (
	"playerstate/jsbridge"
	"playerstate/jsbridge/jsonvalue"
	"playerstate/wasm/client"
	"playerstate/wasm/servop"
)

// channel is the name under which the pages of an origin tell each other of logouts.
const channel = "playerState"

// browser is the client's Host. It is handled by its address, so that no second set
// of methods is made.
type browser struct{}

var _ client.Host = (*browser)(nil)

func (*browser) Now() int                                  { return jsbridge.Now() }
func (*browser) WallClock() int                            { return jsbridge.WallClock() }
func (*browser) Random(n int) int                          { return jsbridge.Random(n) }
func (*browser) NewID() string                             { return jsbridge.NewID() }
func (*browser) Locale() (zone, language, country string)  { return jsbridge.Locale() }
func (*browser) After(ms int, f func()) (cancel func())    { return jsbridge.After(ms, f) }
func (*browser) Soon(f func())                             { jsbridge.Soon(f) }
func (*browser) Task(f func())                             { jsbridge.Task(f) }
func (*browser) Quote(text string) string                  { return jsbridge.Quote(text) }
func (*browser) Parse(text string) jsonvalue.Value         { return jsbridge.Parse(text) }
func (*browser) Load(key string) (text string, found bool) { return jsbridge.Load(key) }
func (*browser) Save(key, text string)                     { jsbridge.Save(key, text) }
func (*browser) Remove(key string)                         { jsbridge.Remove(key) }
func (*browser) Keys(prefix string) []string               { return jsbridge.Keys(prefix) }
func (*browser) Lock(name string, granted func()) (release func()) {
	return jsbridge.Lock(name, granted)
}
func (*browser) Retain(text string)       { jsbridge.Retain(text) }
func (*browser) Retained() string         { return jsbridge.Retained() }
func (*browser) Emit(kind, detail string) { jsbridge.Emit(kind, detail) }
func (*browser) Broadcast(text string)    { jsbridge.Broadcast(text) }
func (*browser) Log(line string)          { jsbridge.Log("playerState: " + line) }

func (*browser) Fetch(r client.Request, done func(servop.Reply)) (abort func()) {
	return jsbridge.Fetch(posted(r), replied(done))
}

func (*browser) Prepare(f client.Farewell, done func(servop.Reply)) (withdraw func()) {
	return jsbridge.Prepare(jsbridge.Farewell{
		Request: posted(f.Request), Key: f.Key, Text: f.Record, Retained: f.Retained, Counter: f.Counter, Notice: f.Notice,
	}, replied(done))
}

// posted is a packet with the headers that the dispatcher asks for (every vendor client).
func posted(r client.Request) jsbridge.Request {
	return jsbridge.Request{
		URL: r.URL, Body: r.Body, Timeout: r.Timeout, Keepalive: r.Keepalive,
		Headers: []string{"Content-Type", "application/json", "X-APPID", r.AppID, "X-SIG", r.Signature},
	}
}

// replied has done called with a reply in the protocol's terms.
func replied(done func(servop.Reply)) func(jsbridge.Reply) {
	return func(r jsbridge.Reply) {
		done(servop.Reply{Status: r.Status, RetryAfter: r.RetryAfter, Body: r.Body, Fault: r.Fault})
	}
}
