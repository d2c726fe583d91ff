package dispatcher

import (
	"bufio"
	"bytes"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// received is the answer to one request, as a raw client received it.
type received struct {
	raw     []byte         // all bytes
	end     error          // how the connection ended; nil if it was closed in order
	resp    *http.Response // parsed from raw
	body    string         // the response's body, as far as it came
	bodyErr error          // from reading the body
}

// expected is the answer that a fault has to give.
type expected struct {
	status int                        // 0 for no bytes at all, unless check is set
	body   string                     // compared unless check is set
	kind   string                     // Content-Type: "" for JSON, "none" for no such header
	reset  bool                       // the connection is reset
	ends   bool                       // the session is over, although the packet is not processed
	noCORS bool                       // no page of another origin may read the answer
	check  func(*testing.T, received) // further checks, instead of body
}

// says expects a 200 with that body.
func says(body string) expected { return expected{status: 200, body: body} }

// read parses raw into resp, body and bodyErr.
func (r *received) read(t *testing.T) {
	t.Helper()
	var err error
	r.resp, err = http.ReadResponse(bufio.NewReader(bytes.NewReader(r.raw)), nil)
	require.NoError(t, err, "%.300q", r.raw)
	b, err := io.ReadAll(r.resp.Body)
	r.body, r.bodyErr = string(b), err
}

// compare checks an answer that has a status line.
func (e expected) compare(t *testing.T, r received) {
	t.Helper()
	assert.Equal(t, e.status, r.resp.StatusCode)
	kind := e.kind
	switch kind {
	case "":
		kind = jsonType
	case "none":
		kind = ""
	}
	assert.Equal(t, kind, r.resp.Header.Get("Content-Type"))
	origin := "*"
	if e.noCORS {
		origin = ""
	}
	assert.Equal(t, origin, r.resp.Header.Get("Access-Control-Allow-Origin"))
	if e.check != nil {
		e.check(t, r)
		return
	}
	assert.NoError(t, r.bodyErr)
	// Not Equal, which would print up to 400,000 brackets.
	assert.True(t, e.body == r.body, "%.300q", r.body)
}

// elsewhere are the faults that have a test of their own instead of an entry in the
// expectations of their group.
var elsewhere = []string{
	"hang", "hang-after", "hang-headers", "hang-body", "slow-drip",
	"preflight-hang", "preflight-refused", "preflight-no-header",
}

func TestEveryFaultHasAnExpectation(t *testing.T) {
	names := slices.Clone(elsewhere)
	for _, group := range []map[string]expected{
		connectionExpectations, httpExpectations, bodyExpectations, packetExpectations, hangExpectations, corsExpectations, redirectExpectations, loginExpectations,
	} {
		names = slices.AppendSeq(names, maps.Keys(group))
	}
	var table []string
	for _, f := range Faults() {
		table = append(table, f.Name)
		assert.NotEmpty(t, f.Group, f.Name)
		assert.NotEmpty(t, f.Title, f.Name)
		assert.True(t, strings.HasSuffix(f.Description, "."), f.Name)
		assert.NotNil(t, f.run, f.Name)
	}
	assert.ElementsMatch(t, table, names)
	assert.GreaterOrEqual(t, len(table), 45)
}

// testFaults applies each fault of a group to a logout, and checks the answer, the
// record, the session, and the answer to a retry of the same bytes.
func testFaults(t *testing.T, group string, expectations map[string]expected) {
	for name, want := range expectations {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPeer(t)
			fault, known := faultByName(name)
			require.True(t, known)
			assert.Equal(t, group, fault.Group)
			session := p.login()
			body := packetBody(session, 1, logout)
			p.script(Script{Fault: name, Operation: "LOGOUT"})
			started := time.Now()

			var r received
			w := p.dial(http.MethodPost, body)
			r.raw, r.end = w.all()

			if fault.Group == "hang" {
				assert.GreaterOrEqual(t, time.Since(started), slowAnswer)
			}
			if want.reset {
				assert.ErrorIs(t, r.end, syscall.ECONNRESET)
			} else {
				assert.NoError(t, r.end)
			}
			if want.status == 0 {
				if want.check == nil {
					assert.Empty(t, r.raw)
				} else {
					want.check(t, r)
				}
			} else {
				r.read(t)
				want.compare(t, r)
			}
			assert.Equal(t, want.status, p.last().Status)
			assert.Equal(t, name, p.last().Fault)
			assert.Equal(t, []string{"playerState.LOGOUT"}, p.last().Messages)
			p.eventually("the record is closed", func() bool { return p.last().Done })
			assert.False(t, p.last().Gone)
			assert.Empty(t, p.d.Scripted(), "the fault was used up")
			assert.Equal(t, fault.Processed || want.ends, !p.d.SessionAlive(session))

			// No fault applies to the retry.
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

// TestFaultsTakeEveryKindOfPacket applies each fault to a packet that could not be
// read, and to one without a session.
func TestFaultsTakeEveryKindOfPacket(t *testing.T) {
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

func TestFaultByName(t *testing.T) {
	f, known := faultByName("slow-drip")
	assert.True(t, known)
	assert.Equal(t, "slow-drip", f.Name)
	_, known = faultByName(randomFault)
	assert.False(t, known)
	copied := Faults()
	name := copied[0].Name
	copied[0].Name = "changed"
	_, known = faultByName(name)
	assert.True(t, known, "a caller's slice is its own")
}
