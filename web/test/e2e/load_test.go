package e2e

import (
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/build"
	"playerstate/web/build/wasmfile"
	"playerstate/web/test/browser"
	"playerstate/web/test/game"
)

func TestCallsBeforeTheProgramRuns(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	arrive := make(chan struct{})
	program := game.File("application/wasm", 200, wasm(t))
	g.Put(wasmPath, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-arrive:
			program.ServeHTTP(w, r)
		case <-r.Context().Done():
		}
	}))
	b := g.Open()
	b.Visit(g.Page(g.Tag("") + `<script>
		var order = [];
		var states = () => [_bc.isInitialized(), _bc.isAuthenticated(), _bc.getSessionId(), _bc.getProfileId()].join();
		var before = states();
		_bc.setPacketTimeouts([300]);
		_bc.authenticateAnonymous(r => order.push("login " + r.status));
		var out = playerState.logout(r => order.push("logout " + r.status));
		var late = playerState.logout(null, { timeoutMs: 30 });
		var during = states();
	</script>`))
	assert.Equal(t, "900", b.Text(`late.then(r => String(r.status))`), "a deadline holds before the program runs, too")
	assert.Equal(t, "false,false,,", b.Text(`before`))
	assert.Equal(t, "false,false,,", b.Text(`during`))
	close(arrive)
	assert.Equal(t, "200", b.Text(`out.then(r => String(r.status))`))
	assert.Equal(t, "login 200,logout 200", b.Text(`order.join()`))
	assert.Equal(t, "true,false,,", b.Text(`states()`))
	require.Len(t, g.Packets("LOGOUT"), 1)
}

func TestProgramThatCannotBeLoaded(t *testing.T) {
	t.Parallel()
	program := wasm(t)
	for name, test := range map[string]struct {
		page  http.Handler
		csp   string
		cause string
	}{
		"404":                   {page: game.File("text/html", 404, []byte("no")), cause: "HTTP status 404"},
		"500":                   {page: game.File("application/wasm", 500, program), cause: "HTTP status 500"},
		"HTML":                  {page: game.File("text/html", 200, []byte("<html>")), cause: aPage},
		"HTML as a program":     {page: game.File("application/wasm", 200, []byte("\n <!doctype html>")), cause: aPage},
		"empty":                 {page: game.File("application/wasm", 200, nil), cause: said[engine].noProgram},
		"of another version":    {page: game.File("application/wasm", 200, []byte(wasmfile.Header)), cause: "it is of another version than the script"},
		"half of it":            {page: game.File("application/wasm", 200, program[:len(program)/2]), cause: said[engine].noProgram},
		"cut off half-way":      {page: cutOff(program), cause: said[engine].readBreaks},
		"barred by connect-src": {csp: "default-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; connect-src 'none'", cause: "bars it \\(connect-src\\): add http://127\\.0\\.0\\.1:\\d+ to it"},
		"barred by script-src":  {csp: "default-src 'self' 'unsafe-inline'; connect-src *", cause: "'wasm-unsafe-eval'"},
	} {
		t.Run(name, func(t *testing.T) {
			g := game.New(t)
			if test.page != nil {
				g.Put(wasmPath, test.page)
			}
			page := game.HTML("<!doctype html>" + lapse + g.Tag("") + `<script>
				var calls = 0;
				var early = playerState.logout(() => calls++);
				var login = _bc.authenticateAnonymous(() => calls++);
			</script>`)
			if test.csp != "" {
				page = game.With("Content-Security-Policy", test.csp, page)
			}
			named := g.SiteURL + wasmPath
			if name == "of another version" || name == "barred by script-src" && !has(policed) {
				named = "the program could not be started"
			}
			b := g.Open()
			b.Visit(g.Put("/game.html", page))
			for _, call := range []string{`early`, `login`, `playerState.logout()`, `_bc.authenticateAnonymous()`} {
				r := b.Result(call)
				assert.Equal(t, "900/90200", r.Codes(), call)
				assert.Contains(t, r.StatusMessage, named)
				assert.Regexp(t, test.cause, r.StatusMessage)
			}
			assert.Equal(t, "2", b.Text(`String(calls)`))
			assert.Contains(t, b.Text(`_bc.ready.then(() => "fulfilled", e => e.message)`), named)
			assert.Equal(t, "false,false,,", b.Text(`[_bc.isInitialized(), _bc.isAuthenticated(), _bc.getSessionId(), _bc.getProfileId()].join()`))
			assert.Empty(t, b.Thrown(), "who does not wait for ready hears nothing of it")
		})
	}
}

