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

// TestLockOfAPageThatIsLeft has a page left that has asked for a lock, and once more when it has it.
func TestLockOfAPageThatIsLeft(t *testing.T) {
	asked := func() string {
		state, _ := awaitPromise(t, script(`navigator.locks.query().then(({ held, pending }) => held.length + " " + pending.length)`))
		return state.String()
	}
	hold := func() {
		script(`navigator.locks.request("test.lock", () => new Promise(done => page.release = done))`)
	}
	defer script(`globalThis.setTimeout = page.setTimeout`)
	script(`page.setTimeout = globalThis.setTimeout; globalThis.setTimeout = (f, ms, ...args) => ms === undefined ? page.thaw = f : page.setTimeout(f, ms, ...args)`)
	hold()
	var granted, release func()
	after(t, func(done func()) {
		granted = done
		release = Lock("test.lock", func() { granted() })
		assert.Equal(t, "1 1", asked())
		var meanwhile func()
		remove := OnPageHide(func(bool) {
			meanwhile = Lock("test.lock", func() { t.Error("granted to one that has given it up") })
		})
		script(`dispatchEvent(new Event("pagehide"))`)
		assert.Equal(t, "1 0", asked(), "it asks for nothing while it is away")
		remove()
		meanwhile()
		script(`page.thaw()`)
		assert.Equal(t, "1 1", asked(), "it asks again")
		script(`page.release()`)
	})
	after(t, func(done func()) {
		granted = done
		hold()
		script(`dispatchEvent(new Event("pagehide"))`)
		_, _ = awaitPromise(t, script(`(async () => { while (!(await navigator.locks.query()).held.length || (await navigator.locks.query()).pending.length); })()`))
		script(`page.thaw()`)
		assert.Equal(t, "1 1", asked(), "another page was granted it")
		script(`page.release()`)
	})
	release()
	_, _ = awaitPromise(t, script(`navigator.locks.request("test.lock", () => {})`))
	script(`dispatchEvent(new Event("pagehide"))`)
	script(`page.thaw()`)
	assert.Equal(t, "0 0", asked(), "it is released for good")
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
			after(t, func(done func()) {
				release = Lock("test.lock", func() {
					assert.NotNil(t, release, "not before it returns")
					done()
				})
			})
			release()
			requireNothingPending(t)
		})
	}
}
