package dispatcher

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// packet is the body of a client's request:
//
//	{"messages":[{"service":"…","operation":"…","data":{…}?}],"gameId":"…","sessionId":"…","packetId":1}
//
// sessionId may be missing, null or empty if there is no session yet.
type packet struct {
	messages  []message
	gameID    string
	sessionID string
	number    int // packetId: 0 or more
}

// message is one call. data is nil if the message has none.
type message struct {
	service, operation string
	data               json.RawMessage
}

// name returns the name that operations and records have for the message.
func (m message) name() string { return m.service + "." + m.operation }

// authenticates reports whether any message of the packet is an AUTHENTICATE.
func (p packet) authenticates() bool {
	for _, m := range p.messages {
		if m.service == "authenticationV2" && m.operation == "AUTHENTICATE" {
			return true
		}
	}
	return false
}

// noNumber is the number of a packet that could not be read.
const noNumber = -1

// readPacket reads a packet. Its error says what is wrong, for the client. Unknown
// members are ignored, because one server has to work with clients of many versions.
func readPacket(body []byte) (packet, error) {
	none := packet{number: noNumber}
	if !utf8.Valid(body) {
		return none, errors.New("not UTF-8")
	}
	// A map, because encoding/json ignores the case of a struct's names.
	members, err := object(body)
	if err != nil {
		return none, err
	}
	p := packet{}
	if p.number, err = packetNumber(members["packetId"]); err != nil {
		return none, err
	}
	if p.gameID, err = text(members, "gameId"); err != nil {
		return none, err
	}
	if given(members["sessionId"]) {
		if p.sessionID, err = text(members, "sessionId"); err != nil {
			return none, err
		}
	}
	if p.messages, err = readMessages(members["messages"]); err != nil {
		return none, err
	}
	return p, nil
}

// readMessages reads a packet's member messages.
func readMessages(raw json.RawMessage) ([]message, error) {
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil || len(list) == 0 {
		return nil, errors.New("messages is not an array of one or more")
	}
	messages := make([]message, len(list))
	for i, raw := range list {
		members, err := object(raw)
		if err != nil {
			return nil, fmt.Errorf("message %d: %w", i, err)
		}
		m := &messages[i]
		if m.service, err = text(members, "service"); err != nil {
			return nil, fmt.Errorf("message %d: %w", i, err)
		}
		if m.operation, err = text(members, "operation"); err != nil {
			return nil, fmt.Errorf("message %d: %w", i, err)
		}
		if m.service == "" || m.operation == "" {
			return nil, fmt.Errorf("message %d: service or operation is empty", i)
		}
		if data, has := members["data"]; has {
			if data[0] != '{' && given(data) {
				return nil, fmt.Errorf("message %d: data is not an object", i)
			}
			m.data = data
		}
	}
	return messages, nil
}

// object reads a JSON object's members.
func object(raw []byte) (map[string]json.RawMessage, error) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(raw, &members); err != nil || members == nil {
		return nil, errors.New("not a JSON object")
	}
	return members, nil
}

// text reads the member of that name, a string.
func text(members map[string]json.RawMessage, name string) (string, error) {
	raw := members[name]
	var s string
	if len(raw) == 0 || raw[0] != '"' || json.Unmarshal(raw, &s) != nil {
		return "", fmt.Errorf("%s is not a text", name)
	}
	return s, nil
}

// packetNumber reads a number that is written in digits only: no client sends 1.0,
// 1e0 or "1".
func packetNumber(raw json.RawMessage) (int, error) {
	n, err := strconv.ParseInt(string(raw), 10, 32)
	if err != nil || raw[0] == '-' {
		return noNumber, errors.New("packetId is not a number of 0 or more")
	}
	return int(n), nil
}

// given reports whether a member is present and not null.
func given(raw json.RawMessage) bool {
	return len(raw) > 0 && !bytes.Equal(raw, []byte("null"))
}
