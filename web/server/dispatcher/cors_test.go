package dispatcher

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestPreflight(t *testing.T) {
	p := newPeer(t)
	r := request(t, http.MethodOptions, p.url, "")
	r.Header.Set("Origin", "http://page.example")
	resp, body := do(t, r)
	assert.Equal(t, 204, resp.StatusCode)
	assert.Empty(t, body)
	assert.Equal(t, "*", resp.Header.Get("Access-Control-Allow-Origin"))
	assert.Equal(t, "POST", resp.Header.Get("Access-Control-Allow-Methods"))
	assert.Equal(t, "content-type,x-appid,x-sig", resp.Header.Get("Access-Control-Allow-Headers"))
	assert.Equal(t, "600", resp.Header.Get("Access-Control-Max-Age"))
	assert.Equal(t, "Retry-After", resp.Header.Get("Access-Control-Expose-Headers"))
	rec := p.last()
	assert.Equal(t, "http://page.example", rec.Origin)
	assert.Equal(t, -1, rec.PacketID)
	assert.True(t, rec.Done)
}
