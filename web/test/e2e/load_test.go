package e2e

import (
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/build"
)

const wasmPath = "/playerstate.wasm"

// wasm is the shipped program.
func wasm(t *testing.T) []byte {
	t.Helper()
	program, err := os.ReadFile(root + "/web/dist/playerstate.wasm")
	require.NoError(t, err)
	return program
}

// file serves content under that type.
func file(kind string, status int, content []byte) page {
	return page{serve: func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		_, _ = w.Write(content)
	}}
}

func TestCallsBeforeTheProgramRuns(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	arrive := make(chan struct{})
	program := wasm(t)
	g.put(wasmPath, page{serve: func(w http.ResponseWriter, _ *http.Request) {
		<-arrive
		file("application/wasm", 200, program).serve(w, nil)
	}})
	b := openTab(t)
	b.visit(g.page(g.tag("") + `<script>
		var order = [];
		var states = () => [_bc.isInitialized(), _bc.isAuthenticated(), _bc.getSessionId(), _bc.getProfileId()].join();
		var before = states();
		_bc.setPacketTimeouts([9]);
		_bc.authenticateAnonymous(r => order.push("login " + r.status));
		var out = playerState.logout(r => order.push("logout " + r.status));
		var late = playerState.logout(null, { timeoutMs: 30 });
		var during = states();
	</script>`))
	assert.Equal(t, "900", b.text(`late.then(r => String(r.status))`), "a deadline holds before the program runs, too")
	assert.Equal(t, "false,false,,", b.text(`before`))
	assert.Equal(t, "false,false,,", b.text(`during`))
	close(arrive)
	assert.Equal(t, "200", b.text(`out.then(r => String(r.status))`))
	assert.Equal(t, "login 200,logout 200", b.text(`order.join()`))
	assert.Equal(t, "true,false,,", b.text(`states()`))
	require.Len(t, g.packets("LOGOUT"), 1)
}

func TestProgramThatCannotBeLoaded(t *testing.T) {
	t.Parallel()
	program := wasm(t)
	for name, test := range map[string]struct {
		page   page
		csp    string
		before string
		cause  string
	}{
		"404":                   {page: file("text/html", 404, []byte("no")), cause: "HTTP status 404"},
		"500":                   {page: file("application/wasm", 500, program), cause: "HTTP status 500"},
		"HTML":                  {page: file("text/html", 200, []byte("<html>")), cause: noProgram},
		"HTML as a program":     {page: file("application/wasm", 200, []byte("<html>")), cause: noProgram},
		"empty":                 {page: file("application/wasm", 200, nil), cause: noProgram},
		"half of it":            {page: file("application/wasm", 200, program[:len(program)/2]), cause: noProgram},
		"cut off half-way":      {page: page{serve: cutOff("application/wasm", program)}, cause: compileBreaks},
		"cut off, wrong type":   {page: page{serve: cutOff("text/plain", program)}, cause: readBreaks},
		"barred by connect-src": {csp: "default-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; connect-src 'none'", cause: "Content Security Policy|CSP"},
		"barred by script-src":  {csp: "default-src 'self' 'unsafe-inline'; connect-src *", cause: "Content Security Policy|CSP"},
		"no WebAssembly":        {before: `<script>delete globalThis.WebAssembly</script>`, cause: "no WebAssembly"},
	} {
		t.Run(name, func(t *testing.T) {
			g := newGame(t)
			if test.page.serve != nil {
				g.put(wasmPath, test.page)
			}
			header := map[string]string{}
			if test.csp != "" {
				header["Content-Security-Policy"] = test.csp
			}
			b := openTab(t)
			b.visit(g.put("/game.html", page{header: header, html: "<!doctype html>" + test.before + g.tag("") + `<script>
				var calls = 0;
				var early = playerState.logout(() => calls++);
				var login = _bc.authenticateAnonymous(() => calls++);
			</script>`}))
			for _, call := range []string{`early`, `login`, `playerState.logout()`, `_bc.authenticateAnonymous()`} {
				r := b.result(call)
				assert.Equal(t, "900/90200", r.codes(), call)
				assert.Contains(t, r.StatusMessage, g.site.URL+wasmPath)
				assert.Regexp(t, test.cause, r.StatusMessage)
			}
			assert.Equal(t, "2", b.text(`String(calls)`))
			assert.Contains(t, b.text(`_bc.ready.then(() => "fulfilled", e => e.message)`), g.site.URL+wasmPath)
			assert.Equal(t, "false,false,,", b.text(`[_bc.isInitialized(), _bc.isAuthenticated(), _bc.getSessionId(), _bc.getProfileId()].join()`))
			assert.Empty(t, b.thrown(), "who does not wait for ready hears nothing of it")
		})
	}
}

