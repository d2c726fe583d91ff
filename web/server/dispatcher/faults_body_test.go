package dispatcher

import (
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// bodyExpectations has an entry for each of bodyFaults.
var bodyExpectations = map[string]expected{
	"body-empty": says(""),
	"body-cut": {status: 200, check: func(t *testing.T, r received) {
		assert.Equal(t, good[:len(good)/2], r.body)
		assert.NoError(t, r.bodyErr, "the length is that of the half")
	}},
	"body-length-lie": {status: 200, check: func(t *testing.T, r received) {
		assert.Equal(t, good, r.body)
		assert.EqualValues(t, len(good)+100, r.resp.ContentLength)
		assert.ErrorIs(t, r.bodyErr, io.ErrUnexpectedEOF)
	}},
	"body-html":         html(200),
	"body-text":         {status: 200, kind: textPlain, body: "OK\n"},
	"body-null":         says("null"),
	"body-array":        says("[]"),
	"body-number":       says("42"),
	"body-string":       says(`"ok"`),
	"body-object":       says("{}"),
	"body-bom":          says("\xef\xbb\xbf" + good),
	"body-invalid-utf8": says(`{"packetId":1,"responses":[{"status":200,"data":null,"note":"` + "\xff\xfe\xc3" + `"}]}`),
	"body-big": {status: 200, check: func(t *testing.T, r received) {
		assert.Len(t, r.body, 20<<20)
		assert.True(t, json.Valid([]byte(r.body)))
		assert.True(t, strings.HasPrefix(r.body, good[:len(good)-1]+`,"padding":"xxx`))
	}},
	"body-big-broken": {status: 200, check: func(t *testing.T, r received) {
		assert.Len(t, r.body, 20<<20)
		assert.False(t, json.Valid([]byte(r.body)))
		assert.True(t, strings.HasPrefix(r.body, `{"packetId":1,"responses":["xxx`))
	}},
	"body-deep": says(strings.Repeat("[", 200_000) + strings.Repeat("]", 200_000)),
	"body-proto": {status: 200, check: func(t *testing.T, r received) {
		assert.True(t, json.Valid([]byte(r.body)))
		assert.True(t, strings.HasPrefix(r.body, `{"packetId":1,"responses":[{"status":200,"data":null,"__proto__":{`))
		assert.Contains(t, r.body, `"constructor":`)
		assert.Contains(t, r.body, `"then":`)
	}},
	"body-odd-names": {status: 200, check: func(t *testing.T, r received) {
		assert.True(t, json.Valid([]byte(r.body)))
		assert.Equal(t, 200, decode(t, r.body).Responses[0].Status)
		assert.Contains(t, r.body, `"toString":1`)
		assert.Contains(t, r.body, `"":""`)
	}},
	"body-number-text": says(`{"packetId":"1","responses":[{"status":"200","data":null}]}`),
	"body-events": {status: 200, check: func(t *testing.T, r received) {
		assert.True(t, json.Valid([]byte(r.body)))
		assert.True(t, strings.HasPrefix(r.body, good[:len(good)-1]+`,"events":[{`))
	}},
	"body-gzip-lie": {status: 200, check: func(t *testing.T, r received) {
		assert.Equal(t, "gzip", r.resp.Header.Get("Content-Encoding"))
		assert.Equal(t, good, r.body)
	}},
}

func TestBodyFaults(t *testing.T) { testFaults(t, "body", bodyExpectations) }

func TestChangedAnswers(t *testing.T) {
	a := answer{number: 1, entries: []entry{nullData, forbidden(noSession, "No session")}}
	before := string(a.encode())
	assert.Equal(t, `{"packetId":1,"responses":[{"status":200,"data":null,"x":1},`+
		`{"status":403,"reason_code":40304,"status_message":"No session","severity":"ERROR","x":1}]}`, string(a.with(`"x":1`).encode()))
	assert.Equal(t, `{"packetId":1,"responses":[{"status":<200>,"data":null},`+
		`{"status":<403>,"reason_code":40304,"status_message":"No session","severity":"ERROR"}]}`,
		string(a.statusAs(func(s string) string { return "<" + s + ">" }).encode()))
	assert.Equal(t, before, string(a.encode()), "the answer itself is kept: a retry gets it")
}
