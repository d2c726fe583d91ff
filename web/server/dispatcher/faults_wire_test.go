package dispatcher

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The session's first packet after the login, and its undisturbed answer.
const good = `{"packetId":1,"responses":[{"status":200,"data":null}]}`

// seen is what a raw client got.
type seen struct {
	raw     []byte
	end     error // of the connection; nil for an orderly close
	resp    *http.Response
	body    string
	bodyErr error
}

// expected is what has to go over the wire for a fault row.
type expected struct {
	status int    // 0: not one byte
	body   string // "" with check nil: an empty body
	kind   string // Content-Type; "" means JSON
	reset  bool
	ends   bool // the session is over, though the row does not process the packet
	noCORS bool
	check  func(*testing.T, seen)
}

func html(status int) expected { return expected{status: status, kind: textHTML, check: isPage} }

func isPage(t *testing.T, s seen) {
	assert.True(t, strings.HasPrefix(s.body, "<!DOCTYPE html>"))
	assert.Contains(t, s.body, http.StatusText(s.resp.StatusCode))
}

func retryAfter(status int) expected {
	return expected{status: status, kind: textHTML, check: func(t *testing.T, s seen) {
		isPage(t, s)
		assert.Equal(t, "1", s.resp.Header.Get("Retry-After"))
		assert.Equal(t, "Retry-After", s.resp.Header.Get("Access-Control-Expose-Headers"))
	}}
}

func says(body string) expected { return expected{status: 200, body: body} }

func fails(code string, ends bool) expected {
	return expected{status: 200, ends: ends, check: func(t *testing.T, s seen) {
		assert.Regexp(t, `^\{"packetId":1,"responses":\[\{"status":403,"reason_code":`+code+
			`,"status_message":"[^"]+","severity":"ERROR"\}\]\}$`, s.body)
	}}
}

func jsonError(status int, code string) expected {
	return expected{status: status, check: func(t *testing.T, s seen) {
		assert.Regexp(t, `^\{"status":[0-9]+,"reason_code":`+code+`,"status_message":"[^"]+","severity":"ERROR"\}$`, s.body)
	}}
}

func located(status int, where string) expected {
	return expected{status: status, kind: textPlain, check: func(t *testing.T, s seen) {
		assert.Equal(t, where, s.resp.Header.Get("Location"))
		assert.Empty(t, s.body)
	}}
}

