package dispatcher

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAnswerEncode(t *testing.T) {
	a := answer{number: 5, entries: []entry{nullData, success(map[string]int{"a": 1}), failure(403, 40304, `"quoted"`)}}
	const responses = `"responses":[{"status":200,"data":null},{"status":200,"data":{"a":1}},` +
		`{"status":403,"reason_code":40304,"status_message":"\"quoted\"","severity":"ERROR"}]}`
	assert.Equal(t, `{"packetId":5,`+responses, string(a.encode()))
	assert.Equal(t, `{"packetId":"five",`+responses, string(a.encodeAs(`"five"`)))
	assert.Equal(t, `{"packetId":0,"responses":[]}`, string(answer{}.encode()))
}

func TestRefuse(t *testing.T) {
	e := badRequest(invalidRequest, "no")
	assert.Equal(t, answer{number: 7, entries: []entry{e, e}}, refuse(packet{number: 7, messages: make([]message, 2)}, e))
	assert.Equal(t, answer{number: noNumber, entries: []entry{e}}, refuse(packet{number: noNumber}, e), "an error needs an entry")
	assert.Equal(t, answer{number: -1, entries: []entry{e}}, unacceptable(e))
}
