package dispatcher

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// corsExpectations has an entry for each of corsFaults that applies to a packet and
// ends by itself.
var corsExpectations = map[string]expected{
	"cors-no-origin": {status: 200, body: good, noCORS: true},
}

func TestCORSFaults(t *testing.T) { testFaults(t, "cors", corsExpectations) }

func TestPreflightFaults(t *testing.T) {
	for _, c := range []struct {
		name, headers, origin string
		status                int
	}{
		{"preflight-refused", "", "", 403},
		{"preflight-no-header", "content-type,x-appid", "*", 204},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newPeer(t)
			// The operation is ignored, because a preflight has none.
			p.script(Script{Fault: c.name, Operation: "AUTHENTICATE"})
			session := p.login()
			assert.Len(t, p.d.Scripted(), 1, "a packet does not use it up")

			var r received
			r.raw, r.end = p.dial(http.MethodOptions, "").all()
			require.NoError(t, r.end)
			r.read(t)
			assert.Equal(t, c.status, r.resp.StatusCode)
			assert.Equal(t, c.headers, r.resp.Header.Get("Access-Control-Allow-Headers"))
			assert.Equal(t, c.origin, r.resp.Header.Get("Access-Control-Allow-Origin"))
			assert.Equal(t, c.name, p.last().Fault)
			assert.Empty(t, p.d.Scripted())
			assert.Equal(t, good, p.post(packetBody(session, 1, logout)))
		})
	}
	t.Run("preflight-hang", func(t *testing.T) {
		t.Parallel()
		p := newPeer(t)
		p.script(Script{Fault: "preflight-hang"})
		w := p.dial(http.MethodOptions, "")
		w.silence()
		w.conn.Close()
		p.eventually("the hang ends", func() bool { return p.last().Done })
		assert.True(t, p.last().Gone)
		assert.Equal(t, http.MethodOptions, p.last().Method)
	})
}