// expectations has a line for each fault that ends by itself on a packet.
var expectations = map[string]expected{
	"reset-before": {reset: true},
	"reset-after":  {reset: true},
	"reset-in-headers": {reset: true, check: func(t *testing.T, s seen) {
		assert.Equal(t, "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Ty", string(s.raw))
	}},
	"reset-in-body": {status: 200, reset: true, check: func(t *testing.T, s seen) {
		assert.Equal(t, good[:len(good)/2], s.body)
		assert.EqualValues(t, len(good), s.resp.ContentLength)
	}},
	"close-before": {},
	"close-after":  {},

	"http-400": html(400), "http-401": html(401), "http-403": html(403), "http-404": html(404),
	"http-408": html(408), "http-410": html(410), "http-425": html(425),
	"http-429": html(429), "http-429-retry-after": retryAfter(429),
	"http-500": html(500), "http-501": html(501), "http-502": html(502),
	"http-503": html(503), "http-503-retry-after": retryAfter(503),
	"http-504": html(504), "http-504-after": html(504),
	"http-400-json": jsonError(400, "40001"),
	"http-403-json": jsonError(403, "40301"),
	"http-403-json-expired": {status: 403, ends: true, check: func(t *testing.T, s seen) {
		assert.Equal(t, `{"status":403,"reason_code":40303,"status_message":"User session expired","severity":"ERROR"}`, s.body)
	}},
	"http-500-json": jsonError(500, "99999"),
	"http-503-json": jsonError(503, "99999"),
	"http-204":      {status: 204, kind: "none"},

	"body-empty": says(""),
	"body-cut": {status: 200, check: func(t *testing.T, s seen) {
		assert.Equal(t, good[:len(good)/2], s.body)
		assert.NoError(t, s.bodyErr, "the length is that of the half")
	}},
	"body-length-lie": {status: 200, check: func(t *testing.T, s seen) {
		assert.Equal(t, good, s.body)
		assert.EqualValues(t, len(good)+100, s.resp.ContentLength)
		assert.ErrorIs(t, s.bodyErr, io.ErrUnexpectedEOF)
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
	"body-big": {status: 200, check: func(t *testing.T, s seen) {
		assert.Len(t, s.body, 20<<20)
		assert.True(t, json.Valid([]byte(s.body)))
		assert.True(t, strings.HasPrefix(s.body, good[:len(good)-1]+`,"padding":"xxx`))
	}},
	"body-big-broken": {status: 200, check: func(t *testing.T, s seen) {
		assert.Len(t, s.body, 20<<20)
		assert.False(t, json.Valid([]byte(s.body)))
		assert.True(t, strings.HasPrefix(s.body, `{"packetId":1,"responses":["xxx`))
	}},
	"body-deep": says(strings.Repeat("[", 200_000) + strings.Repeat("]", 200_000)),
	"body-proto": {status: 200, check: func(t *testing.T, s seen) {
		assert.True(t, json.Valid([]byte(s.body)))
		assert.True(t, strings.HasPrefix(s.body, `{"packetId":1,"responses":[{"status":200,"data":null,"__proto__":{`))
		assert.Contains(t, s.body, `"constructor":`)
		assert.Contains(t, s.body, `"then":`)
	}},
	"body-odd-names": {status: 200, check: func(t *testing.T, s seen) {
		assert.True(t, json.Valid([]byte(s.body)))
		assert.Equal(t, 200, decode(t, s.body).Responses[0].Status)
		assert.Contains(t, s.body, `"toString":1`)
		assert.Contains(t, s.body, `"":""`)
	}},
	"body-number-text": says(`{"packetId":"1","responses":[{"status":"200","data":null}]}`),
	"body-events": {status: 200, check: func(t *testing.T, s seen) {
		assert.True(t, json.Valid([]byte(s.body)))
		assert.True(t, strings.HasPrefix(s.body, good[:len(good)-1]+`,"events":[{`))
	}},
	"body-gzip-lie": {status: 200, check: func(t *testing.T, s seen) {
		assert.Equal(t, "gzip", s.resp.Header.Get("Content-Encoding"))
		assert.Equal(t, good, s.body)
	}},

	"packet-wrong-number": says(`{"packetId":1001,"responses":[{"status":200,"data":null}]}`),
	"packet-no-number":    says(`{"responses":[{"status":200,"data":null}]}`),
	"packet-number-text":  says(`{"packetId":"1","responses":[{"status":200,"data":null}]}`),
	"packet-serious": {status: 200, check: func(t *testing.T, s seen) {
		a := decode(t, s.body)
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

	"slow-answer": says(good),
	"slow-work":   says(good),

	"cors-no-origin": {status: 200, body: good, noCORS: true},

	"redirect-302":    located(302, "/"),
	"redirect-307":    located(307, "/dispatcherv2?redirected=1"),
	"redirect-loop":   located(307, "/dispatcherv2?loop=1"),
	"redirect-closed": located(308, "http://127.0.0.1:2/dispatcherv2"),
}

// elsewhere are the rows with a test of their own below.
var elsewhere = []string{
	"hang", "hang-after", "hang-headers", "hang-body", "slow-drip",
	"preflight-hang", "preflight-refused", "preflight-no-header",
}

func TestEveryFaultHasAnExpectation(t *testing.T) {
	names := make([]string, 0, len(expectations))
	for name := range expectations {
		names = append(names, name)
	}
	var table []string
	for _, f := range Faults() {
		table = append(table, f.Name)
		assert.NotEmpty(t, f.Group, f.Name)
		assert.NotEmpty(t, f.Title, f.Name)
		assert.True(t, strings.HasSuffix(f.Description, "."), f.Name)
		assert.NotNil(t, f.run, f.Name)
	}
	assert.ElementsMatch(t, table, append(names, elsewhere...))
	assert.GreaterOrEqual(t, len(table), 45)
}

func TestFaultsOnTheWire(t *testing.T) {
	for name, want := range expectations {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPeer(t)
			fault, known := faultByName(name)
			require.True(t, known)
			session := p.login()
			body := packetBody(session, 1, logout)
			p.script(Script{Fault: name, Operation: "LOGOUT"})
			started := time.Now()

			var s seen
			w := p.dial(http.MethodPost, body)
			s.raw, s.end = w.all()

			if fault.Group == "hang" {
				assert.GreaterOrEqual(t, time.Since(started), slowAnswer)
			}
			if want.reset {
				assert.ErrorIs(t, s.end, syscall.ECONNRESET)
			} else {
				assert.NoError(t, s.end)
			}
			if want.status == 0 {
				if want.check == nil {
					assert.Empty(t, s.raw)
				} else {
					want.check(t, s)
				}
			} else {
				s.read(t)
				want.compare(t, s)
			}
			assert.Equal(t, want.status, p.last().Status)
			assert.Equal(t, name, p.last().Fault)
			assert.Equal(t, []string{"playerState.LOGOUT"}, p.last().Messages)
			p.eventually("the record is closed", func() bool { return p.last().Done })
			assert.False(t, p.last().Gone)
			assert.Empty(t, p.d.Scripted(), "the fault was used up")
			assert.Equal(t, fault.Processed || want.ends, !p.d.SessionAlive(session))

			// A retry of the same bytes, undisturbed, gets what it would have got.
			retry := p.post(body)
			if want.ends {
				assert.Contains(t, retry, `"reason_code":403`)
			} else {
				assert.Equal(t, good, retry)
				assert.False(t, p.d.SessionAlive(session))
			}
		})
	}
}

func (s *seen) read(t *testing.T) {
	t.Helper()
	var err error
	s.resp, err = http.ReadResponse(bufio.NewReader(bytes.NewReader(s.raw)), nil)
	require.NoError(t, err, "%.300q", s.raw)
	b, err := io.ReadAll(s.resp.Body)
	s.body, s.bodyErr = string(b), err
}

func (e expected) compare(t *testing.T, s seen) {
	t.Helper()
	assert.Equal(t, e.status, s.resp.StatusCode)
	kind := e.kind
	switch kind {
	case "":
		kind = jsonType
	case "none":
		kind = ""
	}
	assert.Equal(t, kind, s.resp.Header.Get("Content-Type"))
	origin := "*"
	if e.noCORS {
		origin = ""
	}
	assert.Equal(t, origin, s.resp.Header.Get("Access-Control-Allow-Origin"))
	if e.check != nil {
		e.check(t, s)
		return
	}
	assert.NoError(t, s.bodyErr)
	// Not Equal: it would print what may be 400,000 brackets.
	assert.True(t, e.body == s.body, "%.300q", s.body)
}

func TestHangsLastUntilTheClientGoes(t *testing.T) {
	headers := "HTTP/1.1 200 OK\r\n"
	for _, c := range []struct{ name, head, body string }{
		{"hang", "", ""},
		{"hang-after", "", ""},
		{"hang-headers", headers, ""},
		{"hang-body", headers, good[:len(good)/2]},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for _, closes := range []string{"client", "dispatcher"} {
				p := newPeer(t)
				fault, _ := faultByName(c.name)
				session := p.login()
				p.script(Script{Fault: c.name})
				w := p.dial(http.MethodPost, packetBody(session, 1, logout))
				if c.head != "" {
					resp, err := http.ReadResponse(w.r, nil)
					require.NoError(t, err)
					assert.Equal(t, 200, resp.StatusCode)
					assert.EqualValues(t, len(good), resp.ContentLength)
					assert.Equal(t, "*", resp.Header.Get("Access-Control-Allow-Origin"))
					begun := make([]byte, len(c.body))
					_, err = io.ReadFull(w.r, begun)
					require.NoError(t, err)
					assert.Equal(t, c.body, string(begun))
				}
				w.silence()
				p.eventually("the fault is at work", func() bool { return p.last().Fault == c.name })
				assert.False(t, p.last().Done)
				assert.Equal(t, fault.Processed, !p.d.SessionAlive(session))
				if closes == "client" {
					w.conn.Close()
				} else {
					p.d.Close()
					_, err := w.all()
					assert.NoError(t, err, "an orderly close")
				}
				p.eventually("the hang ends", func() bool { return p.last().Done })
				assert.Equal(t, closes == "client", p.last().Gone)
				assert.Equal(t, c.body, string(p.last().Answer))
			}
		})
	}
}

