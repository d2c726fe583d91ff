//go:build !firefox

package e2e

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A tab that is closed logs its player out, cross-origin and with a cold preflight.
func TestTabClose(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	url := g.page(g.tag("data-logout-on-close"))
	delivered := 0
	closes := fromEnv(t, "PLAYERSTATE_CLOSES", 20)
	for range closes {
		b := openTab(t)
		b.visit(url)
		require.Equal(t, "200/0", b.result(`_bc.authenticateAnonymous()`).codes())
		id := b.text(`_bc.getSessionId()`)
		// The same server under a name that no preflight was made for.
		b.eval(`_bc.setServerUrl("`+strings.Replace(g.server.URL, "127.0.0.1", "localhost", 1)+`")`, nil)
		b.close()
		eventually(t, "the logout is delivered", func() bool { return !g.dispatcher.SessionAlive(id) })
		delivered++
	}
	fmt.Printf("tab closes: %d of %d delivered\n", delivered, closes)
	logouts := g.packets("LOGOUT")
	require.Len(t, logouts, delivered, "each once")
	for _, x := range logouts {
		assert.Equal(t, 1, x.PacketID)
	}
}

// fromEnv is a number that the environment may raise, as 'make soak' does.
func fromEnv(t *testing.T, name string, otherwise int) int {
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	require.NoError(t, err)
	return n
}