// TestProgramOfAnotherVersionIsAskedForAgain has the server get the script's version of the program
// after a page has got another one, of which nothing listens on.
func TestProgramOfAnotherVersionIsAskedForAgain(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	program := wasm(t)
	g.Put(wasmPath, game.File("application/wasm", 200, []byte(wasmfile.Header)))
	b := g.Open()
	b.Visit(g.Page(`<script>
		globalThis.listeners = [];
		for (const [name, count] of [["addEventListener", 1], ["removeEventListener", -1]]) {
			const own = globalThis[name];
			globalThis[name] = function (type, ...args) {
				if (type === "pagehide") listeners.push(count);
				return own.call(this, type, ...args);
			};
		}
	</script>` + g.Tag("")))
	before := b.Text(`_bc.ready.catch(() => String(listeners.reduce((sum, n) => sum + n, 0)))`)
	assert.Equal(t, "900/90200", b.Codes(`_bc.authenticateAnonymous()`))
	assert.Equal(t, before, b.Text(`String(listeners.reduce((sum, n) => sum + n, 0))`))
	g.Put(wasmPath, game.File("application/wasm", 200, program))
	logsInAndOut(t, b)
}

// aPage is what is told of a page in the program's place.
const aPage = `a page \(HTML\) came in place of .* playerstate\.inline\.js .*wasmUrl`

// lapse is a script after which the pauses of a load take no time. What is longer, such as
// the limit of the whole load, comes when as much of them has been.
const lapse = `<script>{
	const real = setTimeout, limits = [];
	let now = 0;
	globalThis.setTimeout = (f, ms = 0, ...args) => {
		if (ms > 15_000) return limits.push({ at: now + ms, f }), 0;
		if (ms < 500) return real(f, ms, ...args);
		return real(() => {
			now += ms;
			for (const limit of limits.splice(0)) (limit.at > now ? limits.push(limit) : limit.f());
			f(...args);
		});
	};
}</script>`

// hurried is a script after which the limit of a load is a thousandth of what it is.
const hurried = `<script>globalThis.setTimeout = (real => (f, ms, ...args) => real(f, ms >= 60_000 ? ms / 1000 : ms, ...args))(setTimeout)</script>`

// TestLoadSurvivesABlip has a network that fails while the program is loaded.
func TestLoadSurvivesABlip(t *testing.T) {
	t.Parallel()
	program := game.File("application/wasm", 200, wasm(t))
	for name, fault := range map[string]http.Handler{
		"reset":   http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }),
		"cut off": cutOff(wasm(t)),
		"503":     game.File("text/html", 503, []byte("<html>")),
	} {
		t.Run(name, func(t *testing.T) {
			g := game.New(t)
			var asked atomic.Int32
			var told atomic.Bool // a browser may ask again by itself before the page hears of a fault
			g.Put(wasmPath, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if asked.Add(1) <= 5 || !told.Load() {
					fault.ServeHTTP(w, r)
				} else {
					program.ServeHTTP(w, r)
				}
			}))
			b := g.Open()
			b.Visit(g.Page(g.Tag("") + `<script>` + game.Patient + `
				var login = _bc.authenticateAnonymous();
				var logout = playerState.logout();
			</script>`))
			browser.Eventually(t, "the page is told", func() bool { return len(b.Printed()) > 0 })
			told.Store(true)
			assert.Equal(t, "200/0", b.Codes(`login`))
			assert.Equal(t, "200/0", b.Codes(`logout`))
			require.Len(t, b.Printed(), 1)
			assert.Regexp(t, `^warning: playerState: .*/playerstate\.wasm could not be loaded: .*; it is tried again$`, b.Printed()[0])
			assert.Empty(t, b.Thrown())
		})
	}
}

// TestLoadWhenTheNetworkIsBack has a page whose pauses do not end: the event alone has it
// try again.
func TestLoadWhenTheNetworkIsBack(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	var there atomic.Bool
	program := game.File("application/wasm", 200, wasm(t))
	g.Put(wasmPath, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !there.Load() {
			panic(http.ErrAbortHandler)
		}
		program.ServeHTTP(w, r)
	}))
	b := g.Open()
	b.Visit(g.Page(`<script>
		globalThis.setTimeout = (real => (f, ms, ...args) => real(f, ms >= 500 && ms <= 15_000 ? 2 ** 31 - 1 : ms, ...args))(setTimeout);
	</script>` + g.Tag("")))
	b.Run(game.Patient + `globalThis.login = _bc.authenticateAnonymous(); undefined`)
	browser.Eventually(t, "the first attempt fails", func() bool { return len(b.Printed()) > 0 })
	there.Store(true)
	comesOnline(b)
	assert.Equal(t, "200/0", b.Codes(`login`))
}

