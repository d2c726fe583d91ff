//go:build firefox

package e2e

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Firefox may drop the request of a tab that is closed. What is kept in its storage is
// then delivered by the next page of the origin.
func TestTabCloseIsMadeUpForByTheNextPage(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	url := g.page(g.tag("data-logout-on-close"))
	for range 5 {
		b := openTab(t)
		b.visit(url)
		require.Equal(t, "200/0", b.result(`_bc.authenticateAnonymous()`).codes())
		id := b.text(`_bc.getSessionId()`)
		next := b.openBeside()
		b.close()
		// Its storage reaches the others in its own time.
		eventually(t, "the logout is delivered", func() bool {
			next.visit(url)
			next.eval(`_bc.ready`, nil)
			return !g.dispatcher.SessionAlive(id)
		})
		eventually(t, "its record is dropped", func() bool { return next.kept() == 0 })
	}
	for _, x := range g.packets("LOGOUT") {
		assert.Equal(t, 1, x.PacketID)
	}
}
