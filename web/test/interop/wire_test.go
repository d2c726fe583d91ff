package interop

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// wireCalls are calls of the playerState service, each of which both clients make.
var wireCalls = []string{
	`readUserState(tell)`,
	`updateUserName("Ann \"Ö\" \u2028 \u0007 \\ </script> 😀", tell)`,
	`updateUserName("", tell)`,
	`updateUserPictureUrl("https://example.test/a?b=c&d=%20", tell)`,
	`updateContactEmail("ann@example.test", tell)`,
	`updateLanguageCode("fr", tell)`,
	`updateTimeZoneOffset(-3.5, tell)`,
	`updateTimeZoneOffset(0, tell)`,
	`updateSummaryFriendData({ z: 1, a: { y: [null, true, 1e21], b: "\ud800" }, 10: "x", 9: "y" }, tell)`,
	`updateAttributes({ z: "1", a: "ä", 2: "" }, false, tell)`,
	`updateAttributes({}, true, tell)`,
	`getAttributes(tell)`,
	`removeAttributes(["z", "a"], tell)`,
	`removeAttributes([], tell)`,
	`setUserStatus("shield", 60, { strength: 2, at: ["home"] }, tell)`,
	`getUserStatus("shield", tell)`,
	`getUserStatus("", tell)`,
	`extendUserStatus("shield", 30, {}, tell)`,
	`clearUserStatus("shield", tell)`,
	`resetUser(tell)`,
	`deleteUser(tell)`,
	`logout(tell)`,
}

// messagesOf are the texts of the messages in the packets that were sent.
func messagesOf(t *testing.T, sent []*request) (list []string) {
	t.Helper()
	for _, r := range sent {
		if r.method != http.MethodPost {
			continue
		}
		var p struct{ Messages []json.RawMessage }
		require.NoError(t, json.Unmarshal([]byte(r.body), &p), r.body)
		for _, m := range p.Messages {
			list = append(list, string(m))
		}
	}
	return list
}

// TestPlayerStateOnTheWire compares the messages of every operation byte for byte, and what
// the callers are told.
func TestPlayerStateOnTheWire(t *testing.T) {
	s := newSite(t)
	official, own := s.play(s.Open(), vendors), s.play(s.Open(), ours)
	var operations []string
	for _, c := range wireCalls {
		// A player of its own for each: some calls end the session.
		var messages, results []string
		for _, p := range []player{official, own} {
			p.Run(`localStorage.clear()`)
			p.login()
			s.take()
			results = append(results, p.call(`playerState.`+c))
			messages = append(messages, messagesOf(t, s.take())...)
			p.call(`playerState.logout(tell)`)
		}
		require.Len(t, messages, 2, "each sends one message for %s: %s", c, messages)
		assert.Equal(t, messages[0], messages[1], c)
		if !strings.HasPrefix(c, "readUserState") { // which has the profile's id
			assert.Equal(t, results[0], results[1], c)
		}
		operations = append(operations, strings.Split(messages[1], `"`)[7])
	}
	slices.Sort(operations)
	assert.ElementsMatch(t, []string{
		"LOGOUT", "READ", "FULL_PLAYER_RESET", "GAME_DATA_RESET", "UPDATE_NAME", "UPDATE_PICTURE_URL", "UPDATE_CONTACT_EMAIL",
		"UPDATE_LANGUAGE_CODE", "UPDATE_TIMEZONE_OFFSET", "UPDATE_SUMMARY", "GET_ATTRIBUTES", "UPDATE_ATTRIBUTES",
		"REMOVE_ATTRIBUTES", "SET_USER_STATUS", "GET_USER_STATUS", "EXTEND_USER_STATUS", "CLEAR_USER_STATUS",
	}, slices.Compact(operations), "all that the vendor's client has")
}

// TestExtendUserStatusWithMaxOnTheWire checks the one operation that this version of the
// vendor's client has no method for against what its later versions send.
func TestExtendUserStatusWithMaxOnTheWire(t *testing.T) {
	s := newSite(t)
	official, own := s.play(s.Open(), vendors), s.play(s.Open(), ours)
	require.Equal(t, "undefined", official.Text(`typeof _bc.playerState.extendUserStatusWithMax`), "it has one now: move this to the calls of both")
	own.login()
	s.take()
	require.Equal(t, "200", codes(t, own.call(`playerState.extendUserStatusWithMax("shield", 30, 60, { z: 1, a: 2 }, tell)`)))
	require.Equal(t, "200", codes(t, own.call(`playerState.extendUserStatusWithMax("shield", 30, null, {}, tell)`)))
	assert.Equal(t, []string{
		`{"service":"playerState","operation":"EXTEND_USER_STATUS_WITH_MAX","data":{"statusName":"shield","additionalSecs":30,"maxActiveSecs":60,"details":{"z":1,"a":2}}}`,
		`{"service":"playerState","operation":"EXTEND_USER_STATUS_WITH_MAX","data":{"statusName":"shield","additionalSecs":30,"details":{}}}`,
	}, messagesOf(t, s.take()))
}
