//go:build js && wasm

package jsbridge

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestLock(t *testing.T) {
	var release func()
	after(t, func(done func()) { release = Lock("test.lock", done) })
	held, _ := awaitPromise(t, script(`navigator.locks.request("test.lock", { ifAvailable: true }, lock => lock === null)`))
	assert.True(t, held.Bool(), "nobody else gets it")

	waits := Lock("test.lock", func() { t.Error("granted to one that has given it up") })
	waits()
	var second func()
	after(t, func(done func()) {
		second = Lock("test.lock", done)
		release()
	})
	second()
	free, _ := awaitPromise(t, script(`navigator.locks.request("test.lock", () => true)`))
	assert.True(t, free.Bool())
	requireNothingPending(t)
}

func TestLockBesideAPollutedPrototype(t *testing.T) {
	script(`Object.prototype.mode = "shared"`)
	defer script(`delete Object.prototype.mode`)
	var release func()
	after(t, func(done func()) { release = Lock("test.lock", done) })
	held, _ := awaitPromise(t, script(`navigator.locks.request("test.lock", { mode: "shared", ifAvailable: true }, lock => lock === null)`))
	assert.True(t, held.Bool(), "nobody else gets it")
	release()
	requireNothingPending(t)
}

func TestLockWithoutLocks(t *testing.T) {
	for name, fault := range map[string]string{
		"missing":  `Object.defineProperty(navigator, "locks", { configurable: true, value: undefined })`,
		"throwing": `Object.defineProperty(navigator, "locks", { configurable: true, value: { request() { throw new Error("no") } } })`,
		"barred":   `Object.defineProperty(navigator, "locks", { configurable: true, value: { request: () => Promise.reject(new DOMException("no", "SecurityError")) } })`,
	} {
		t.Run(name, func(t *testing.T) {
			script(fault)
			defer script(`delete navigator.locks`)
			var release func()
			after(t, func(done func()) { release = Lock("test.lock", done) })
			release()
			requireNothingPending(t)
		})
	}
}
