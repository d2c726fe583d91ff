package types

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/build"
	"playerstate/web/server/dispatcher"
	"playerstate/web/test/registry"
)

const (
	appID     = "20001"
	appSecret = "a secret of the tests"
	// patience is how long a page may take before the test gives up.
	patience = time.Minute
)

// kinds are names, and what typeof says of each.
type kinds map[string]string

// surface is what a program can use.
type surface struct {
	Exports     kinds            `json:"exports"`
	Globals     []string         `json:"globals"`
	Client      kinds            `json:"client"`
	PlayerState kinds            `json:"playerState"`
	ReasonCodes map[string]int   `json:"reasonCodes"`
	Events      map[string]kinds `json:"events"` // by type, the members of the detail
}

// running reads the surface off the running program. Each event is brought about.
const running = `(async () => {
	const kinds = (object) => Object.fromEntries(Object.keys(object).map(name => [name, typeof object[name]]));
	const module = await import("./playerstate.mjs");
	const events = {};
	const seen = Object.fromEntries(%[1]s.map(type => [type, new Promise(resolve => _bc.addEventListener(type, event => {
		events[type] = kinds(event.detail);
		resolve();
	}))]));
	const fault = (fault, times, operation) => fetch(%[2]q, { method: "POST", body: JSON.stringify({ fault, times, operation }) });
	_bc.setPacketTimeouts([0.5]);
	await _bc.authenticateAnonymous();
	await fault("http-503", -1, "LOGOUT");
	await playerState.logout();
	await seen.unconfirmed;
	await fault("none", 0, "");
	await seen.delivered;
	await _bc.authenticateAnonymous();
	await fault("http-403-json-expired", 1, "READ");
	await _bc.sendRequest({ service: "time", operation: "READ" });
	await Promise.all(Object.values(seen));
	return JSON.stringify({
		exports: kinds(module),
		globals: Object.keys(globalThis).filter(name => !before.includes(name)),
		client: kinds(_bc),
		playerState: kinds(playerState),
		reasonCodes: _bc.reasonCodes,
		events,
		same: [_bc, module._bc, module.createClient({ appId: "1", secret: "s", appVersion: "1" })].map(client => JSON.stringify(kinds(client))),
	});
})()`

func TestTheNamesAreThoseOfTheRunningProgram(t *testing.T) {
	out, err := registry.Run(".", "node", "names.mjs", compilers(t)[older], filepath.Join(root, "web/playerstate.d.ts"))
	require.NoError(t, err)
	var declared surface
	require.NoError(t, json.Unmarshal(out, &declared), "%s", out)
	require.NotEmpty(t, declared.Client)
	var types []string
	for name := range declared.Events {
		types = append(types, name)
	}
	listed, err := json.Marshal(types)
	require.NoError(t, err)

	page, faults := openPage(t)
	var exposed struct {
		surface
		Same []string `json:"same"`
	}
	require.NoError(t, json.Unmarshal([]byte(evaluate(t, page, fmt.Sprintf(running, listed, faults))), &exposed))
	assert.Equal(t, declared, exposed.surface)
	assert.Equal(t, []string{exposed.Same[0], exposed.Same[0], exposed.Same[0]}, exposed.Same, "every client is alike")
}

// openPage opens a page with the script tag, and returns it and the address of the
// dispatcher's faults.
func openPage(t *testing.T) (page context.Context, faults string) {
	dist := t.TempDir() // its own: other tests may be building web/dist
	require.NoError(t, build.Build(build.Options{Root: root, Dist: dist, Plain: true}))
	server := dispatcher.New(dispatcher.Config{AppID: appID, Secret: appSecret, Faults: true})
	mux := http.NewServeMux()
	mux.Handle(dispatcher.Path, server)
	mux.Handle(dispatcher.FaultsPath, server)
	mux.Handle("/", http.FileServer(http.Dir(dist)))
	mux.HandleFunc("/page.html", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><title>types</title><script>var before = []; before = Object.keys(globalThis)</script>
			<script src="playerstate.js" data-app-id=%q data-app-secret=%q data-server-url="http://%s%s"></script>`, appID, appSecret, r.Host, dispatcher.Path)
	})
	site := httptest.NewServer(mux)
	t.Cleanup(site.Close)
	t.Cleanup(server.Close) // its answers that hang end first

	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	ctx, stop := chromedp.NewExecAllocator(ctx, chromedp.DefaultExecAllocatorOptions[:]...)
	t.Cleanup(stop)
	page, closePage := chromedp.NewContext(ctx)
	t.Cleanup(closePage)
	require.NoError(t, chromedp.Run(page, chromedp.Navigate(site.URL+"/page.html")))
	return page, site.URL + dispatcher.FaultsPath
}

// evaluate is the text that a script's promise gives.
func evaluate(t *testing.T, page context.Context, script string) (text string) {
	t.Helper()
	require.NoError(t, chromedp.Run(page, chromedp.Evaluate(script, &text, func(p *runtime.EvaluateParams) *runtime.EvaluateParams {
		return p.WithAwaitPromise(true)
	})))
	return text
}
