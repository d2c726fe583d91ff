package jsonvaluetest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"playerstate/jsbridge/jsonvalue/jsonvaluetest"
)

func TestInteger(t *testing.T) {
	for text, number := range map[string]int{
		"0": 0, "-1": -1, "200": 200, "1.0": 1, "1e3": 1000,
		"9007199254740991": 1<<53 - 1, "-9007199254740991": -(1<<53 - 1),
	} {
		n, ok := jsonvaluetest.Parse(`{"n":` + text + `}`).Integer("n")
		assert.True(t, ok, text)
		assert.Equal(t, number, n, text)
	}
	for _, text := range []string{
		`{"n":0.5}`, `{"n":9007199254740992}`, `{"n":-9007199254740992}`, `{"n":1e300}`, `{"n":"1"}`, `{"n":null}`, `{"n":true}`, `{"n":[1]}`, `{"n":{}}`,
		`{}`, `1`, `null`, `[1]`,
	} {
		n, ok := jsonvaluetest.Parse(text).Integer("n")
		assert.False(t, ok, text)
		assert.Zero(t, n, text)
	}
}

func TestText(t *testing.T) {
	assert.Equal(t, "a", jsonvaluetest.Parse(`{"t":"a"}`).Text("t"))
	for _, text := range []string{`{"t":1}`, `{"t":null}`, `{"t":["a"]}`, `{}`, `"a"`, `null`} {
		assert.Empty(t, jsonvaluetest.Parse(text).Text("t"), text)
	}
}
