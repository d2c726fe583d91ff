package jsonvalue_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"playerstate/jsbridge/jsonvalue"
)

func TestNumber(t *testing.T) {
	n, ok := jsonvalue.Number(-1).Integer()
	assert.True(t, ok)
	assert.Equal(t, -1, n)
	n, ok = jsonvalue.Number(math.NaN()).Integer()
	assert.False(t, ok)
	assert.Zero(t, n)
}
