package dispatcher

import (
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAFullBundleInOrder(t *testing.T) {
	p := newPeer(t, func(c *Config) { c.MaxBundle = 4 })
	session := p.login()
	got := p.post(packetBody(session, 1, heartbeat, call("time", "READ"), logout, heartbeat))
	assert.Equal(t, `{"packetId":1,"responses":[{"status":200,"data":null},{"status":200,"data":{}},{"status":200,"data":null},`+
		`{"status":403,"reason_code":40304,"status_message":"No session","severity":"ERROR"}]}`, got)
	failed(2, invalidRequest, 5)(t, p.post(packetBody(session, 2, heartbeat, heartbeat, heartbeat, heartbeat, heartbeat)))
}

func TestPacketNumbers(t *testing.T) {
	for _, c := range []struct {
		name  string
		steps []string // number, message, what comes: "ok", a reason code, or "same" as the number's first answer
	}{
		{"a retry is replayed", []string{"1 heartbeat ok", "1 heartbeat same"}},
		{"a logout is replayed", []string{"1 logout ok", "1 logout same", "1 logout same"}},
		{"other bytes are a duplicate", []string{"1 heartbeat ok", "1 logout 40730"}},
		{"the number of the login is taken", []string{"0 heartbeat 40730"}},
		{"a lower number", []string{"2 heartbeat ok", "1 heartbeat 40566"}},
		{"gaps are allowed", []string{"5 heartbeat ok", "9 logout ok"}},
		{"a logout overtakes", []string{"3 logout ok", "2 heartbeat 40304", "3 logout same"}},
		{"after the logout", []string{"1 logout ok", "1 heartbeat 40304", "2 heartbeat 40304", "0 logout 40304", "1 logout same"}},
		{"a refused packet uses up no number", []string{"3 heartbeat ok", "2 logout 40566", "3 logout 40730", "4 logout ok"}},
		{"an answered failure is replayed too", []string{"1 fly 40333", "1 fly same", "2 logout ok"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPeer(t)
			session := p.login()
			messages := map[string]string{"heartbeat": heartbeat, "logout": logout, "fly": call("playerState", "FLY")}
			first := map[int]string{}
			for _, step := range c.steps {
				var number int
				var what, want string
				_, err := fmt.Sscan(step, &number, &what, &want)
				require.NoError(t, err)
				got := p.post(packetBody(session, number, messages[what]))
				if _, again := first[number]; !again {
					first[number] = got
				}
				switch want {
				case "ok":
					assert.Equal(t, fmt.Sprintf(`{"packetId":%d,"responses":[%s]}`, number, logoutOK), got, step)
				case "same":
					assert.Equal(t, first[number], got, step)
				default:
					assert.Contains(t, got, `"reason_code":`+want+`,`, step)
				}
			}
		})
	}
}

func TestAPacketInProgress(t *testing.T) {
	p := newPeer(t)
	session := p.login()
	body := packetBody(session, 1, logout)
	sent, err := readPacket([]byte(body))
	require.NoError(t, err)

	begun, end := make(chan struct{}), make(chan struct{})
	finish := sync.OnceFunc(func() { close(end) })
	defer finish()
	first := make(chan answer, 1)
	go func() {
		first <- p.d.work(sent, []byte(body), func() { close(begun); <-end })
	}()
	<-begun
	assert.True(t, p.d.SessionAlive(session))
	failed(1, packetInProgress, 1)(t, p.post(body))
	assert.True(t, p.d.SessionAlive(session))

	finish()
	assert.Equal(t, good, string((<-first).encode()))
	assert.False(t, p.d.SessionAlive(session))
	assert.Equal(t, good, p.post(body), "the answer was kept")
}
