package types

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/server/dispatcher"
	"playerstate/web/test/browser"
	"playerstate/web/test/game"
	"playerstate/web/test/registry"
)

func TestMain(m *testing.M) { game.Main(m, browser.StartChromium) }

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
	_bc.setPacketTimeouts([300]);
	await _bc.authenticateAnonymous();
	await fault("http-503", -1, "LOGOUT");
	await playerState.logout();
	await seen.unconfirmed;
	await fault("none", 0, "");
	await seen.delivered;
	await _bc.authenticateAnonymous();
	await fault("http-403-json-expired", 1, "READ");
	await _bc.sendRequest({ service: "time", operation: "READ" });
	_bc.setStoredAnonymousId("unknown");
	await _bc.authenticateAnonymous();
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
	out, err := registry.Run(".", "node", "names.mjs", compilers(t)[older], filepath.Join(game.Root, "web/playerstate.d.ts"))
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

	g := game.New(t)
	b := g.Open()
	b.Visit(g.Page(`<script>var before = []; before = Object.keys(globalThis)</script>` + g.Tag("")))
	var exposed struct {
		surface
		Same []string `json:"same"`
	}
	require.NoError(t, json.Unmarshal([]byte(b.Text(fmt.Sprintf(running, listed, g.ServerURL+dispatcher.FaultsPath))), &exposed))
	assert.Equal(t, declared, exposed.surface)
	assert.Equal(t, []string{exposed.Same[0], exposed.Same[0], exposed.Same[0]}, exposed.Same, "every client is alike")
}