func TestSlowDrip(t *testing.T) {
	t.Parallel()
	p := newPeer(t)
	session := p.login()
	p.script(Script{Fault: "slow-drip"})
	w := p.dial(http.MethodPost, packetBody(session, 1, logout))
	resp, err := http.ReadResponse(w.r, nil)
	require.NoError(t, err)
	started := time.Now()
	got := make([]byte, 3)
	for i := range got {
		got[i], err = w.r.ReadByte()
		require.NoError(t, err)
		assert.Zero(t, w.r.Buffered(), "one byte at a time")
	}
	assert.Equal(t, good[:3], string(got))
	assert.GreaterOrEqual(t, time.Since(started), 2*dripEvery)

	p.d.Close()
	rest, err := w.all()
	require.NoError(t, err)
	assert.Equal(t, good[3:], string(rest), "closing the dispatcher ends the dawdling")
	assert.EqualValues(t, len(good), resp.ContentLength)
	assert.Equal(t, good, string(p.last().Answer))
	assert.False(t, p.last().Gone)
}

func TestSlowDripStopsWithTheClient(t *testing.T) {
	t.Parallel()
	p := newPeer(t)
	session := p.login()
	p.script(Script{Fault: "slow-drip"})
	w := p.dial(http.MethodPost, packetBody(session, 1, logout))
	_, err := http.ReadResponse(w.r, nil)
	require.NoError(t, err)
	w.conn.Close()
	p.eventually("the drip ends", func() bool { return p.last().Done })
	assert.True(t, p.last().Gone)
	assert.Less(t, len(p.last().Answer), len(good))
}

