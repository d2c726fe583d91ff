package dispatcher

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// packetExpectations has an entry for each of packetFaults.
var packetExpectations = map[string]expected{
	"packet-wrong-number": says(`{"packetId":1001,"responses":[{"status":200,"data":null}]}`),
	"packet-no-number":    says(`{"responses":[{"status":200,"data":null}]}`),
	"packet-number-text":  says(`{"packetId":"1","responses":[{"status":200,"data":null}]}`),
	"packet-serious": {status: 200, check: func(t *testing.T, r received) {
		a := decode(t, r.body)
		assert.Equal(t, -1, a.PacketID)
		require.Len(t, a.Responses, 1)
		assert.Equal(t, 500, a.Responses[0].Status)
	}},
	"packet-too-few":          says(`{"packetId":1,"responses":[]}`),
	"packet-too-many":         says(`{"packetId":1,"responses":[{"status":200,"data":null},{"status":200,"data":null}]}`),
	"packet-responses-object": says(`{"packetId":1,"responses":{"0":{"status":200,"data":null},"length":1}}`),
	"packet-response-null":    says(`{"packetId":1,"responses":[null]}`),
	"packet-no-status":        says(`{"packetId":1,"responses":[{"data":null}]}`),
	"packet-status-text":      says(`{"packetId":1,"responses":[{"status":"200","data":null}]}`),
	"packet-status-infinite":  says(`{"packetId":1,"responses":[{"status":1e999,"data":null}]}`),
	"packet-session-expired":  fails("40303", true),
	"packet-no-session":       fails("40304", true),
	"packet-displaced":        fails("40356", true),
	"packet-in-progress":      fails("40606", false),
	"packet-logout-error":     fails("40906", false),
}

func TestPacketFaults(t *testing.T) { testFaults(t, "packet", packetExpectations) }

// fails expects that every message of the packet failed with that reason code.
func fails(code string, ends bool) expected {
	return expected{status: 200, ends: ends, check: func(t *testing.T, r received) {
		assert.Regexp(t, `^\{"packetId":1,"responses":\[\{"status":403,"reason_code":`+code+
			`,"status_message":"[^"]+","severity":"ERROR"\}\]\}$`, r.body)
	}}
}
