package servop_test

import (
	"math"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"

	"playerstate/jsbridge/jsonvalue/jsonvaluetest"
	"playerstate/wasm/servop"
)

func TestLogoutPacketIsTheJavaScriptClients(t *testing.T) {
	logout := servop.Logout.Message("", jsonvaluetest.Quote)
	body := servop.AppendPacket(nil, []servop.Message{logout}, servop.Envelope{GameID: `"20001"`, SessionID: `"S1"`, PacketID: 1})
	assert.Equal(t, `{"messages":[{"service":"playerState","operation":"LOGOUT"}],"gameId":"20001","sessionId":"S1","packetId":1}`, string(body))
}

func TestPacketOfManyMessages(t *testing.T) {
	odd := servop.Operation{Service: `a"b`, Name: "ä"}
	messages := []servop.Message{
		servop.Heartbeat.Message("", jsonvaluetest.Quote),
		odd.Message(`{"x":[1,null]}`, jsonvaluetest.Quote),
	}
	body := servop.AppendPacket([]byte("kept:"), messages, servop.Envelope{GameID: `"g"`, SessionID: `""`, PacketID: 120})
	assert.Equal(t, `kept:{"messages":[{"service":"heartbeat","operation":"READ"},{"service":"a\"b","operation":"ä","data":{"x":[1,null]}}],"gameId":"g","sessionId":"","packetId":120}`, string(body))
}

func TestAppendInt(t *testing.T) {
	for _, n := range []int{0, 1, 9, 10, 42, 100, 1234567890, math.MaxInt, -1, -10, -907, math.MinInt} {
		assert.Equal(t, strconv.Itoa(n), string(servop.AppendInt(nil, n)))
	}
}

func FuzzAppendInt(f *testing.F) {
	f.Add(-17)
	f.Fuzz(func(t *testing.T, n int) {
		assert.Equal(t, strconv.Itoa(n), string(servop.AppendInt(nil, n)))
	})
}
