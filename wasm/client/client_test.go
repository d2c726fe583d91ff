package client_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLoggingNamesNoSecret(t *testing.T) {
	p := newPage(t, newOrigin())
	p.EnableLogging(true)
	p.login()
	p.last().results(opened)
	p.logout()
	for range 4 {
		p.last().refuse()
		p.advance(3_000)
	}
	require.NotEmpty(t, p.lines)
	assert.Contains(t, p.lines, "packet 1 playerState.LOGOUT: attempt 1 of 4")
	for _, line := range p.lines {
		for _, secret := range []string{"S1", "secret", p.last().Signature} {
			assert.NotContains(t, line, secret)
		}
	}
}