// cutOff serves half of the content and closes the connection.
func cutOff(kind string, content []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Content-Length", strconv.Itoa(len(content)))
		_, _ = w.Write(content[:len(content)/2])
	}
}

func TestProgramThatNeverComes(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	g.put(wasmPath, page{serve: func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/wasm")
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	}})
	b := openTab(t)
	b.visit(g.page(`<script>AbortSignal.timeout = (real => ms => real.call(AbortSignal, ms / 1000))(AbortSignal.timeout)</script>` + g.tag("")))
	r := b.result(`playerState.logout()`)
	assert.Equal(t, "900/90200", r.codes())
	assert.Contains(t, r.StatusMessage, g.site.URL+wasmPath)
}

func TestWrongMIMETypeIsSurvived(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	g.put(wasmPath, file("application/octet-stream", 200, wasm(t)))
	b := g.logIn()
	assert.Equal(t, "200/0", b.result(`playerState.logout()`).codes())
}

// mortal is a program that can be told to die.
func mortal(t *testing.T) []byte {
	t.Helper()
	program, err := buildMortal()
	require.NoError(t, err)
	return program
}

var buildMortal = sync.OnceValues(func() ([]byte, error) {
	dist, err := os.MkdirTemp("", "playerstate")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dist) }() // it is the system's to clean where it stays
	if err := build.Build(build.Options{Root: root, Dist: dist, Tags: "dietest", Plain: true}); err != nil {
		return nil, err
	}
	return os.ReadFile(dist + "/playerstate.wasm")
})

func TestProgramThatDies(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	g.put(wasmPath, file("application/wasm", 200, mortal(t)))
	for _, way := range []string{"panic", "later", "memory"} {
		t.Run(way, func(t *testing.T) {
			g.t = t
			b := g.logIn()
			assert.Equal(t, "900/90200 900/90200 1", b.text(`(async () => {
				let calls = 0;
				const waits = _bc.sendRequest({ service: "die", operation: "nothing" }, () => calls++);
				const dies = _bc.sendRequest({ service: "die", operation: "`+way+`" });
				const codes = (await Promise.all([waits, dies])).map(r => r.status + "/" + r.reason_code);
				return codes.join(" ") + " " + calls;
			})()`))
			if way == "panic" { // what it died of can be read
				assert.Regexp(t, `(?s)panic: told to.*main\.init.*wasm/die\.go:\d+`, strings.Join(b.printed(), "\n"))
			}
			for range 2 {
				assert.Equal(t, "200/0", b.result(`_bc.authenticateAnonymous()`).codes())
				assert.Equal(t, "200/0", b.result(`playerState.logout()`).codes())
			}
		})
	}
}

func TestLogoutOutlivesTheProgramsDeath(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	g.put(wasmPath, file("application/wasm", 200, mortal(t)))
	b := g.logIn()
	id := b.text(`_bc.getSessionId()`)
	g.break_("hang", 1, "LOGOUT")
	b.eval(`globalThis.out = playerState.logout(); undefined`, nil)
	eventually(t, "the packet is kept", func() bool { return b.kept() == 1 })
	b.eval(`_bc.sendRequest({ service: "die", operation: "panic" })`, nil)
	assert.Equal(t, "900/90200", b.result(`out`).codes())
	eventually(t, "the new instance delivers it", func() bool { return !g.dispatcher.SessionAlive(id) })
}

