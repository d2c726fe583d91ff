package servop_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"playerstate/jsbridge/jsonvalue/jsonvaluetest"
	"playerstate/wasm/servop"
)

func TestReadOpened(t *testing.T) {
	opened, ok := servop.ReadOpened(jsonvaluetest.Parse(`{"status":200,"data":{"sessionId":"S1","profileId":"P1","playerSessionExpiry":1200,"maxBundleMsgs":5}}`))
	assert.True(t, ok)
	assert.Equal(t, servop.Opened{SessionID: "S1", ProfileID: "P1", Expiry: 1_200_000, MaxBundle: 5}, opened)

	opened, ok = servop.ReadOpened(jsonvaluetest.Parse(`{"status":200,"data":{"sessionId":"S1","profileId":7,"playerSessionExpiry":"1200","maxBundleMsgs":-5}}`))
	assert.True(t, ok)
	assert.Equal(t, servop.Opened{SessionID: "S1"}, opened, "numbers as text and texts as numbers are none")

	opened, _ = servop.ReadOpened(jsonvaluetest.Parse(`{"data":{"sessionId":"S1","playerSessionExpiry":1e12}}`))
	assert.Zero(t, opened.Expiry, "30,000 years are no expiry")

	for _, entry := range []string{`{"status":200}`, `{"data":null}`, `{"data":[]}`, `{"data":{"sessionId":""}}`, `{"data":{"sessionId":5}}`} {
		_, ok = servop.ReadOpened(jsonvaluetest.Parse(entry))
		assert.False(t, ok, entry)
	}
}
