package dispatcher

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestScriptRefuses(t *testing.T) {
	p := newPeer(t)
	p.script(Script{Fault: "http-500", Times: 2})
	for _, c := range []struct {
		s    Script
		says string
	}{
		{Script{Fault: "http-5000"}, `unknown fault "http-5000"`},
		{Script{}, `unknown fault ""`},
		{Script{Fault: "http-500", Times: -2}, "times is -2"},
		{Script{Fault: "http-500", Percent: 101}, "percent is 101"},
		{Script{Fault: "http-500", Percent: -1}, "percent is -1"},
		{Script{Fault: "http-500", RedirectURL: "http://a.example"}, `fault "http-500" redirects no login`},
		{Script{Fault: "random", RedirectAppID: "20002"}, `fault "random" redirects no login`},
	} {
		require.ErrorContains(t, p.d.Script(c.s), c.says)
		assert.Equal(t, []Script{{Fault: "http-500", Times: 2}}, p.d.Scripted(), "nothing changed")
	}
	p.script(Script{Fault: "none"})
	assert.Empty(t, p.d.Scripted())

	off := New(Config{AppID: testApp})
	require.ErrorContains(t, off.Script(Script{Fault: "http-500"}), "faults are off")
}

func TestScriptsAreUsedUp(t *testing.T) {
	p := newPeer(t)
	session := p.login()
	p.script(Script{Fault: "http-500", Operation: "logout", Times: 2})
	p.script(Script{Fault: "http-404"})
	p.script(Script{Fault: "http-410", Operation: "READ", Times: -1})
	status := func(number int, messages ...string) int {
		resp, _ := do(t, request(t, http.MethodPost, p.url, packetBody(session, number, messages...)))
		return resp.StatusCode
	}
	assert.Equal(t, 404, status(1, heartbeat), "the earliest that matches")
	assert.Equal(t, 410, status(1, heartbeat))
	assert.Equal(t, []Script{{Fault: "http-500", Times: 2, Operation: "logout"}, {Fault: "http-410", Times: -1, Operation: "READ"}}, p.d.Scripted())
	assert.Equal(t, 500, status(1, heartbeat, logout), "any message of the packet")
	assert.Equal(t, 500, status(1, logout))
	assert.Equal(t, 410, status(1, heartbeat), "always")
	assert.Equal(t, 200, status(1, logout))
	assert.Equal(t, []Script{{Fault: "http-410", Times: -1, Operation: "READ"}}, p.d.Scripted())
}

func TestPercentAndRandom(t *testing.T) {
	hits := func(seed uint64) string {
		p := newPeer(t, func(c *Config) { c.Seed = seed })
		p.script(Script{Fault: "random", Times: -1, Percent: 50})
		var b strings.Builder
		for range 1000 {
			f, _, _ := p.d.takeFault(request(t, http.MethodPost, p.url, ""), packet{})
			require.False(t, f.Lasting || f.Preflight, f.Name)
			b.WriteString(f.Name + ",")
		}
		return b.String()
	}
	a := hits(1)
	assert.Equal(t, a, hits(1), "a run can be repeated")
	assert.NotEqual(t, a, hits(2))
	names := map[string]bool{}
	none := 0
	for name := range strings.SplitSeq(strings.TrimSuffix(a, ","), ",") {
		if name == "" {
			none++
		} else {
			names[name] = true
		}
	}
	assert.InDelta(t, 500, none, 80)
	assert.Len(t, names, len(passing), "every passing row comes up")
}
