package dispatcher

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

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
	assert.Equal(t, []Script{{"http-500", 2, "logout", 0}, {"http-410", -1, "READ", 0}}, p.d.Scripted())
	assert.Equal(t, 500, status(1, heartbeat, logout), "any message of the packet")
	assert.Equal(t, 500, status(1, logout))
	assert.Equal(t, 410, status(1, heartbeat), "always")
	assert.Equal(t, 200, status(1, logout))
	assert.Equal(t, []Script{{"http-410", -1, "READ", 0}}, p.d.Scripted())
}

func TestPercentAndRandom(t *testing.T) {
	hits := func(seed uint64) string {
		p := newPeer(t, func(c *Config) { c.Seed = seed })
		p.script(Script{Fault: "random", Times: -1, Percent: 50})
		var b strings.Builder
		for range 1000 {
			f, _ := p.d.takeFault(request(t, http.MethodPost, p.url, ""), packet{})
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

func TestSideDoor(t *testing.T) {
	p := newPeer(t)
	p.url += "/faults"
	post := func(body string) (int, string) {
		resp, answer := do(t, request(t, http.MethodPost, p.url, body))
		assert.Equal(t, "*", resp.Header.Get("Access-Control-Allow-Origin"))
		return resp.StatusCode, answer
	}
	list := func() (faults []Fault, pending []Script) {
		resp, answer := do(t, request(t, http.MethodGet, p.url, ""))
		require.Equal(t, 200, resp.StatusCode)
		require.Contains(t, answer, `"pending":[`)
		var got struct {
			Faults  []Fault
			Pending []Script
		}
		require.NoError(t, json.Unmarshal([]byte(answer), &got))
		return got.Faults, got.Pending
	}
	faults, pending := list()
	assert.Len(t, faults, len(Faults()))
	assert.Equal(t, "reset-before", faults[0].Name)
	assert.Empty(t, pending)

	status, answer := post(`{"fault":"reset-before","times":1,"operation":"LOGOUT"}`)
	assert.Equal(t, 204, status)
	assert.Empty(t, answer)
	for _, c := range []struct{ body, says string }{
		{`{"fault":"nope"}`, `unknown fault "nope"`},
		{`{"fault":"http-500","opration":"LOGOUT"}`, "opration"},
		{`{"fault":"http-500","times":"1"}`, "times"},
		{`nonsense`, "invalid character"},
	} {
		status, answer = post(c.body)
		assert.Equal(t, 400, status)
		assert.Contains(t, answer, c.says)
	}
	_, pending = list()
	assert.Equal(t, []Script{{"reset-before", 1, "LOGOUT", 0}}, pending)

	resp, _ := do(t, request(t, http.MethodOptions, p.url, ""))
	assert.Equal(t, 204, resp.StatusCode)
	assert.Equal(t, "GET, POST", resp.Header.Get("Access-Control-Allow-Methods"))
	resp, _ = do(t, request(t, http.MethodDelete, p.url, ""))
	assert.Equal(t, 405, resp.StatusCode)
	assert.Empty(t, p.d.Records(), "the side door is no packet")

	shut := newPeer(t, func(c *Config) { c.Faults = false })
	resp, _ = do(t, request(t, http.MethodGet, shut.url+"/faults", ""))
	assert.Equal(t, 404, resp.StatusCode)
}

func TestRecords(t *testing.T) {
	p := newPeer(t)
	session := p.login()
	p.d.ClearRecords()
	body := packetBody(session, 1, heartbeat, logout)
	answer := p.post(body)
	all := p.d.Records()
	require.Len(t, all, 1)
	r := all[0]
	assert.Equal(t, sign(body), r.Header.Get("X-SIG"))
	r.Header = nil
	assert.Equal(t, Record{
		Method: "POST", Body: []byte(body), Messages: []string{"heartbeat.READ", "playerState.LOGOUT"}, PacketID: 1,
		SessionID: session, Status: 200, Answer: []byte(answer), At: p.clock.Now(), Done: true,
	}, r)

	all[0].Body[0], all[0].Answer[0], all[0].Messages[0] = 'x', 'x', "x"
	all[0].Header = http.Header{}
	assert.Equal(t, byte('{'), p.d.Records()[0].Body[0], "a caller's copy is its own")
	assert.Equal(t, byte('{'), p.d.Records()[0].Answer[0])
	assert.Equal(t, "heartbeat.READ", p.d.Records()[0].Messages[0])

	p.post("broken")
	assert.Equal(t, -1, p.last().PacketID)
	assert.Equal(t, "broken", string(p.last().Body))
}

func TestRecordsAreALimitedNumber(t *testing.T) {
	var k recorder
	r := request(t, http.MethodPost, "http://x/", "")
	for i := range maxRecords + 5 {
		rec := k.arrived(r, time.Time{})
		k.read(rec, nil, packet{number: i}, nil)
		k.finished(rec, 200, make([]byte, maxRecordedAnswer+1), false)
		if i > 3 && i < maxRecords-3 {
			rec.Answer = nil // or this test would take 640 MB
		}
	}
	require.Len(t, k.list, maxRecords)
	assert.Equal(t, 5, k.list[0].PacketID)
	assert.Len(t, k.list[maxRecords-1].Answer, maxRecordedAnswer)
}

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
