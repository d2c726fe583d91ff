package dispatcher

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// member is a logged-in player of a peer, who calls operations of the playerState service.
type member struct {
	*peer
	session string
	number  int
}

// join logs a new player in.
func join(t *testing.T) *member {
	t.Helper()
	p := newPeer(t)
	return &member{peer: p, session: p.login()}
}

// ask calls an operation, with data unless it is "", and returns its entry.
func (m *member) ask(operation, data string) string {
	m.t.Helper()
	m.number++
	text := call("playerState", operation)
	if data != "" {
		text = strings.TrimSuffix(text, "}") + `,"data":` + data + "}"
	}
	a := m.post(packetBody(m.session, m.number, text))
	e, found := strings.CutPrefix(a, fmt.Sprintf(`{"packetId":%d,"responses":[`, m.number))
	require.True(m.t, found, a)
	return strings.TrimSuffix(e, "]}")
}

// state reads the player's state.
func (m *member) state() map[string]any {
	m.t.Helper()
	var e struct{ Data map[string]any }
	require.NoError(m.t, json.Unmarshal([]byte(m.ask("READ", "")), &e))
	return e.Data
}

func TestUpdates(t *testing.T) {
	m := join(t)
	for _, c := range []struct {
		operation, data, key string
		want                 any
	}{
		{"UPDATE_NAME", `{"playerName":"Ann \"Ö\""}`, "playerName", `Ann "Ö"`},
		{"UPDATE_PICTURE_URL", `{"playerPictureUrl":"http://a.example/p.png"}`, "pictureUrl", "http://a.example/p.png"},
		{"UPDATE_CONTACT_EMAIL", `{"contactEmail":"ann@a.example"}`, "emailAddress", "ann@a.example"},
		{"UPDATE_LANGUAGE_CODE", `{"languageCode":"fr"}`, "languageCode", "fr"},
		{"UPDATE_TIMEZONE_OFFSET", `{"timeZoneOffset":-5.5}`, "timeZoneOffset", -5.5},
	} {
		assert.Equal(t, `{"status":200,"data":`+c.data+`}`, m.ask(c.operation, c.data))
		assert.Equal(t, c.want, m.state()[c.key], c.operation)
	}
	assert.Equal(t, logoutOK, m.ask("UPDATE_SUMMARY", `{"summaryFriendData":{"z":[1],"a":null}}`))
	assert.Contains(t, m.ask("READ", ""), `"summaryFriendData":{"z":[1],"a":null}`, "the members keep their order")
}

func TestStateOfANewPlayer(t *testing.T) {
	m := join(t)
	state := m.state()
	assert.NotEmpty(t, state["profileId"])
	delete(state, "profileId")
	assert.Equal(t, map[string]any{
		"playerName": "", "pictureUrl": nil, "emailAddress": nil, "languageCode": nil, "timeZoneOffset": 0.0,
		"summaryFriendData": map[string]any{}, "attributes": map[string]any{}, "statuses": map[string]any{},
		"loginCount": 1.0, "createdAt": 1.7e12, "server_time": 1.7e12,
	}, state)
}

func TestAttributes(t *testing.T) {
	m := join(t)
	for _, c := range []struct{ operation, data, left string }{
		{"UPDATE_ATTRIBUTES", `{"attributes":{"b":"1","a":"2"},"wipeExisting":false}`, `{"a":"2","b":"1"}`},
		{"UPDATE_ATTRIBUTES", `{"attributes":{"b":"3","c":""},"wipeExisting":false}`, `{"a":"2","b":"3","c":""}`},
		{"REMOVE_ATTRIBUTES", `{"attributes":["a","none"]}`, `{"b":"3","c":""}`},
		{"UPDATE_ATTRIBUTES", `{"attributes":{"d":"4"},"wipeExisting":true}`, `{"d":"4"}`},
		{"REMOVE_ATTRIBUTES", `{"attributes":[]}`, `{"d":"4"}`},
		{"UPDATE_ATTRIBUTES", `{"attributes":{},"wipeExisting":true}`, `{}`},
	} {
		assert.Equal(t, logoutOK, m.ask(c.operation, c.data))
		assert.Equal(t, `{"status":200,"data":{"attributes":`+c.left+`}}`, m.ask("GET_ATTRIBUTES", ""), c)
	}
}

