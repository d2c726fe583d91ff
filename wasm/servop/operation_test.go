package servop_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"playerstate/jsbridge/jsonvalue/jsonvaluetest"
	"playerstate/wasm/servop"
)

func TestOperationIsItsServiceAndItsName(t *testing.T) {
	assert.True(t, servop.Operation{Service: "playerState", Name: "LOGOUT"}.Is(servop.Logout))
	for _, other := range []servop.Operation{
		{Service: "playerState", Name: "READ", Ends: true, Coalesced: true},
		{Service: "heartbeat", Name: "LOGOUT"},
		{Service: "playerstate", Name: "LOGOUT"},
		{},
	} {
		assert.False(t, other.Is(servop.Logout), "%s.%s", other.Service, other.Name)
	}
}

func TestMessageHasDataIfItIsGiven(t *testing.T) {
	assert.Equal(t, `{"service":"playerState","operation":"LOGOUT"}`, string(servop.Logout.Message("", jsonvaluetest.Quote)))
	o := servop.Operation{Service: `a"b`, Name: "c"}
	assert.Equal(t, `{"service":"a\"b","operation":"c","data":null}`, string(o.Message("null", jsonvaluetest.Quote)))
	assert.Equal(t, `{"service":"a\"b","operation":"c","data":{"x":1}}`, string(o.Message(`{"x":1}`, jsonvaluetest.Quote)))
}
