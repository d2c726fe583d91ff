package e2e

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/test/game"
)

// What a test asks of an engine, or of its driver, that not every one has.
const (
	offline = "taking the network from a page"
	barred  = "barring a page that is a file from other files"
	policed = "a policy that bars the compile of a program"
	heap    = "the size of a page's heap"
)

// missing is what engines lack: a test that asks for it does with less there.
var missing = []struct{ feature, engine, reason string }{
	{offline, "webkit", "W3C WebDriver has no command for it"},
	{offline, "firefox", "WebDriver BiDi has no command for it in 140"},
	{barred, "firefox", "one that is driven lets it"},
	{heap, "firefox", "WebDriver BiDi has no command for it"},
	{policed, "webkit", "it bars the start of one that is compiled, by an error of its own"},
	{heap, "webkit", "W3C WebDriver has no command for it"},
}

// has says whether this engine has a feature.
func has(feature string) bool {
	for _, row := range missing {
		if row.feature == feature && row.engine == engine {
			return false
		}
	}
	return true
}

// comesOnline tells a page that the network is back.
func comesOnline(b game.Tab) {
	b.T.Helper()
	if has(offline) {
		b.Blink()
	} else {
		b.Run(`dispatchEvent(new Event("online"))`)
	}
}

// words are what an engine says, as regular expressions.
type words struct {
	readBreaks string // to whoever reads a response that breaks off
	noProgram  string // of a response that is no program
}

// said is what each engine says.
var said = map[string]words{
	"chromium": {"Failed to fetch|network error", "WebAssembly"},
	"firefox":  {"NetworkError|Error in input stream", "wasm validation error|out of memory"},
	"webkit":   {"Load failed", "WebAssembly"},
}

// TestEngines checks that each row of the tables is of an engine that there is.
func TestEngines(t *testing.T) {
	t.Parallel()
	require.Contains(t, said, engine)
	for _, row := range missing {
		assert.Contains(t, said, row.engine)
		assert.NotEmpty(t, row.reason)
	}
}