// TestLoadAfterOneThatFailed has the next call load the program, with all that was set.
func TestLoadAfterOneThatFailed(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	var asked atomic.Int32
	program := game.File("application/wasm", 200, wasm(t))
	var there atomic.Bool
	g.Put(wasmPath, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !there.Load() {
			http.NotFound(w, r)
			return
		}
		asked.Add(1)
		program.ServeHTTP(w, r)
	}))
	b := g.Open()
	b.Visit(g.Page(g.Tag("") + `<script>
		var first = _bc.ready;
		_bc.attachSession({ sessionId: "S-of-before", packetId: 1 });
	</script>`))
	assert.Equal(t, "900/90200", b.Codes(`_bc.authenticateAnonymous()`))
	assert.Equal(t, "rejected", b.Text(`first.then(() => "fulfilled", () => "rejected")`))
	there.Store(true)
	b.Run(game.Patient)
	assert.Equal(t, "S-of-before", b.Text(`_bc.ready.then(() => _bc.getSessionId())`), "what was set is set")
	assert.True(t, b.Truth(`first !== _bc.ready`))
	logsInAndOut(t, b)
	assert.EqualValues(t, 1, asked.Load())
}

// TestInstanceRunsInATaskOfItsOwn checks that the task in which the program's instance is made
// has ended, with all that was to be done behind it, before the program runs.
func TestInstanceRunsInATaskOfItsOwn(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.Open()
	b.Visit(g.Page(`<script>
		const instantiate = WebAssembly.instantiate;
		WebAssembly.instantiate = async (...args) => {
			const instance = await instantiate(...args);
			let ended = false;
			(async () => {
				for (let i = 0; i < 100; i++) await undefined;
				ended = true;
			})();
			const begin = () => {
				globalThis.endedBefore ??= ended;
				return instance.exports.begin();
			};
			return Object.create(instance, { exports: { value: { ...instance.exports, begin } } });
		};
	</script>` + g.Tag("")))
	b.LogIn()
	assert.True(t, b.Truth(`endedBefore`))
}

// TestCompiledProgramIsNotAskedForAgain has a program that dies again and again: the next
// call starts it, of the bytes that are there.
func TestCompiledProgramIsNotAskedForAgain(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	var asked atomic.Int32
	program := game.File("application/wasm", 200, mortal(t))
	g.Put(wasmPath, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		program.ServeHTTP(w, r)
	}))
	b := g.LogIn()
	for range 4 {
		assert.Equal(t, "900/90200", b.Codes(`_bc.sendRequest({ service: "die", operation: "panic" })`))
		b.Run(`_bc.ready`)
	}
	assert.Equal(t, "200/0", b.Codes(`playerState.logout()`))
	assert.EqualValues(t, 1, asked.Load())
}

// cutOff serves half of the content and closes the connection.
func cutOff(content []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/wasm")
		w.Header().Set("Content-Length", strconv.Itoa(len(content)))
		_, _ = w.Write(content[:len(content)/2])
	}
}

// askedBy is how a page has asked for the program, each time.
const askedBy = `performance.getEntriesByType("resource").filter(e => e.name.endsWith(".wasm")).map(e => e.initiatorType).join()`

// TestAnswerOfAPageIsReadAsItSays has a page that gives the browser's answer in its own way.
func TestAnswerOfAPageIsReadAsItSays(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.Open()
	b.Visit(g.Page(`<script>globalThis.fetch = (own => async (...args) => {
		const r = await own(...args), all = r.clone();
		if (r.url.endsWith(".wasm")) r.arrayBuffer = () => { globalThis.given = true; return all.arrayBuffer() };
		return r;
	})(fetch)</script>` + g.Tag("")))
	logsInAndOut(t, b)
	assert.True(t, b.Truth(`given`))
	assert.Equal(t, "fetch", b.Text(askedBy), "it is not asked for in another way")
}

