package dispatcher

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLogout(t *testing.T) {
	p := newPeer(t)
	session := p.login()
	other := p.login()
	require.Equal(t, 2, p.d.Sessions())
	assert.Equal(t, good, p.post(packetBody(session, 1, logout)))
	assert.False(t, p.d.SessionAlive(session))
	assert.True(t, p.d.SessionAlive(other))
	assert.Equal(t, 1, p.d.Sessions())
	failed(2, noSession, 1)(t, p.post(packetBody(session, 2, logout)))
}

func TestOtherOperations(t *testing.T) {
	p := newPeer(t)
	for name, op := range otherOperations {
		t.Run(name, func(t *testing.T) {
			session := p.login()
			service, operation, _ := strings.Cut(name, ".")
			assert.Equal(t, `{"packetId":1,"responses":[`+string(op(invocation{}))+`]}`, p.post(packetBody(session, 1, call(service, operation))))
			assert.True(t, p.d.SessionAlive(session))
		})
	}
}
