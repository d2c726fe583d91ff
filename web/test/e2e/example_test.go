package e2e

import (
	"crypto/md5"
	"encoding/hex"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The documented example, word for word.
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
	g := newGame(t)
	b := openTab(t)
	b.visit(g.page(g.tag("") + example))
	const want = "log: 200 : {\n  \"status\": 200,\n  \"data\": null\n}"
	eventually(t, "the example prints", func() bool { return len(b.printed()) > 0 })
	assert.Equal(t, []string{want}, b.printed())
	assert.Empty(t, b.thrown())

	logouts := g.packets("LOGOUT")
	require.Len(t, logouts, 1)
	x := logouts[0]
	assert.Equal(t, `{"messages":[{"service":"playerState","operation":"LOGOUT"}],"gameId":"20001","sessionId":"`+x.SessionID+`","packetId":1}`, string(x.Body))
	assert.Equal(t, http.MethodPost, x.Method)
	assert.Equal(t, "application/json", x.Header.Get("Content-Type"))
	assert.Equal(t, appID, x.Header.Get("X-APPID"))
	sum := md5.Sum(append(x.Body, appSecret...))
	assert.Equal(t, hex.EncodeToString(sum[:]), x.Header.Get("X-SIG"))
	assert.Empty(t, x.Header.Get("Cookie"))
	assert.False(t, g.dispatcher.SessionAlive(x.SessionID))

	before := len(g.dispatcher.Records())
	second := b.result(`playerState.logout()`)
	assert.Equal(t, "403/40304", second.codes())
	assert.Equal(t, "No session", second.StatusMessage)
	assert.Len(t, g.dispatcher.Records(), before, "the second logout does not touch the wire")
}

func TestPromiseAndCallbackGetTheSameObject(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	b := g.logIn()
	assert.True(t, b.truth(`(async () => {
		let told, during = true, early = false;
		const promise = playerState.logout(result => { told = result; early = during; });
		during = false;
		return await promise === told && !early;
	})()`))
}

func TestThePageKeepsItsGlobals(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	b := openTab(t)
	b.visit(g.page(`<script>var before = Object.keys(globalThis)</script>` + g.tag("")))
	b.eval(`_bc.ready`, nil)
	assert.Equal(t, `["_bc","playerState"]`, b.text(`JSON.stringify(Object.keys(globalThis).filter(name => !before.includes(name)))`))
	assert.Equal(t, "undefined undefined", b.text(`typeof Go + " " + typeof process`))
	assert.True(t, b.truth(`playerState === _bc.playerState`))
}