func TestSlowAnswerNotesAClientThatLeft(t *testing.T) {
	t.Parallel()
	p := newPeer(t)
	session := p.login()
	p.script(Script{Fault: "slow-answer"})
	w := p.dial(http.MethodPost, packetBody(session, 1, logout))
	p.eventually("processed", func() bool { return !p.d.SessionAlive(session) })
	w.conn.Close()
	p.eventually("the end", func() bool { return p.last().Done })
	assert.True(t, p.last().Gone)
	assert.Zero(t, p.last().Status)
}

func TestSlowWorkIsInProgress(t *testing.T) {
	t.Parallel()
	p := newPeer(t)
	session := p.login()
	body := packetBody(session, 1, logout)
	p.script(Script{Fault: "slow-work"})
	first := p.dial(http.MethodPost, body)
	p.eventually("at work", func() bool { return p.last().Fault == "slow-work" })
	p.eventually("the session is at work", func() bool {
		p.d.mu.Lock()
		defer p.d.mu.Unlock()
		return p.d.sessions.byID[session].working[1]
	})
	assert.True(t, p.d.SessionAlive(session))
	first.conn.Close() // work goes on without its client

	retry := decode(t, p.post(body))
	assert.Equal(t, 1, retry.PacketID)
	assert.Equal(t, packetInProgress, retry.Responses[0].Reason)
	assert.True(t, p.d.SessionAlive(session))

	p.eventually("done", func() bool { return !p.d.SessionAlive(session) })
	assert.Equal(t, good, p.post(body), "its answer was kept")
}

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
			// Any operation matches: a preflight carries none.
			p.script(Script{Fault: c.name, Operation: "AUTHENTICATE"})
			session := p.login()
			assert.Len(t, p.d.Scripted(), 1, "a packet does not use it up")

			s := seen{}
			s.raw, s.end = p.dial(http.MethodOptions, "").all()
			require.NoError(t, s.end)
			s.read(t)
			assert.Equal(t, c.status, s.resp.StatusCode)
			assert.Equal(t, c.headers, s.resp.Header.Get("Access-Control-Allow-Headers"))
			assert.Equal(t, c.origin, s.resp.Header.Get("Access-Control-Allow-Origin"))
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
	t.Run("no loop where faults are off", func(t *testing.T) {
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

func TestFaultsTakeEveryKindOfPacket(t *testing.T) {
	// A row that looks into the packet must not trip over one that has nothing.
	for _, f := range Faults() {
		if f.Lasting || f.Preflight {
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			p := newPeer(t)
			for _, body := range []string{"", "{}", packetBody("", 0, loginData{kind: kindAnonymous, id: "x", create: true}.message())} {
				p.script(Script{Fault: f.Name})
				p.dial(http.MethodPost, body).all()
				p.eventually("done", func() bool { return p.last().Done })
				assert.Equal(t, f.Name, p.last().Fault)
				assert.False(t, p.last().Gone)
			}
			assert.NotEmpty(t, p.login(), "it still serves")
		})
	}
}
