package e2e

import (
	"crypto/md5"
	"encoding/hex"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/test/browser"
	"playerstate/web/test/game"
)

// example is the documented one, word for word.
const example = `<script>
  _bc.authenticateAnonymous(() => {
    playerState.logout(result => {
      var status = result.status;
      console.log(status + " : " + JSON.stringify(result, null, 2));
    });
  });
</script>`

func TestDocumentedExample(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.Open()
	b.Visit(g.Page(g.Tag("") + example))
	const want = "log: 200 : {\n  \"status\": 200,\n  \"data\": null\n}"
	browser.Eventually(t, "the example prints", func() bool { return len(b.Printed()) > 0 })
	assert.Equal(t, []string{want}, b.Printed())
	assert.Empty(t, b.Thrown())

	logouts := g.Packets("LOGOUT")
	require.Len(t, logouts, 1)
	x := logouts[0]
	assert.Equal(t, `{"messages":[{"service":"playerState","operation":"LOGOUT"}],"gameId":"20001","sessionId":"`+x.SessionID+`","packetId":1}`, string(x.Body))
	assert.Equal(t, http.MethodPost, x.Method)
	assert.Equal(t, "application/json", x.Header.Get("Content-Type"))
	assert.Equal(t, game.AppID, x.Header.Get("X-APPID"))
	sum := md5.Sum(append(x.Body, game.AppSecret...))
	assert.Equal(t, hex.EncodeToString(sum[:]), x.Header.Get("X-SIG"))
	assert.Empty(t, x.Header.Get("Cookie"))
	assert.False(t, g.Dispatcher.SessionAlive(x.SessionID))

	before := len(g.Dispatcher.Records())
	second := b.Result(`playerState.logout()`)
	assert.Equal(t, "403/40304", second.Codes())
	assert.Equal(t, "No session", second.StatusMessage)
	assert.Len(t, g.Dispatcher.Records(), before, "the second logout does not touch the wire")
}

func TestPromiseAndCallbackGetTheSameObject(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.LogIn()
	assert.True(t, b.Truth(`(async () => {
		let told, during = true, early = false;
		const promise = playerState.logout(result => { told = result; early = during; });
		during = false;
		return await promise === told && !early;
	})()`))
}

func TestThePageKeepsItsGlobals(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.Open()
	b.Visit(g.Page(`<script>var before = Object.keys(globalThis)</script>` + g.Tag("")))
	b.Run(`_bc.ready`)
	assert.Equal(t, `["_bc","playerState"]`, b.Text(`JSON.stringify(Object.keys(globalThis).filter(name => !before.includes(name)))`))
	assert.Equal(t, "undefined undefined", b.Text(`typeof Go + " " + typeof process`))
	assert.True(t, b.Truth(`playerState === _bc.playerState`))
}
