package dispatcher

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// connectionExpectations has an entry for each of connectionFaults.
var connectionExpectations = map[string]expected{
	"reset-before": {reset: true},
	"reset-after":  {reset: true},
	"reset-in-headers": {reset: true, check: func(t *testing.T, r received) {
		assert.Equal(t, "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Ty", string(r.raw))
	}},
	"reset-in-body": {status: 200, reset: true, check: func(t *testing.T, r received) {
		assert.Equal(t, good[:len(good)/2], r.body)
		assert.EqualValues(t, len(good), r.resp.ContentLength)
	}},
	"close-before": {},
	"close-after":  {},
}

func TestConnectionFaults(t *testing.T) { testFaults(t, "connection", connectionExpectations) }
