//go:build js && wasm

package jsbridge

// Load is the text that is stored under the key, and whether there is one.
func Load(key string) (string, bool) { return textOf(loadFunc.Invoke(key)) }

// Save stores a text under the key: beyond the page's life if the browser allows it,
// for the page's life if not.
func Save(key, text string) { saveFunc.Invoke(key, text) }

// Remove removes what is stored under the key.
func Remove(key string) { removeFunc.Invoke(key) }

// Retain keeps a text for the instance of the program that starts if this one dies.
func Retain(text string) { retainFunc.Invoke(write(text)) }

// Retained is the text that the instance before this one has kept, "" if there is none.
func Retained() string { return retainedFunc.Invoke().String() }

// Keys are the stored keys that begin with prefix.
func Keys(prefix string) []string {
	found := keysFunc.Invoke(prefix)
	keys := make([]string, found.Length())
	for i := range keys {
		keys[i] = found.Index(i).String()
	}
	return keys
}
