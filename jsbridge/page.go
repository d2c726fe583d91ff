//go:build js && wasm

package jsbridge

import "syscall/js"

// Now is the wall clock, in milliseconds since 1970.
func Now() int { return nowFunc.Invoke().Int() }

// Random is a whole number, 0 <= Random() < n.
func Random(n int) int { return randomFunc.Invoke(n).Int() }

// NewID makes a GUID.
func NewID() string { return newIDFunc.Invoke().String() }

// Locale is the player's time zone (hours east of Greenwich), language and country,
// each a JSON text, "" where it is not known.
func Locale() (timeZoneOffset, language, country string) {
	texts := localeFunc.Invoke()
	return texts.Index(0).String(), texts.Index(1).String(), texts.Index(2).String()
}

// Log prints one line for a developer.
func Log(line string) { logFunc.Invoke(line) }

// Load is the text that is stored under the key, and whether there is one.
func Load(key string) (string, bool) {
	text := loadFunc.Invoke(key)
	if text.Type() != js.TypeString {
		return "", false
	}
	return text.String(), true
}

// Save stores a text under the key: beyond the page's life where the browser lets
// it, for the page's life where not.
func Save(key, text string) { saveFunc.Invoke(key, text) }

// Remove removes what is stored under the key.
func Remove(key string) { removeFunc.Invoke(key) }

// Keys are the stored keys that begin with prefix.
func Keys(prefix string) []string {
	found := keysFunc.Invoke(prefix)
	keys := make([]string, found.Length())
	for i := range keys {
		keys[i] = found.Index(i).String()
	}
	return keys
}

// Emit tells the page of an event, after the present turn of the event loop. Its
// detail is a JSON text.
func Emit(kind, detail string) { emitFunc.Invoke(post(kind, detail)) }

// Broadcast tells the origin's other pages, which hear it under the name "heard".
func Broadcast(text string) { broadcastFunc.Invoke(post(text)) }
