package dispatcher

import (
	"net/http"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// redirectExpectations has an entry for each of redirectFaults.
var redirectExpectations = map[string]expected{
	"redirect-302":    located(302, "/"),
	"redirect-307":    located(307, "/dispatcherv2?redirected=1"),
	"redirect-loop":   located(307, "/dispatcherv2?loop=1"),
	"redirect-closed": located(308, "http://127.0.0.1:2/dispatcherv2"),
}

func TestRedirectFaults(t *testing.T) { testFaults(t, "redirect", redirectExpectations) }

// located expects a redirect to that URL.
func located(status int, url string) expected {
	return expected{status: status, kind: textPlain, check: func(t *testing.T, r received) {
		assert.Equal(t, url, r.resp.Header.Get("Location"))
		assert.Empty(t, r.body)
	}}
}

func TestRedirects(t *testing.T) {
	t.Run("307 is followed to a good answer, whatever is pending", func(t *testing.T) {
		p := newPeer(t)
		session := p.login()
		p.script(Script{Fault: "redirect-307", Times: -1})
		assert.Equal(t, good, p.post(packetBody(session, 1, logout)))
		all := p.d.Records()
		require.Len(t, all, 3)
		assert.Equal(t, 307, all[1].Status)
		assert.Equal(t, all[1].Body, all[2].Body)
	})
	t.Run("the loop does not end", func(t *testing.T) {
		p := newPeer(t)
		session := p.login()
		p.script(Script{Fault: "redirect-loop"})
		_, err := http.DefaultClient.Do(request(t, http.MethodPost, p.url, packetBody(session, 1, logout)))
		require.ErrorContains(t, err, "10 redirects")
		assert.True(t, p.d.SessionAlive(session))
	})
	t.Run("no loop if faults are off", func(t *testing.T) {
		p := newPeer(t, func(c *Config) { c.Faults = false })
		session := p.login()
		p.url += "?loop=1"
		assert.Equal(t, good, p.post(packetBody(session, 1, logout)))
	})
	t.Run("the closed port is closed", func(t *testing.T) {
		p := newPeer(t)
		session := p.login()
		p.script(Script{Fault: "redirect-closed"})
		_, err := http.DefaultClient.Do(request(t, http.MethodPost, p.url, packetBody(session, 1, logout)))
		require.ErrorIs(t, err, syscall.ECONNREFUSED)
	})
}