// TestStatuses sets, extends and clears statuses, at the second 1,700,000,000 and later.
func TestStatuses(t *testing.T) {
	m := join(t)
	// status is one as answers have it, with the last digits of its times in seconds.
	status := func(name, details string, start, until int) string {
		return fmt.Sprintf(`{"activeStart":1700000%03d000,"statusName":%q,"details":%s,"activeUntil":1700000%03d000}`, start, name, details, until)
	}
	ok := func(data string) string { return `{"status":200,"data":` + data + `}` }
	for _, c := range []struct{ operation, data, want string }{
		{"GET_USER_STATUS", `{"statusName":""}`, ok(`{}`)},
		{"SET_USER_STATUS", `{"statusName":"shield","durationSecs":60,"details":{"z":1,"a":2}}`, ok(`{"shield":` + status("shield", `{"z":1,"a":2}`, 0, 60) + `}`)},
		{"SET_USER_STATUS", `{"statusName":"boost","durationSecs":10,"details":{}}`, ok(`{"boost":` + status("boost", `{}`, 0, 10) + `}`)},
		{"GET_USER_STATUS", `{"statusName":"boost"}`, ok(`{"boost":` + status("boost", `{}`, 0, 10) + `}`)},
		{"GET_USER_STATUS", `{"statusName":"none"}`, ok(`{}`)},
		{"", "5", ""},
		{"EXTEND_USER_STATUS", `{"statusName":"boost","additionalSecs":20,"details":{"n":2}}`, ok(status("boost", `{"n":2}`, 0, 30))},
		{"EXTEND_USER_STATUS_WITH_MAX", `{"statusName":"boost","additionalSecs":20,"maxActiveSecs":40,"details":{}}`, ok(status("boost", `{}`, 0, 45))},
		{"EXTEND_USER_STATUS_WITH_MAX", `{"statusName":"boost","additionalSecs":20,"details":{}}`, ok(status("boost", `{}`, 0, 65))},
		{"EXTEND_USER_STATUS", `{"statusName":"new","additionalSecs":7,"details":{}}`, ok(status("new", `{}`, 5, 12))},
		{"SET_USER_STATUS", `{"statusName":"boost","durationSecs":70,"details":{}}`, ok(`{"boost":` + status("boost", `{}`, 5, 75) + `}`)},
		{"", "55", ""},
		{"GET_USER_STATUS", `{"statusName":""}`, ok(`{"boost":` + status("boost", `{}`, 5, 75) + `}`)},
		{"CLEAR_USER_STATUS", `{"statusName":"none"}`, logoutOK},
		{"CLEAR_USER_STATUS", `{"statusName":"boost"}`, logoutOK},
		{"GET_USER_STATUS", `{"statusName":""}`, ok(`{}`)},
	} {
		if c.operation == "" {
			seconds, err := time.ParseDuration(c.data + "s")
			require.NoError(t, err)
			m.clock.pass(seconds)
			continue
		}
		assert.Equal(t, c.want, m.ask(c.operation, c.data), c.operation+c.data)
	}
	m.ask("SET_USER_STATUS", `{"statusName":"late","durationSecs":1,"details":{}}`)
	assert.Contains(t, m.state()["statuses"], "late")
	m.clock.pass(time.Second)
	assert.NotContains(t, m.state()["statuses"], "late", "its time is up")
}

func TestResetOfTheGamesData(t *testing.T) {
	m := join(t)
	m.ask("UPDATE_NAME", `{"playerName":"Ann"}`)
	m.ask("UPDATE_SUMMARY", `{"summaryFriendData":{"a":1}}`)
	m.ask("UPDATE_ATTRIBUTES", `{"attributes":{"a":"1"},"wipeExisting":false}`)
	m.ask("SET_USER_STATUS", `{"statusName":"s","durationSecs":60,"details":{}}`)
	assert.Equal(t, logoutOK, m.ask("GAME_DATA_RESET", ""))
	state := m.state()
	assert.Equal(t, "Ann", state["playerName"], "the player stays")
	for _, name := range []string{"summaryFriendData", "attributes", "statuses"} {
		assert.Empty(t, state[name], name)
	}
}

