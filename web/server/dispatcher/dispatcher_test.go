package dispatcher

import (
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestConcurrentUse(t *testing.T) {
	p := newPeer(t)
	p.script(Script{Fault: "random", Times: -1, Percent: 20})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			id := newID()
			for n := range 20 {
				body := packetBody("", 0, loginData{kind: kindAnonymous, id: id, create: true}.message())
				if n%2 == 1 {
					body = packetBody("gone", n, logout)
				}
				if resp, err := http.DefaultClient.Do(request(t, http.MethodPost, p.url, body)); err == nil {
					resp.Body.Close()
				}
				p.d.Records()
				p.d.Sessions()
				p.d.Scripted()
			}
		})
	}
	wg.Wait()
	assert.GreaterOrEqual(t, len(p.d.Records()), 160)
}

func TestDefaults(t *testing.T) {
	p := newPeer(t, func(c *Config) { c.Now = nil })
	before := time.Now()
	e := p.authenticate(0, loginData{kind: kindAnonymous, id: "x", create: true})
	assert.EqualValues(t, 20*60, e.Data.Expiry)
	assert.Equal(t, 10, e.Data.MaxBundle)
	assert.WithinRange(t, p.last().At, before, time.Now())
}

func TestPaths(t *testing.T) {
	for _, c := range []struct {
		path   string
		faults bool
		status int
	}{
		{Path, false, 405}, {Path + "/", false, 405}, {Path + "/x", false, 404}, {"/", true, 404},
		{FaultsPath, true, 200}, {FaultsPath, false, 404}, {FaultsPath + "/", true, 404},
	} {
		d := New(Config{Faults: c.faults})
		w := httptest.NewRecorder()
		d.ServeHTTP(w, httptest.NewRequest(http.MethodGet, c.path, nil))
		assert.Equal(t, c.status, w.Code, c)
		d.Close()
		d.Close() // a second time changes nothing
	}
}
