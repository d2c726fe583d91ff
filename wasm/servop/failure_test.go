package servop_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"playerstate/jsbridge/jsonvalue/jsonvaluetest"
	"playerstate/wasm/servop"
)

func TestFailureIsAResultAsTheVendorsClientsMakeIt(t *testing.T) {
	assert.Equal(t, `{"status":900,"reason_code":90001,"status_message":"a \"b\"","severity":"ERROR"}`,
		servop.Failure{Status: servop.StatusClient, ReasonCode: servop.ClientNetworkError, Message: `a "b"`}.JSON(jsonvaluetest.Quote))
}
