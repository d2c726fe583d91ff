package client_test

import (
	"testing"

	"playerstate/jsbridge/jsonvalue"
	"playerstate/jsbridge/jsonvalue/jsonvaluetest"
	"playerstate/wasm/client"
	"playerstate/wasm/servop"
)

// still is a page in which nothing happens by itself, and which costs nothing: what
// is measured is the client.
type still struct {
	answer func(servop.Reply) // the packet that waits for an answer
	sent   client.Request
	store  map[string]string
}

func nothing() {}

func (h *still) Now() int                             { return 1_700_000_000_000 }
func (h *still) Random(n int) int                     { return n / 2 }
func (h *still) NewID() string                        { return "guid" }
func (h *still) Locale() (zone, lang, country string) { return "0", `"en"`, "" }
func (h *still) After(int, func()) (stop func())      { return nothing }
func (h *still) WallClock() int                       { return 1_700_000_000_000 }
func (h *still) Soon(f func())                        { f() }
func (h *still) Task(f func())                        { f() }
func (h *still) Retain(string)                        {}
func (h *still) Retained() string                     { return "" }
func (h *still) Quote(text string) string             { return jsonvaluetest.Quote(text) }
func (h *still) Parse(text string) jsonvalue.Value    { return jsonvaluetest.Parse(text) }
func (h *still) Load(key string) (string, bool)       { text, ok := h.store[key]; return text, ok }
func (h *still) Save(key, text string)                { h.store[key] = text }
func (h *still) Remove(key string)                    { delete(h.store, key) }
func (h *still) Keys(string) []string                 { return nil }
func (h *still) Lock(string, func()) (release func()) { return nothing }
func (h *still) Log(string)                           {}
func (h *still) Prepare(client.Farewell, func(servop.Reply)) (withdraw func()) {
	return nothing
}

func (h *still) Fetch(r client.Request, done func(servop.Reply)) (abort func()) {
	h.sent, h.answer = r, done
	return nothing
}

// benchmarkLogouts calls so many logouts in each turn, and answers their one packet.
func benchmarkLogouts(b *testing.B, atOnce int) {
	b.ReportAllocs()
	host := &still{store: map[string]string{}}
	c := client.New(host)
	c.Initialize("20001", "secret", "1.0.0", "https://example.test")
	reply := servop.Reply{Status: 200, Body: jsonvaluetest.Parse(`{"packetId":1,"responses":[{"status":200,"data":null}]}`)}
	told := 0
	done := func(jsonvalue.Value) { told++ }
	for b.Loop() {
		c.Attach("0f8e7d6c-5b4a-4938-a271-605f4e3d2c1b", 1, "P1", 1200)
		told = 0
		for range atOnce {
			c.Logout(false, done)
		}
		host.answer(reply)
	}
	if told != atOnce || len(host.store) != 0 {
		b.Fatalf("%d callbacks, %d records left", told, len(host.store))
	}
}

// BenchmarkLogout is a logout from its call to its callback, the packet's way through the
// client included. The quotes and the stored record are the tests' JSON.
func BenchmarkLogout(b *testing.B) { benchmarkLogouts(b, 1) }

// BenchmarkLogoutCalledOften is a thousand logouts called in one turn: one packet, and each
// caller is told.
func BenchmarkLogoutCalledOften(b *testing.B) { benchmarkLogouts(b, 1000) }

func (*still) Emit(kind, detail string) {}

func (*still) Broadcast(string) {}
