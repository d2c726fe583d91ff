package dispatcher

import (
	"bufio"
	"bytes"
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// testApp and testSecret are the app of the tests.
const (
	testApp    = "20001"
	testSecret = "s3cret-öß"
)

// logoutOK is the entry of a successful logout, and good the answer to it as the
// session's first packet after the login.
const (
	logoutOK = `{"status":200,"data":null}`
	good     = `{"packetId":1,"responses":[` + logoutOK + `]}`
)

// patience is how long a test waits for anything.
const patience = 5 * time.Minute

// clock is a clock for Config.Now that only a test advances.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// peer is a dispatcher behind a real HTTP server, and a client of it.
type peer struct {
	t     *testing.T
	d     *Dispatcher
	url   string // of the dispatcher
	addr  string // of the server
	clock *clock
}

// newPeer returns a peer with faults enabled, whose Config may be changed.
func newPeer(t *testing.T, change ...func(*Config)) *peer {
	t.Helper()
	c := &clock{now: time.Unix(1_700_000_000, 0)}
	config := Config{AppID: testApp, Secret: testSecret, Faults: true, Now: c.Now}
	for _, f := range change {
		f(&config)
	}
	d := New(config)
	server := httptest.NewServer(d)
	// Cleanups run in reverse order: the server's Close waits for requests that hang.
	t.Cleanup(server.Close)
	t.Cleanup(d.Close)
	return &peer{t: t, d: d, url: server.URL + Path, addr: server.Listener.Addr().String(), clock: c}
}

// sign returns the signature of a body.
func sign(body string) string {
	sum := md5.Sum([]byte(body + testSecret))
	return hex.EncodeToString(sum[:])
}

// packetBody returns a packet of these messages.
func packetBody(session string, number int, messages ...string) string {
	return fmt.Sprintf(`{"messages":[%s],"gameId":%q,"sessionId":%q,"packetId":%d}`,
		strings.Join(messages, ","), testApp, session, number)
}

// call returns a message without data.
func call(service, operation string) string {
	return fmt.Sprintf(`{"service":%q,"operation":%q}`, service, operation)
}

// logout and heartbeat are messages.
var (
	logout    = call("playerState", "LOGOUT")
	heartbeat = call("heartbeat", "READ")
)

// request returns a signed request.
func request(t *testing.T, method, url, body string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	require.NoError(t, err)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-APPID", testApp)
	r.Header.Set("X-SIG", sign(body))
	return r
}

// do sends a request and returns the response and its body.
func do(t *testing.T, r *http.Request) (*http.Response, string) {
	t.Helper()
	resp, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp, string(b)
}

// post sends a signed packet and returns the answer, which has to be HTTP 200.
func (p *peer) post(body string) string {
	p.t.Helper()
	resp, answer := do(p.t, request(p.t, http.MethodPost, p.url, body))
	require.Equal(p.t, http.StatusOK, resp.StatusCode, answer)
	return answer
}

// loginData is the part of an AUTHENTICATE's data that differs between tests.
type loginData struct {
	kind, id, token, profile, device string
	create                           bool
}

// message returns an AUTHENTICATE.
func (l loginData) message() string {
	data, err := json.Marshal(map[string]any{
		"gameId": testApp, "externalId": l.id, "authenticationToken": l.token, "authenticationType": l.kind,
		"forceCreate": l.create, "anonymousId": l.device, "profileId": l.profile, "releasePlatform": "WEB",
	})
	if err != nil {
		panic(err)
	}
	return `{"service":"authenticationV2","operation":"AUTHENTICATE","data":` + string(data) + `}`
}

// wireEntry is an element of responses, as a client reads it.
type wireEntry struct {
	Status   int    `json:"status"`
	Reason   int    `json:"reason_code"`
	Message  string `json:"status_message"`
	Severity string `json:"severity"`
	Data     struct {
		ProfileID string  `json:"profileId"`
		SessionID string  `json:"sessionId"`
		NewUser   string  `json:"newUser"`
		Expiry    float64 `json:"playerSessionExpiry"`
		MaxBundle int     `json:"maxBundleMsgs"`
	} `json:"data"`
}

// wireAnswer is an answer, as a client reads it.
type wireAnswer struct {
	PacketID  int         `json:"packetId"`
	Responses []wireEntry `json:"responses"`
}

// decode reads an answer.
func decode(t *testing.T, answer string) wireAnswer {
	t.Helper()
	var a wireAnswer
	require.NoError(t, json.Unmarshal([]byte(answer), &a), answer)
	return a
}

// authenticate sends an AUTHENTICATE and returns its entry.
func (p *peer) authenticate(number int, l loginData) wireEntry {
	p.t.Helper()
	a := decode(p.t, p.post(packetBody("", number, l.message())))
	require.Equal(p.t, number, a.PacketID)
	require.Len(p.t, a.Responses, 1)
	return a.Responses[0]
}

// login opens a session of a new anonymous player, with packet 0, and returns its id.
func (p *peer) login() string {
	p.t.Helper()
	e := p.authenticate(0, loginData{kind: kindAnonymous, id: newID(), create: true})
	require.Equal(p.t, 200, e.Status, e.Message)
	require.NotEmpty(p.t, e.Data.SessionID)
	return e.Data.SessionID
}

// script adds a script.
func (p *peer) script(s Script) {
	p.t.Helper()
	require.NoError(p.t, p.d.Script(s))
}

// last returns the record of the latest request.
func (p *peer) last() Record {
	p.t.Helper()
	all := p.d.Records()
	require.NotEmpty(p.t, all)
	return all[len(all)-1]
}

// eventually waits until f returns true.
func (p *peer) eventually(why string, f func() bool) {
	p.t.Helper()
	require.Eventually(p.t, f, patience, time.Millisecond, why)
}

// rawConn is a connection that carries one request.
type rawConn struct {
	t    *testing.T
	conn net.Conn
	r    *bufio.Reader
}

// dial sends a request over a connection of its own.
func (p *peer) dial(method, body string) *rawConn {
	p.t.Helper()
	conn, err := net.Dial("tcp", p.addr)
	require.NoError(p.t, err)
	p.t.Cleanup(func() { conn.Close() })
	require.NoError(p.t, conn.SetDeadline(time.Now().Add(patience)))
	r := request(p.t, method, p.url, body)
	r.Header.Set("Origin", "http://page.example")
	r.Close = true
	var b bytes.Buffer
	require.NoError(p.t, r.Write(&b))
	_, err = conn.Write(b.Bytes())
	require.NoError(p.t, err)
	return &rawConn{t: p.t, conn: conn, r: bufio.NewReader(conn)}
}

// all reads up to the end of the connection and returns how it ended.
func (w *rawConn) all() ([]byte, error) { return io.ReadAll(w.r) }

// silence checks that no byte comes within a short time, and that the connection
// stays open.
func (w *rawConn) silence() {
	w.t.Helper()
	require.NoError(w.t, w.conn.SetReadDeadline(time.Now().Add(150*time.Millisecond)))
	_, err := w.r.ReadByte()
	var timeout net.Error
	require.ErrorAs(w.t, err, &timeout)
	require.True(w.t, timeout.Timeout(), "the connection ended: %v", err)
	require.NoError(w.t, w.conn.SetReadDeadline(time.Now().Add(patience)))
}

// failed returns a check that an answer has that number and n entries which all failed
// with that reason code.
func failed(number int, code int, n int) func(*testing.T, string) {
	return func(t *testing.T, answer string) {
		t.Helper()
		a := decode(t, answer)
		assert.Equal(t, number, a.PacketID)
		require.Len(t, a.Responses, n)
		for _, e := range a.Responses {
			assert.Equal(t, code, e.Reason, answer)
			assert.Equal(t, "ERROR", e.Severity)
			assert.NotEmpty(t, e.Message)
		}
	}
}

// logoutUnder opens a session, and sends a logout with packet 1 to which the fault
// applies.
func (p *peer) logoutUnder(fault string) (session string, w *rawConn) {
	p.t.Helper()
	session = p.login()
	p.script(Script{Fault: fault})
	return session, p.dial(http.MethodPost, packetBody(session, 1, logout))
}
