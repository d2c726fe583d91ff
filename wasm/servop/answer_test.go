package servop_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/jsbridge/jsonvalue/jsonvaluetest"
	"playerstate/wasm/servop"
)

const logoutAnswer = `{"packetId":1,"responses":[{"status":200,"data":null}]}`

func TestJudgeTakesAnAnswerToThePacket(t *testing.T) {
	for name, test := range map[string]struct {
		status   int
		body     string
		messages int
		entries  []string
	}{
		"one message":              {200, logoutAnswer, 1, []string{`{"data":null,"status":200}`}},
		"events beside it":         {200, `{"packetId":1,"responses":[{"status":200}],"events":[{}]}`, 1, []string{`{"status":200}`}},
		"three messages, in order": {200, `{"packetId":1,"responses":[{"status":200},{"status":403},{"status":200,"n":3}]}`, 3, []string{`{"status":200}`, `{"status":403}`, `{"n":3,"status":200}`}},
		"an entry that failed":     {200, `{"packetId":1,"responses":[{"status":403,"reason_code":40303}]}`, 1, []string{`{"reason_code":40303,"status":403}`}},
		"a serious error is every message's": {200, `{"packetId":-1,"responses":[{"status":403,"reason_code":40301}]}`, 2,
			[]string{`{"reason_code":40301,"status":403}`, `{"reason_code":40301,"status":403}`}},
		"a packet in an HTTP error": {403, `{"packetId":1,"responses":[{"status":403,"reason_code":40303}]}`, 1, []string{`{"reason_code":40303,"status":403}`}},
		"another success status":    {202, logoutAnswer, 1, []string{`{"data":null,"status":200}`}},
	} {
		t.Run(name, func(t *testing.T) {
			outcome := servop.Judge(servop.Reply{Status: test.status, Body: jsonvaluetest.Parse(test.body)}, 1, test.messages)
			require.Len(t, outcome.Entries, len(test.entries))
			for i, want := range test.entries {
				assert.JSONEq(t, want, jsonvaluetest.Text(outcome.Entries[i].Value))
			}
			assert.False(t, outcome.Retry)
		})
	}
}

func TestJudgeReadsTheCodesOfAnEntry(t *testing.T) {
	for entry, want := range map[string][2]int{
		`{"status":200,"reason_code":7}`:       {200, 0},
		`{"status":403,"reason_code":40303}`:   {403, 40303},
		`{"status":403,"reason_code":"40303"}`: {403, 0},
		`{"status":500}`:                       {500, 0},
	} {
		outcome := servop.Judge(servop.Reply{Status: 200, Body: jsonvaluetest.Parse(`{"packetId":1,"responses":[` + entry + `]}`)}, 1, 1)
		require.Len(t, outcome.Entries, 1, entry)
		assert.Equal(t, want, [2]int{outcome.Entries[0].Status, outcome.Entries[0].ReasonCode}, entry)
	}
}

func TestJudgeRetriesWhatIsNoAnswerToThePacket(t *testing.T) {
	for name, body := range map[string]string{
		"empty":                      ``,
		"cut":                        logoutAnswer[:30],
		"HTML":                       `<html>`,
		"null":                       `null`,
		"a number":                   `7`,
		"a list":                     `[` + logoutAnswer + `]`,
		"an empty object":            `{}`,
		"another packet's":           `{"packetId":2,"responses":[{"status":200}]}`,
		"no number":                  `{"responses":[{"status":200}]}`,
		"the number as text":         `{"packetId":"1","responses":[{"status":200}]}`,
		"a number that is not whole": `{"packetId":1.5,"responses":[{"status":200}]}`,
		"no responses":               `{"packetId":1}`,
		"too few responses":          `{"packetId":1,"responses":[]}`,
		"too many responses":         `{"packetId":1,"responses":[{"status":200},{"status":200}]}`,
		"responses as an object":     `{"packetId":1,"responses":{"0":{"status":200}}}`,
		"responses as null":          `{"packetId":1,"responses":null}`,
		"a response that is null":    `{"packetId":1,"responses":[null]}`,
		"no status":                  `{"packetId":1,"responses":[{"data":null}]}`,
		"status as text":             `{"packetId":1,"responses":[{"status":"200"}]}`,
		"status as null":             `{"packetId":1,"responses":[{"status":null}]}`,
		"status beyond whole":        `{"packetId":1,"responses":[{"status":1e300}]}`,
		"a serious success":          `{"packetId":-1,"responses":[{"status":200}]}`,
		"a serious nothing":          `{"packetId":-1,"responses":[]}`,
	} {
		t.Run(name, func(t *testing.T) {
			outcome := servop.Judge(servop.Reply{Status: 200, Body: jsonvaluetest.Parse(body)}, 1, 1)
			assert.Nil(t, outcome.Entries)
			assert.True(t, outcome.Retry)
			assert.Equal(t, 900, outcome.Failure.Status)
			assert.Equal(t, 40408, outcome.Failure.ReasonCode)
			assert.NotEmpty(t, outcome.Failure.Message)
		})
	}
}

