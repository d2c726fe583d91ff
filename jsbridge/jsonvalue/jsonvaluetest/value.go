// Package jsonvaluetest has JSON values for native tests: encoding/json stands in for
// the browser's JSON.
package jsonvaluetest

import (
	"encoding/json"

	"playerstate/jsbridge/jsonvalue"
)

// value is a value as encoding/json reads it.
type value struct{ v any }

// Parse reads a JSON text. It is nil if the text is none.
func Parse(text string) jsonvalue.Value {
	var v any
	if json.Unmarshal([]byte(text), &v) != nil {
		return nil
	}
	return value{v}
}

// Quote writes a JSON string.
func Quote(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(quoted)
}

// Text writes a value that Parse made.
func Text(v jsonvalue.Value) string {
	text, err := json.Marshal(v.(value).v)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func (v value) Member(name string) jsonvalue.Value {
	object, _ := v.v.(map[string]any)
	member, ok := object[name]
	if !ok {
		return nil
	}
	return value{member}
}

func (v value) Items() int {
	array, ok := v.v.([]any)
	if !ok {
		return -1
	}
	return len(array)
}

func (v value) Item(i int) jsonvalue.Value { return value{v.v.([]any)[i]} }

func (v value) Integer(name string) (int, bool) {
	member, _ := v.Member(name).(value)
	n, ok := member.v.(float64)
	const safe = 1<<53 - 1
	if !ok || n < -safe || n > safe || n != float64(int64(n)) {
		return 0, false
	}
	return int(n), true
}

func (v value) Text(name string) string {
	member, _ := v.Member(name).(value)
	text, _ := member.v.(string)
	return text
}
