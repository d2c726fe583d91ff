//go:build js && wasm

package jsbridge

// Load is the text that is stored under the key, and whether there is one.
func Load(key string) (string, bool) { return taken(loadHelper(key)) }

// Save stores a text under the key: beyond the page's life if the browser allows it,
// for the page's life if not.
func Save(key, text string) { saveHelper(key, text) }

// Remove removes what is stored under the key.
func Remove(key string) { removeHelper(key) }

// Retain keeps a text for the instance of the program that starts if this one dies, and for the
// page that is loaded next in this tab.
func Retain(text string) { retainHelper(text) }

// Retained is the text that the instance before this one has kept, or another page of the tab, ""
// if there is none.
func Retained() string { return takenAlways(retainedHelper()) }

// Keys are the stored keys that begin with prefix.
func Keys(prefix string) []string {
	found, any := taken(keysHelper(prefix))
	if !any {
		return nil
	}
	return split(found)
}
