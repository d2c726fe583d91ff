package jsonvalue_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"playerstate/jsbridge/jsonvalue"
	"playerstate/jsbridge/jsonvalue/jsonvaluetest"
)

func TestInteger(t *testing.T) {
	for text, number := range map[string]int{
		"0": 0, "-1": -1, "200": 200, "1.0": 1, "1e3": 1000,
		"9007199254740991": 1<<53 - 1, "-9007199254740991": -(1<<53 - 1),
	} {
		n, ok := jsonvalue.Integer(jsonvaluetest.Parse(text))
		assert.True(t, ok, text)
		assert.Equal(t, number, n, text)
	}
	for _, text := range []string{"0.5", "9007199254740992", "-9007199254740992", "1e300", `"1"`, "null", "true", "[1]", "{}", "no JSON"} {
		n, ok := jsonvalue.Integer(jsonvaluetest.Parse(text))
		assert.False(t, ok, text)
		assert.Zero(t, n, text)
	}
}

func TestText(t *testing.T) {
	assert.Equal(t, "a", jsonvalue.Text(jsonvaluetest.Parse(`"a"`)))
	for _, text := range []string{"1", "null", `["a"]`, "no JSON"} {
		assert.Empty(t, jsonvalue.Text(jsonvaluetest.Parse(text)), text)
	}
}
