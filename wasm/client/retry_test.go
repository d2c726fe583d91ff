package client_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/wasm/servop"
)

func TestBackoffIsJitteredAndInsideTheAttemptsOwnTime(t *testing.T) {
	for _, test := range []struct {
		random       float64
		second, last int
	}{{0, 500, 1_000}, {1, 1_000, 2_000}} {
		p := loggedIn(t)
		p.random = test.random
		p.logout()
		p.last().refuse() // the second attempt goes out at once
		p.last().refuse()
		require.Len(t, p.sent, 3)
		p.advance(test.second - 1)
		require.Len(t, p.sent, 3)
		p.advance(1)
		require.Len(t, p.sent, 4)
		assert.Equal(t, 35_000-test.second, p.last().Timeout)
		p.last().refuse()
		p.advance(test.last)
		require.Len(t, p.sent, 5)
		assert.Equal(t, 50_000-test.last, p.last().Timeout)
	}
}

func TestRetryAfter(t *testing.T) {
	for name, test := range map[string]struct {
		after         int // ms
		wait, timeout int // until the next attempt, and what it has; ms
	}{
		"a second":                        {1_000, 1_000, 19_000},
		"longer than half of the attempt": {12_000, 20_000, 35_000},
		"longer than the attempt":         {25_000, 25_000, 30_000},
		"longer than two":                 {60_000, 60_000, 45_000},
	} {
		t.Run(name, func(t *testing.T) {
			p := loggedIn(t)
			p.logout()
			p.last().reply(servop.Reply{Status: 429, RetryAfter: test.after})
			p.advance(test.wait - 1)
			require.Len(t, p.sent, 2)
			p.advance(1)
			require.Len(t, p.sent, 3)
			assert.Equal(t, test.timeout, p.last().Timeout)
		})
	}
	p := loggedIn(t)
	a := p.logout()
	p.last().reply(servop.Reply{Status: 429, RetryAfter: 1_000_000})
	requireCodes(t, a, 900, 90001)
}