// TestAnswerIsReadToWhereItStays checks that the browser's own answer is read as a stream of bytes
// if it is one.
func TestAnswerIsReadToWhereItStays(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.Open()
	b.Visit(g.Page(`<script>
		globalThis.copied = 0;
		Response.prototype.arrayBuffer = (own => function () { copied++; return own.call(this) })(Response.prototype.arrayBuffer);
	</script>` + g.Tag("")))
	b.LogIn()
	assert.True(t, b.Truth(`fetch("").then(({ body }) => { try { body.getReader({ mode: "byob" }); return copied === 0 } catch { return copied === 1 } })`))
}

// TestProgramThatIsLarge has more come than there is room for at first, as the program with all
// of Go's own packages is.
func TestProgramThatIsLarge(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	nameless := make([]byte, 5<<20)
	g.Put(wasmPath, game.File("application/wasm", 200, wasmfile.AppendSection(wasm(t), wasmfile.Custom, nameless)))
	b := g.Play()
	logsInAndOut(t, b)
	assert.Equal(t, "fetch", b.Text(askedBy))
}

func TestProgramThatNeverComes(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	g.Put(wasmPath, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/wasm")
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	}))
	b := g.Open()
	b.Visit(g.Page(hurried + g.Tag("")))
	r := b.Result(`playerState.logout()`)
	assert.Equal(t, "900/90200", r.Codes())
	assert.Contains(t, r.StatusMessage, g.SiteURL+wasmPath)
}

func TestWrongMIMETypeIsSurvived(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	g.Put(wasmPath, game.File("application/octet-stream", 200, wasm(t)))
	b := g.LogIn()
	assert.Equal(t, "200/0", b.Codes(`playerState.logout()`))
}

// mortal is a program that can be told to die.
func mortal(t *testing.T) []byte {
	t.Helper()
	program, err := buildMortal()
	require.NoError(t, err)
	return program
}

// buildMortal builds that, once.
var buildMortal = sync.OnceValues(func() ([]byte, error) {
	dist, err := os.MkdirTemp("", "playerstate")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dist) }() // it is the system's to clean if it stays
	if err := build.Build(build.Options{Root: game.Root, Dist: dist, Tags: "dietest", Plain: true}); err != nil {
		return nil, err
	}
	return os.ReadFile(dist + "/playerstate.wasm")
})

func TestProgramThatDies(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	g.Put(wasmPath, game.File("application/wasm", 200, mortal(t)))
	for _, way := range []string{"panic", "later", "memory"} {
		t.Run(way, func(t *testing.T) {
			g := g.Again(t)
			b := g.LogIn()
			assert.Equal(t, "900/90200 900/90200 1", b.Text(`(async () => {
				let calls = 0;
				const waits = _bc.sendRequest({ service: "die", operation: "nothing" }, () => calls++);
				const dies = _bc.sendRequest({ service: "die", operation: "`+way+`" });
				const codes = (await Promise.all([waits, dies])).map(r => r.status + "/" + r.reason_code);
				return codes.join(" ") + " " + calls;
			})()`))
			if way == "panic" { // what it died of can be read
				assert.Regexp(t, `(?s)panic: told to.*main\.init.*wasm/die\.go:\d+`, strings.Join(b.Printed(), "\n"))
			}
			for range 2 {
				assert.Equal(t, "200/0", b.Codes(`_bc.authenticateAnonymous()`))
				assert.Equal(t, "200/0", b.Codes(`playerState.logout()`))
			}
		})
	}
}

func TestLogoutOutlivesTheProgramsDeath(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	g.Put(wasmPath, game.File("application/wasm", 200, mortal(t)))
	b := g.LogIn()
	id := b.Session()
	g.Break("hang", 1, "LOGOUT")
	b.Run(`globalThis.out = playerState.logout(); undefined`)
	g.Arrived(1, "LOGOUT") // or the next one would be the one that hangs
	browser.Eventually(t, "the packet is kept", func() bool { return b.Kept() == 1 })
	b.Run(`_bc.sendRequest({ service: "die", operation: "panic" })`)
	assert.Equal(t, "900/90200", b.Codes(`out`))
	g.Over(id)
}