// TestDeletedPlayer checks that nothing of a player is left, and that others are.
func TestDeletedPlayer(t *testing.T) {
	p := newPeer(t)
	other := p.login()
	named := loginData{kind: kindUniversal, id: "Ann", token: "pw", device: "X", create: true}
	opened := p.authenticate(0, named).Data
	body := packetBody(opened.SessionID, 1, call("playerState", "FULL_PLAYER_RESET"), heartbeat)
	want := `{"packetId":1,"responses":[` + logoutOK + `,{"status":403,"reason_code":40304,"status_message":"No session","severity":"ERROR"}]}`
	assert.Equal(t, want, p.post(body))
	assert.Equal(t, want, p.post(body), "a retry is told the same")
	failed(2, noSession, 1)(t, p.post(packetBody(opened.SessionID, 2, logout)))
	assert.True(t, p.d.SessionAlive(other))

	e := p.authenticate(0, loginData{kind: kindAnonymous, id: "X", device: "X", profile: opened.ProfileID})
	assert.Equal(t, missingIdentity, e.Reason, "the device knows it no more")
	named.create = false
	assert.Equal(t, missingProfile, p.authenticate(0, named).Reason)
	named.create = true
	again := p.authenticate(0, named).Data
	assert.Equal(t, "true", again.NewUser)
	assert.NotEqual(t, opened.ProfileID, again.ProfileID)
}

func TestWrongDataOfPlayerState(t *testing.T) {
	m := join(t)
	for _, c := range []struct {
		operation, data string
		reason          int
	}{
		{"UPDATE_NAME", ``, missingParameter},
		{"UPDATE_NAME", `{}`, missingParameter},
		{"UPDATE_NAME", `{"playerName":null}`, missingParameter},
		{"UPDATE_NAME", `{"playerName":5}`, invalidParameterType},
		{"UPDATE_PICTURE_URL", `{"playerPictureUrl":{}}`, invalidParameterType},
		{"UPDATE_CONTACT_EMAIL", `{"contactEmail":[]}`, invalidParameterType},
		{"UPDATE_LANGUAGE_CODE", `{"languageCode":true}`, invalidParameterType},
		{"UPDATE_TIMEZONE_OFFSET", `{"timeZoneOffset":"5"}`, invalidParameterType},
		{"UPDATE_SUMMARY", `{"summaryFriendData":[1]}`, invalidParameterType},
		{"UPDATE_SUMMARY", `{"summaryFriendData":"{}"}`, invalidParameterType},
		{"UPDATE_ATTRIBUTES", `{"attributes":{"a":"1"}}`, missingParameter},
		{"UPDATE_ATTRIBUTES", `{"attributes":{"a":1},"wipeExisting":true}`, invalidParameterType},
		{"UPDATE_ATTRIBUTES", `{"attributes":{"a":null},"wipeExisting":true}`, invalidParameterType},
		{"UPDATE_ATTRIBUTES", `{"attributes":{},"wipeExisting":"true"}`, invalidParameterType},
		{"REMOVE_ATTRIBUTES", `{"attributes":{"a":"1"}}`, invalidParameterType},
		{"REMOVE_ATTRIBUTES", `{"attributes":["a",null]}`, invalidParameterType},
		{"SET_USER_STATUS", `{"durationSecs":60,"details":{}}`, missingParameter},
		{"SET_USER_STATUS", `{"statusName":"","durationSecs":60,"details":{}}`, missingParameter},
		{"SET_USER_STATUS", `{"statusName":"s","details":{}}`, missingParameter},
		{"SET_USER_STATUS", `{"statusName":"s","durationSecs":0,"details":{}}`, invalidRequest},
		{"SET_USER_STATUS", `{"statusName":"s","durationSecs":1.5,"details":{}}`, invalidRequest},
		{"SET_USER_STATUS", `{"statusName":"s","durationSecs":1e300,"details":{}}`, invalidRequest},
		{"SET_USER_STATUS", `{"statusName":"s","durationSecs":"60","details":{}}`, invalidParameterType},
		{"SET_USER_STATUS", `{"statusName":"s","durationSecs":60,"details":"x"}`, invalidParameterType},
		{"GET_USER_STATUS", `{}`, missingParameter},
		{"EXTEND_USER_STATUS", `{"statusName":"s","additionalSecs":-1,"details":{}}`, invalidRequest},
		{"EXTEND_USER_STATUS_WITH_MAX", `{"statusName":"s","additionalSecs":1,"maxActiveSecs":0,"details":{}}`, invalidRequest},
		{"CLEAR_USER_STATUS", `{"statusName":""}`, missingParameter},
	} {
		var e wireEntry
		require.NoError(t, json.Unmarshal([]byte(m.ask(c.operation, c.data)), &e))
		assert.Equal(t, [2]int{400, c.reason}, [2]int{e.Status, e.Reason}, c.operation+c.data+e.Message)
	}
	assert.Empty(t, m.state()["attributes"])
	assert.Empty(t, m.state()["statuses"], "nothing changed")
}
