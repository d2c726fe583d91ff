package jsonvaluetest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/jsbridge/jsonvalue"
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

func TestTable(t *testing.T) {
	table := jsonvaluetest.Parse(`{"n":-1,"list":[{"a":200},null,7]}`).Table(2, "n", "list", "a")
	assert.Equal(t, jsonvalue.Number(-1), table.Number)
	assert.Equal(t, 3, table.Items)
	require.Len(t, table.Rows, 2)
	assert.Equal(t, []jsonvalue.Number{200}, table.Rows[0].Numbers)
	assert.JSONEq(t, `{"a":200}`, jsonvaluetest.Text(table.Rows[0].Value))
	_, ok := table.Rows[1].Numbers[0].Integer()
	assert.False(t, ok)
	for _, text := range []string{`{}`, `{"list":null}`, `{"list":{"0":{}}}`, `null`, `[1]`} {
		table := jsonvaluetest.Parse(text).Table(2, "n", "list", "a")
		assert.Equal(t, -1, table.Items, text)
		assert.Empty(t, table.Rows, text)
		_, ok := table.Number.Integer()
		assert.False(t, ok, text)
	}
}

func TestText(t *testing.T) {
	assert.Equal(t, "a", jsonvaluetest.Parse(`{"t":"a"}`).Text("t"))
	for _, text := range []string{`{"t":1}`, `{"t":null}`, `{"t":["a"]}`, `{}`, `"a"`, `null`} {
		assert.Empty(t, jsonvaluetest.Parse(text).Text("t"), text)
	}
}
