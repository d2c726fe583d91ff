//go:build js && wasm

package jsbridge

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAfterAndSoon(t *testing.T) {
	var order []string
	after(t, func(done func()) {
		After(1, func() { order = append(order, "timer"); done() })
		Soon(func() { order = append(order, "soon") })
		order = append(order, "now")
	})
	assert.Equal(t, []string{"now", "soon", "timer"}, order)
	requireNothingPending(t)
}

func TestCancelledTimer(t *testing.T) {
	cancel := After(1, func() { t.Error("a cancelled timer fired") })
	cancel()
	requireNothingPending(t)
	after(t, func(done func()) { After(5, done) })
}

func TestTimerBeyondTheBrowsersLongest(t *testing.T) {
	cancel := After(1_000_000_000_000_000, func() { t.Error("fired at once") })
	after(t, func(done func()) { After(5, done) })
	cancel()
}

func TestTaskLetsTimersGoFirst(t *testing.T) {
	var order []string
	after(t, func(done func()) {
		script(`page.timer = 0; setTimeout(() => page.timer++)`)
		var again func()
		again = func() {
			if script(`page.timer`).Int() == 1 {
				order = append(order, "a timer ran")
				done()
				return
			}
			Task(again) // for ever, if no timer runs between two tasks
		}
		Task(again)
		order = append(order, "now")
	})
	assert.Equal(t, []string{"now", "a timer ran"}, order)
	requireNothingPending(t)
}
