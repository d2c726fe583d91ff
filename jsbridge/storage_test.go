//go:build js && wasm

package jsbridge

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestStorage(t *testing.T) {
	Save("test.key", "täxt")
	text, found := Load("test.key")
	assert.True(t, found)
	assert.Equal(t, "täxt", text)
	assert.Equal(t, []string{"test.key"}, Keys("test."))
	assert.Equal(t, "täxt", script(`localStorage.getItem("test.key")`).String())
	Remove("test.key")
	_, found = Load("test.key")
	assert.False(t, found)
	assert.Empty(t, Keys("test."))
}

func TestStorageThatIsBarredOrFull(t *testing.T) {
	for name, fault := range map[string]string{
		"full":    `Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError") }`,
		"barred":  `Object.defineProperty(globalThis, "localStorage", { configurable: true, get() { throw new DOMException("barred", "SecurityError") } })`,
		"missing": `Object.defineProperty(globalThis, "localStorage", { configurable: true, value: undefined })`,
	} {
		t.Run(name, func(t *testing.T) {
			script(`page.mended = [Storage.prototype.setItem, Object.getOwnPropertyDescriptor(globalThis, "localStorage")]; ` + fault)
			defer script(`Storage.prototype.setItem = page.mended[0]; Object.defineProperty(globalThis, "localStorage", page.mended[1])`)
			Save("test.key", "kept")
			text, found := Load("test.key")
			assert.True(t, found)
			assert.Equal(t, "kept", text)
			assert.Equal(t, []string{"test.key"}, Keys("test."))
			Remove("test.key")
			_, found = Load("test.key")
			assert.False(t, found)
		})
	}
}

func TestRetainedText(t *testing.T) {
	assert.Empty(t, Retained())
	Retain(`[{"a":"ä"}]`)
	assert.Equal(t, `[{"a":"ä"}]`, Retained())
	Retain("")
	assert.Empty(t, Retained())
}