func TestJudgeReadsHTTPErrors(t *testing.T) {
	retried := map[int]bool{408: true, 425: true, 429: true, 500: true, 502: true, 503: true, 504: true}
	for _, status := range []int{300, 400, 401, 403, 404, 408, 410, 413, 425, 429, 500, 501, 502, 503, 504, 520} {
		outcome := servop.Judge(servop.Reply{Status: status}, 1, 1)
		assert.Nil(t, outcome.Entries, status)
		assert.Equal(t, retried[status], outcome.Retry, status)
		assert.Equal(t, 900, outcome.Failure.Status, status)
		assert.Equal(t, 90001, outcome.Failure.ReasonCode, status)
		assert.Contains(t, outcome.Failure.Message, string(servop.AppendInt(nil, status)))
	}
	for _, status := range []int{500, 503} {
		outcome := servop.Judge(servop.Reply{Status: status, Body: jsonvaluetest.Parse(logoutAnswer)}, 1, 1)
		assert.Nil(t, outcome.Entries, "an answer under HTTP %d is not taken", status)
		assert.True(t, outcome.Retry)
	}
}

func TestJudgeUsesTheServersOwnReason(t *testing.T) {
	for name, test := range map[string]struct {
		status int
		body   string
		want   servop.Failure
	}{
		"an HTTP error":               {400, `{"reason_code":40301,"status_message":"Bad signature"}`, servop.Failure{Status: 900, ReasonCode: 40301, Message: "Bad signature"}},
		"one that is retried":         {503, `{"reason_code":90300,"status_message":"Down"}`, servop.Failure{Status: 900, ReasonCode: 90300, Message: "Down"}},
		"a 200 that is no packet":     {200, `{"reason_code":40301,"status_message":"Bad"}`, servop.Failure{Status: 900, ReasonCode: 40301, Message: "Bad"}},
		"nothing is left to confirm":  {403, `{"status":403,"reason_code":40303,"status_message":"Gone"}`, servop.Failure{Status: 403, ReasonCode: 40303, Message: "Gone"}},
		"a message that is no text":   {400, `{"reason_code":40301,"status_message":{"a":1}}`, servop.Failure{Status: 900, ReasonCode: 40301, Message: "the server answered with HTTP status 400"}},
		"a code that is no number":    {400, `{"reason_code":"40301","status_message":"Bad"}`, servop.Failure{Status: 900, ReasonCode: 90001, Message: "the server answered with HTTP status 400"}},
		"an earlier attempt at work":  {200, `{"packetId":1,"responses":[{"status":403,"reason_code":40606,"status_message":"Wait"}]}`, servop.Failure{Status: 900, ReasonCode: 40606, Message: "Wait"}},
		"a list where an object goes": {400, `[{"reason_code":1}]`, servop.Failure{Status: 900, ReasonCode: 90001, Message: "the server answered with HTTP status 400"}},
	} {
		t.Run(name, func(t *testing.T) {
			outcome := servop.Judge(servop.Reply{Status: test.status, Body: jsonvaluetest.Parse(test.body)}, 1, 1)
			assert.Nil(t, outcome.Entries)
			assert.Equal(t, test.want, outcome.Failure)
		})
	}
}

func TestJudgeWithNoAnswerAtAll(t *testing.T) {
	outcome := servop.Judge(servop.Reply{Fault: "the server could not be reached"}, 1, 1)
	assert.Equal(t, servop.Outcome{Retry: true, Failure: servop.Failure{Status: 900, ReasonCode: 90001, Message: "the server could not be reached"}}, outcome)
}

// FuzzJudge checks that the outcome is one that a caller can be told, whatever the server
// sends.
func FuzzJudge(f *testing.F) {
	f.Add(200, logoutAnswer, 1)
	f.Add(200, `{"packetId":-1,"responses":[{"status":403,"reason_code":40303,"status_message":"x"}]}`, 3)
	f.Add(503, `{"reason_code":1,"status_message":"y"}`, 1)
	f.Add(200, strings.Repeat("[", 100), 1)
	f.Add(0, ``, 1)
	f.Fuzz(func(t *testing.T, status int, body string, messages int) {
		messages = 1 + max(messages, -messages)%12
		outcome := servop.Judge(servop.Reply{Status: status, Body: jsonvaluetest.Parse(body)}, 1, messages)
		if outcome.Entries == nil {
			assert.Contains(t, []int{900, 403}, outcome.Failure.Status)
			assert.Equal(t, outcome.Failure.Status == 403, servop.SessionOver(outcome.Failure.ReasonCode))
			return
		}
		assert.False(t, outcome.Retry)
		assert.Len(t, outcome.Entries, messages)
		for _, entry := range outcome.Entries {
			status, ok := entry.Value.Integer("status")
			assert.True(t, ok)
			assert.Equal(t, status, entry.Status)
			servop.ReadOpened(entry.Value)
		}
	})
}
