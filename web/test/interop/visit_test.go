package interop

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/test/browser"
	"playerstate/web/test/game"
)

// step is one thing that a client is made to do, and what came of it.
type step struct {
	name   string
	call   string // on _bc; "" waits for a heartbeat
	codes  string // of the result: its status, and its reason code if it has one; "" for any
	events []event
}

// visit does the steps with one client, on a site and in a tab of its own.
func visit(t *testing.T, c client, prepare func(game.Tab), steps []step) []step {
	t.Helper()
	site := newSite(t)
	b := site.OpenNew() // prepare may change its settings
	prepare(b)
	p := site.play(b, c)
	f := newTraffic(site)
	var done []step
	for _, s := range steps {
		if s.call == "" {
			p.rest()
			s.events = f.requests(site.take())
		} else {
			result := p.call(s.call)
			if s.codes != "" {
				require.Equal(t, s.codes, codes(t, result), "%s of %s: %s", s.name, c, result)
			}
			s.events = append(f.requests(site.take()), f.result(result))
		}
		done = append(done, s)
	}
	return done
}

// codes are the status of a result, and its reason code if it has one.
func codes(t *testing.T, result string) string {
	t.Helper()
	var r struct {
		Status int
		Reason int `json:"reason_code"`
	}
	require.NoError(t, json.Unmarshal([]byte(result), &r))
	return strings.TrimSuffix(fmt.Sprint(r.Status, r.Reason), " 0")
}

// everywhere are the differences that every visit with more than one request has.
func everywhere(t *testing.T) []difference {
	version := game.Version(t)
	return []difference{
		{at: "authenticate*", vendors: `messages.0.data.clientLibVersion: "4.15.0"`, ours: `messages.0.data.clientLibVersion: "` + version + `"`,
			why: "each is what it is"},
		{at: "authenticate*", ours: `messages.0.data.compressResponses: false`,
			why: "later versions of the vendor's client say so, and nothing here reads a compressed answer"},
		{at: "*", vendors: `Referer: <site>/`,
			why: "the dispatcher has no use for the address of the page"},
	}
}

// move has the browser be one of another place.
func move(b game.Tab, language, zone string) {
	b.T.Helper()
	agent := b.Text(`navigator.userAgent`)
	ctx, cancel := context.WithTimeout(b.T.Context(), browser.Patience)
	defer cancel()
	require.NoError(b.T, b.Page.(browser.ChromiumPage).Run(ctx,
		emulation.SetUserAgentOverride(agent).WithAcceptLanguage(language),
		emulation.SetTimezoneOverride(zone),
	))
}

func TestOneVisit(t *testing.T) {
	const ann = `"Ann \"Ö\" \u2028 \u0007 \\ </script> 😀"`
	steps := []step{
		{name: "authenticateAnonymous", call: `authenticateAnonymous(tell)`, codes: "200"},
		{name: "heartbeat"},
		{name: "logout", call: `playerState.logout(tell)`, codes: "200"},
		{name: "logout, logged out", call: `playerState.logout(tell)`, codes: "403 40304"},
		{name: "authenticateAnonymous, known", call: `authenticateAnonymous(tell)`, codes: "200"},
		{name: "logout", call: `playerState.logout(tell)`, codes: "200"},
		{name: "authenticateUniversal", call: `authenticateUniversal(` + ann + `, "pässword", true, tell)`, codes: "200"},
		{name: "logout", call: `playerState.logout(tell)`, codes: "200"},
		{name: "authenticateUniversal, wrong password", call: `authenticateUniversal(` + ann + `, "x", false, tell)`, codes: "403 40307"},
		{name: "logout, not logged in", call: `playerState.logout(tell)`, codes: "403 40304"},
		{name: "authenticateEmailPassword, unknown", call: `authenticateEmailPassword("a@b.example", "pw", false, tell)`, codes: "202 40208"},
		{name: "authenticateEmailPassword", call: `authenticateEmailPassword("a@b.example", "pw", true, tell)`, codes: "200"},
		{name: "authenticateEmailPassword, wrong", call: `authenticateEmailPassword("a@b.example", "no", false, tell)`, codes: "403 40307"},
		{name: "logout after a login that failed", call: `playerState.logout(tell)`},
	}
	known := append(everywhere(t), []difference{
		{at: "authenticateAnonymous, known", vendors: `packetId: the last one's +2`, ours: `packetId: the last one's +1`,
			why: "a logout that is refused without being sent uses up no number"},
		{at: "logout, not logged in", vendors: `POST /dispatcherv2: playerState.LOGOUT`,
			why: "the vendor's takes itself for logged in once a login was called, and asks the server with no session"},
		{at: "logout after a login that failed", vendors: `sessionId: ""`, ours: `sessionId: "<sessionId 4>"`,
			why: "a login that fails leaves the player logged in; the vendor's forgets the session, and leaves it open"},
		{at: "logout after a login that failed", ours: `result: {"status":200,"data":null}`,
			vendors: `result: {"status":403,"reason_code":40304,"status_message":"No session","severity":"ERROR"}`,
			why:     "as above"},
	}...)
	home := func(game.Tab) {}
	requireKnown(t, known, visit(t, vendors, home, steps), visit(t, ours, home, steps))
}

// TestPlaces compares what a login says of the place that the player is at.
func TestPlaces(t *testing.T) {
	steps := []step{
		{name: "authenticateAnonymous", call: `authenticateAnonymous(tell)`, codes: "200"},
		{name: "logout", call: `playerState.logout(tell)`, codes: "200"},
	}
	for _, place := range []struct {
		locale, language string
		country, vendors string // "" for none; the vendor's takes the tag's second part
		zone, offset     string
	}{
		{"hi", "hi", "", "", "UTC", "0"},
		{"fr-CA", "fr", "CA", "CA", "Asia/Kolkata", "5.5"},
		{"de-DE-1996", "de", "DE", "DE", "UTC", "0"},
		{"en-US-x-foo", "en", "US", "US", "UTC", "0"},
		{"es-419", "es", "_LA_", "419", "America/Phoenix", "-7"},
		{"zh-Hans-CN", "zh", "CN", "Hans", "UTC", "0"},
		{"zh-Hant-TW", "zh", "TW", "Hant", "UTC", "0"},
		{"zh-Hans", "zh", "CN", "Hans", "UTC", "0"},
		{"sr-Latn-RS", "sr", "RS", "Latn", "UTC", "0"},
		{"sr-Latn", "sr", "", "Latn", "UTC", "0"},
	} {
		t.Run(place.locale, func(t *testing.T) {
			there := func(b game.Tab) { move(b, place.locale, place.zone) }
			official, own := visit(t, vendors, there, steps), visit(t, ours, there, steps)
			known := everywhere(t)
			if line := func(country string) string {
				if country == "" {
					return ""
				}
				return `messages.0.data.countryCode: "` + country + `"`
			}; place.country != place.vendors {
				known = append(known, difference{at: "authenticateAnonymous", vendors: line(place.vendors), ours: line(place.country),
					why: "a script is no country, and Latin America's is the vendor's own"})
			}
			requireKnown(t, known, official, own)
			said := own[0].events[1].lines
			assert.Contains(t, said, `messages.0.data.languageCode: "`+place.language+`"`)
			assert.Contains(t, said, `messages.0.data.timeZoneOffset: `+place.offset)
		})
	}
}
