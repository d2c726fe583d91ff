//go:build js && wasm

package jsbridge

import (
	"syscall/js"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestExposedFunction(t *testing.T) {
	var got []any
	expose("test", func(a Args) any {
		got = append(got, a.Text(0), a.Int(1), a.Bool(2), a.Ints(3))
		return "answer"
	})
	assert.Equal(t, "answer", script(`page.bridge.exports.test("a", 2, true, [1, 2.5])`).String())
	assert.Equal(t, []any{"a", 2, true, []int{1, 2}}, got)
}

func TestComplete(t *testing.T) {
	Complete(7, Parse(`{"status":200,"data":null}`))
	assert.Equal(t, `[7,{"status":200,"data":null}]`, script(`JSON.stringify(page.answers.pop())`).String())
}

// TestCallbackThatThrows has Go call a callback of the page's that throws: the exception
// is the page's, and the program goes on.
func TestCallbackThatThrows(t *testing.T) {
	expose("throwing", func(Args) any {
		defer func() {
			recovered := recover()
			_, isJS := recovered.(js.Error)
			assert.True(t, isJS, "%v", recovered)
		}()
		script(`(() => { throw new Error("the page's own") })()`)
		return nil
	})
	script(`page.bridge.exports.throwing()`)
	after(t, func(done func()) { After(0, done) })
}

// TestCallWithinACall has the page's own code run while Go calls out, and call in.
func TestCallWithinACall(t *testing.T) {
	expose("inner", func(a Args) any { return a.Text(0) + Parse(`{"a":"b"}`).Text("a") })
	var outer, own string
	expose("outer", func(a Args) any {
		v := Parse(`{"a":"own"}`)
		outer = script(`page.bridge.exports.inner("x", 1, 2, 3)`).String()
		own = v.Text("a") + a.Text(1)
		return own
	})
	assert.Equal(t, "ownsecond", script(`page.bridge.exports.outer("first", "second")`).String())
	assert.Equal(t, "xb", outer)
	assert.Equal(t, "ownsecond", own)
}
