package dispatcher

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReadPacket(t *testing.T) {
	p, err := readPacket([]byte(`{"messages":[{"service":"a","operation":"B","data":{"x":1}},{"service":"c","operation":"D"}],"gameId":"g","sessionId":null,"packetId":7,"more":1}`))
	require.NoError(t, err)
	assert.Equal(t, packet{
		messages: []message{{"a", "B", json.RawMessage(`{"x":1}`)}, {"c", "D", nil}}, gameID: "g", number: 7,
	}, p)
}

func TestReadPacketRefuses(t *testing.T) {
	whole := `{"messages":[{"service":"a","operation":"B","data":{}}],"gameId":"g","sessionId":"s","packetId":7}`
	_, err := readPacket([]byte(whole))
	require.NoError(t, err)
	for _, c := range []struct{ from, to, says string }{
		{whole, ``, "not a JSON object"},
		{whole, `null`, "not a JSON object"},
		{whole, `[]`, "not a JSON object"},
		{whole, whole + "x", "not a JSON object"},
		{`"gameId"`, `"gameID"`, "gameId is not a text"},
		{`"g"`, `1`, "gameId is not a text"},
		{`"g"`, "\"\xff\"", "not UTF-8"},
		{`"s"`, `5`, "sessionId is not a text"},
		{`:7`, `:"7"`, "packetId"},
		{`:7`, `:-7`, "packetId"},
		{`:7`, `:-0`, "packetId"},
		{`:7`, `:7.0`, "packetId"},
		{`:7`, `:7e0`, "packetId"},
		{`:7`, `:null`, "packetId"},
		{`:7`, `:99999999999`, "packetId"},
		{`"packetId"`, `"other"`, "packetId"},
		{`"messages"`, `"Messages"`, "messages is not an array"},
		{`{"service":"a","operation":"B","data":{}}`, ``, "messages is not an array of one or more"},
		{`{"service":"a","operation":"B","data":{}}`, `null`, "message 0: not a JSON object"},
		{`"a"`, `""`, "message 0: service or operation is empty"},
		{`"a"`, `{}`, "message 0: service is not a text"},
		{`"operation":"B",`, ``, "message 0: operation is not a text"},
		{`"data":{}`, `"data":[]`, "message 0: data is not an object"},
	} {
		t.Run(c.from+" → "+c.to, func(t *testing.T) {
			require.Contains(t, whole, c.from)
			p, err := readPacket([]byte(strings.Replace(whole, c.from, c.to, 1)))
			require.ErrorContains(t, err, c.says)
			assert.Equal(t, packet{number: noNumber}, p)
		})
	}
}

func FuzzPacket(f *testing.F) {
	f.Add([]byte(`{"messages":[{"service":"playerState","operation":"LOGOUT"}],"gameId":"20001","sessionId":"S1","packetId":1}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		p, err := readPacket(body)
		if err != nil {
			require.Equal(t, packet{number: noNumber}, p, "the packet stays empty")
			return
		}
		require.True(t, json.Valid(body))
		require.True(t, utf8.Valid(body))
		require.GreaterOrEqual(t, p.number, 0)
		require.NotEmpty(t, p.messages)

		// wireMessage is a message of the packet encoded again, which reads the same.
		type wireMessage struct {
			Service   string          `json:"service"`
			Operation string          `json:"operation"`
			Data      json.RawMessage `json:"data,omitempty"`
		}
		var messages []wireMessage
		for _, m := range p.messages {
			require.NotEmpty(t, m.service)
			require.NotEmpty(t, m.operation)
			messages = append(messages, wireMessage{m.service, m.operation, m.data})
		}
		again, err := json.Marshal(map[string]any{
			"messages": messages, "gameId": p.gameID, "sessionId": p.sessionID, "packetId": p.number,
		})
		require.NoError(t, err)
		q, err := readPacket(again)
		require.NoError(t, err, "%s", again)
		for i := range p.messages {
			p.messages[i].data, q.messages[i].data = nil, nil // json.Marshal removes its spaces
		}
		require.Equal(t, p, q)

		// A refusal of any packet is JSON.
		require.True(t, json.Valid(refuse(p, forbidden(noSession, "No session")).encode()))
	})
}
