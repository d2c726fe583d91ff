package e2e

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/test/game"
)

// TestLoneSurrogates checks that no text is taken that UTF-8 can't write: two players' names
// that differ in one would be the same to the server. In a message's data JSON writes it.
func TestLoneSurrogates(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.LogIn()
	for _, call := range []string{
		`_bc.authenticateUniversal("ann\ud800", "p", true)`,
		`_bc.authenticateUniversal("ann", "\udfffp", true)`,
		`_bc.authenticateEmailPassword("\udc00\ud800@a.test", "p", true)`,
		`_bc.authenticateEmailPassword("ann@a.test", "p\ud83d", true)`,
		`_bc.sendRequest({ service: "\ud800", operation: "READ" })`,
		`_bc.sendRequest({ service: "time", operation: "READ\ud800" })`,
		`_bc.initialize("20001", "\ud800", "1.0.0")`,
		`_bc.initialize("20001", "secret", "1.0.0\ud800")`,
		`_bc.initialize("2000\ud800", "secret", "1.0.0")`,
		`_bc.attachSession({ sessionId: "S\ud800", packetId: 1 })`,
		`_bc.attachSession({ sessionId: "S", packetId: 1, profileId: "\ud800" })`,
	} {
		assert.Regexp(t, `^TypeError: .* must be .*, not a string with lone surrogates$`, b.Text(`(async () => { try { return String(await `+call+`) } catch (e) { return String(e) } })()`), call)
	}
	assert.Equal(t, "200/0", b.Codes(`_bc.sendRequest({ service: "time", operation: "READ", data: { "\ud800": "\udfff" } })`))
	packets := g.Packets("READ")
	require.Len(t, packets, 1)
	assert.Contains(t, string(packets[0].Body), `{"\ud800":"\udfff"}`)
	assert.Equal(t, "200/0", b.Codes(`playerState.logout()`))
	assert.Equal(t, "200/0", b.Codes(`_bc.authenticateUniversal("\ud83d\ude00", "\ud83d\ude00", true)`))
}
