package e2e

import (
	"fmt"
	"net/http"
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/test/game"
)

// TestTabClose checks that a tab that is closed logs its player out, cross-origin and
// with a cold preflight.
func TestTabClose(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	url := g.Page(g.Tag("data-logout-on-close"))
	closes := fromEnv(t, "PLAYERSTATE_CLOSES", 20)
	for range closes {
		b := g.Open()
		b.Visit(url)
		b.LogIn()
		id := b.Session()
		b.MoveTo(g.OtherName())
		b.Close()
		if has(closing) {
			g.Over(id)
		}
	}
	logouts := g.Packets("LOGOUT")
	fmt.Printf("tab closes: %d of %d delivered\n", len(logouts), closes)
	for _, x := range logouts {
		assert.Equal(t, 1, x.PacketID)
	}
	if !has(closing) {
		assert.LessOrEqual(t, len(logouts), closes, "each at most once")
		return
	}
	assert.Len(t, logouts, closes, "each once")
	preflights := 0
	for _, r := range g.Dispatcher.Records() {
		if r.Method == http.MethodOptions {
			preflights++
		}
	}
	assert.Equal(t, 2*closes, preflights, "one for each login and one for each logout")
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