func TestGlobalsOfThePageAreLeftAlone(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	for name, test := range map[string]struct{ before, attributes, check, said string }{
		"_bc":                {`<script>var _bc = 1</script>`, ``, `_bc === 1 && typeof playerState.logout === "function"`, "data-code-prefix"},
		"playerState":        {`<script>var playerState = 1</script>`, ``, `playerState === 1 && typeof _bc.playerState.logout === "function"`, "data-code-prefix"},
		"a constant":         {`<script>const _bc = 1</script>`, ``, `_bc === 1 && typeof playerState.logout === "function"`, "data-code-prefix"},
		"another prefix":     {`<script>var _bc = 1</script>`, `data-code-prefix="game"`, `_bc === 1 && game.playerState === playerState`, ""},
		"an element's id":    {`<div id="playerState"></div>`, ``, `typeof playerState.logout === "function"`, ""},
		"the script, before": {g.tag(""), ``, `_bc.playerState === playerState`, "data-code-prefix"},
	} {
		t.Run(name, func(t *testing.T) {
			b := openTab(t)
			b.visit(g.page(test.before + g.tag(test.attributes)))
			assert.True(t, b.truth(test.check))
			if test.said == "" {
				assert.Empty(t, b.printed())
				return
			}
			require.NotEmpty(t, b.printed())
			for _, line := range b.printed() {
				assert.Contains(t, line, "error: playerState: this page has a global of its own")
				assert.Contains(t, line, test.said)
			}
		})
	}
}

func TestInitializedInCode(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	b := openTab(t)
	b.visit(g.page(`<script src="playerstate.js"></script>`))
	assert.Equal(t, "900/90202", b.result(`playerState.logout()`).codes())
	b.eval(`_bc.initialize("`+appID+`", "`+appSecret+`", "1.0.0", "`+g.server.URL+`/")`, nil)
	assert.True(t, b.truth(`_bc.isInitialized()`))
	assert.Equal(t, "200/0", b.result(`_bc.authenticateAnonymous()`).codes())
	assert.Equal(t, "200/0", b.result(`playerState.logout()`).codes())
}

func TestBadAttributes(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	for attributes, said := range map[string]string{
		`data-app-id="20001"`:                "data-app-secret",
		`data-app-id="" data-app-secret="x"`: "appId",
		`data-server-url="nonsense:"`:        "data-server-url",
	} {
		b := openTab(t)
		b.visit(g.page(`<script src="playerstate.js" ` + attributes + `></script>`))
		b.eval(`_bc.ready`, nil)
		require.Len(t, b.printed(), 1)
		assert.Contains(t, b.printed()[0], said)
		assert.Equal(t, "900/90202", b.result(`playerState.logout()`).codes())
	}
}

func TestLoggingPrintsNoSecret(t *testing.T) {
	t.Parallel()
	g := newGame(t)
	b := g.play()
	b.eval(`_bc.enableLogging(true)`, nil)
	b.eval(`_bc.authenticateUniversal("ann", "a password", true)`, nil)
	id := b.text(`_bc.getSessionId()`)
	g.break_("http-503", 2, "LOGOUT")
	b.eval(`playerState.logout()`, nil)
	lines := b.printed()
	require.NotEmpty(t, lines)
	assert.Contains(t, lines, "info: playerState: packet 1 playerState.LOGOUT: attempt 1 of 4")
	for _, line := range lines {
		for _, secret := range []string{appSecret, "a password", id, g.packets("LOGOUT")[0].Header.Get("X-SIG")} {
			assert.NotContains(t, line, secret)
		}
	}
}