func TestGlobalsOfThePageAreLeftAlone(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	for name, test := range map[string]struct{ before, attributes, check, said string }{
		"_bc":                {`<script>var _bc = 1</script>`, ``, `_bc === 1 && typeof playerState.logout === "function"`, "data-code-prefix"},
		"playerState":        {`<script>var playerState = 1</script>`, ``, `playerState === 1 && typeof _bc.playerState.logout === "function"`, "data-code-prefix"},
		"a constant":         {`<script>const _bc = 1</script>`, ``, `_bc === 1 && typeof playerState.logout === "function"`, "data-code-prefix"},
		"another prefix":     {`<script>var _bc = 1</script>`, `data-code-prefix="game"`, `_bc === 1 && game.playerState === playerState`, ""},
		"an element's id":    {`<div id="playerState"></div>`, ``, `typeof playerState.logout === "function"`, ""},
		"the script, before": {g.Tag(""), ``, `_bc.playerState === playerState`, "data-code-prefix"},
	} {
		t.Run(name, func(t *testing.T) {
			g := g.Again(t)
			b := g.Open()
			b.Visit(g.Page(test.before + g.Tag(test.attributes)))
			assert.True(t, b.Truth(test.check))
			if test.said == "" {
				assert.Empty(t, b.Printed())
				return
			}
			require.NotEmpty(t, b.Printed())
			for _, line := range b.Printed() {
				assert.Contains(t, line, "error: playerState: this page has a global of its own")
				assert.Contains(t, line, test.said)
			}
		})
	}
}

func TestInitializedInCode(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.Open()
	b.Visit(g.Page(`<script src="playerstate.js"></script>`))
	assert.Equal(t, "900/90202", b.Codes(`playerState.logout()`))
	b.Run(`_bc.initialize("` + game.AppID + `", "` + game.AppSecret + `", "1.0.0", "` + g.ServerURL + `/")`)
	assert.True(t, b.Truth(`_bc.isInitialized()`))
	assert.Equal(t, "200/0", b.Codes(`_bc.authenticateAnonymous()`))
	assert.Equal(t, "200/0", b.Codes(`playerState.logout()`))
}

func TestBadAttributes(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	for attributes, said := range map[string]string{
		`data-app-id="20001"`:                "data-app-secret",
		`data-app-id="" data-app-secret="x"`: "appId",
		`data-server-url="nonsense:"`:        "data-server-url",
	} {
		b := g.Open()
		b.Visit(g.Page(`<script src="playerstate.js" ` + attributes + `></script>`))
		b.Run(`_bc.ready`)
		require.Len(t, b.Printed(), 1)
		assert.Contains(t, b.Printed()[0], said)
		assert.Equal(t, "900/90202", b.Codes(`playerState.logout()`))
	}
}

func TestLoggingPrintsNoSecret(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.Play()
	b.Run(`_bc.enableLogging(true)`)
	b.Run(`_bc.authenticateUniversal("ann", "a password", true)`)
	id := b.Session()
	g.Break("http-503", 2, "LOGOUT")
	b.Run(`playerState.logout()`)
	lines := b.Printed()
	require.NotEmpty(t, lines)
	assert.Contains(t, lines, "info: playerState: packet 1 playerState.LOGOUT: attempt 1 of 4")
	for _, line := range lines {
		for _, secret := range []string{game.AppSecret, "a password", id, g.Packets("LOGOUT")[0].Header.Get("X-SIG")} {
			assert.NotContains(t, line, secret)
		}
	}
}

func TestSixtyClientsShareTheProgram(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	asked := countedProgram(t, g)
	b := g.Open()
	b.Visit(g.Page(`<script>
		const { compile } = WebAssembly;
		globalThis.compiled = 0;
		WebAssembly.compile = (bytes) => (compiled++, compile(bytes));
	</script>`))
	assert.Equal(t, "200/0", b.Codes(fmt.Sprintf(`import("./playerstate.mjs").then(async ({ createClient }) => {
		const clients = Array.from({ length: 60 }, () => createClient({ appId: %q, secret: %q, appVersion: "1.0.0", serverUrl: %q }));
		await Promise.all(clients.map(({ ready }) => ready));
		await clients[59].authenticateAnonymous();
		return clients[59].playerState.logout();
	})`, game.AppID, game.AppSecret, g.Endpoint())))
	assert.EqualValues(t, 1, asked.Load())
	var compiled int
	b.Eval(`compiled`, &compiled)
	assert.Equal(t, 1, compiled)
}

// countedProgram has the site count how often the program is asked for.
func countedProgram(t *testing.T, g game.Game) *atomic.Int32 {
	t.Helper()
	asked := &atomic.Int32{}
	program := game.File("application/wasm", http.StatusOK, wasm(t))
	g.Put(wasmPath, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		program.ServeHTTP(w, r)
	}))
	return asked
}
