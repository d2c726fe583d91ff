package servop_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"playerstate/jsbridge/jsonvalue/jsonvaluetest"
	"playerstate/wasm/servop"
)

var (
	logout   = []servop.Message{servop.Logout.Message("", jsonvaluetest.Quote)}
	envelope = servop.Envelope{GameID: `"20001"`, SessionID: `"0f8e7d6c-5b4a-4938-a271-605f4e3d2c1b"`, PacketID: 12}
	secret   = []byte("aaaaaaaa-bbbb-0000-cccc-111111111111")
)

// TestLogoutPacketAllocatesNothing builds a packet in the space of an earlier one, as the
// client does.
func TestLogoutPacketAllocatesNothing(t *testing.T) {
	space := servop.AppendPacket(nil, logout, envelope)
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		space = servop.AppendPacket(space[:0], logout, envelope)
		servop.Sign(space, secret)
	}))
}

func BenchmarkPacket(b *testing.B) {
	b.ReportAllocs()
	var space []byte
	for b.Loop() {
		space = servop.AppendPacket(space[:0], logout, envelope)
	}
	b.SetBytes(int64(len(space)))
}

func BenchmarkSign(b *testing.B) {
	b.ReportAllocs()
	body := servop.AppendPacket(nil, logout, envelope)
	b.SetBytes(int64(len(body) + len(secret)))
	for b.Loop() {
		servop.Sign(body, secret)
	}
}

func BenchmarkPacketAndSign(b *testing.B) {
	b.ReportAllocs()
	var space []byte
	for b.Loop() {
		space = servop.AppendPacket(space[:0], logout, envelope)
		servop.Sign(space, secret)
	}
}

// BenchmarkAnswer judges an answer. Its allocations are those of the tests' JSON values,
// whose members are made anew each time, and the list of results.
func BenchmarkAnswer(b *testing.B) {
	b.ReportAllocs()
	reply := servop.Reply{Status: 200, Body: jsonvaluetest.Parse(`{"packetId":12,"responses":[{"status":200,"data":null}]}`)}
	for b.Loop() {
		if servop.Judge(reply, 12, 1).Entries == nil {
			b.Fatal("not understood")
		}
	}
}

func BenchmarkAuthenticateAnswer(b *testing.B) {
	b.ReportAllocs()
	entry := jsonvaluetest.Parse(`{"status":200,"data":{"sessionId":"0f8e7d6c-5b4a-4938-a271-605f4e3d2c1b","profileId":"P1","playerSessionExpiry":1200,"maxBundleMsgs":10}}`)
	for b.Loop() {
		if _, ok := servop.ReadOpened(entry); !ok {
			b.Fatal("not understood")
		}
	}
}
