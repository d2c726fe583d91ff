package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func env(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

func TestSettings(t *testing.T) {
	s, err := readSettings(env("APP_ID", "7", "APP_SECRET", "s", "SERVER_URL", "https://x.example", "APP_VERSION", "3.0.0"))
	require.NoError(t, err)
	assert.Equal(t, settings{port: 8080, appID: "7", secret: "s", url: "https://x.example", version: "3.0.0"}, s)
	assert.Equal(t, "talking to https://x.example", s.talksTo())
	s, err = readSettings(env())
	require.NoError(t, err)
	assert.True(t, s.embedded())
	assert.Equal(t, 8080, s.port)
}
