package e2e

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/test/game"
)

// TestPlayerStateService calls each operation of the service, and reads what came of it.
func TestPlayerStateService(t *testing.T) {
	t.Parallel()
	b := game.New(t).LogIn()
	b.Run(`globalThis.told = async (call) => {
		const { status, data } = await call;
		if (status !== 200) throw new Error("status " + status);
		return JSON.stringify(data, (name, value) => name.startsWith("active") ? typeof value : value);
	}`)
	for _, c := range []struct{ call, want string }{
		{`updateUserName("Ann \"Ö\" 😀")`, `{"playerName":"Ann \"Ö\" 😀"}`},
		{`updateUserName("")`, `{"playerName":""}`},
		{`updateUserPictureUrl("https://example.test/ann.png")`, `{"playerPictureUrl":"https://example.test/ann.png"}`},
		{`updateContactEmail("ann@example.test")`, `{"contactEmail":"ann@example.test"}`},
		{`updateLanguageCode("fr")`, `{"languageCode":"fr"}`},
		{`updateTimeZoneOffset(-3.5)`, `{"timeZoneOffset":-3.5}`},
		{`updateSummaryFriendData({ z: 1, a: [null] })`, `null`},
		{`updateAttributes({ team: "red", level: "7" }, false)`, `null`},
		{`getAttributes()`, `{"attributes":{"level":"7","team":"red"}}`},
		{`removeAttributes(["team"])`, `null`},
		{`getAttributes()`, `{"attributes":{"level":"7"}}`},
		{`updateAttributes({ b: "2" }, true)`, `null`},
		{`getAttributes()`, `{"attributes":{"b":"2"}}`},
		{`setUserStatus("shield", 6000, { strength: 2 })`, `{"shield":{"activeStart":"number","statusName":"shield","details":{"strength":2},"activeUntil":"number"}}`},
		{`extendUserStatus("shield", 60, { strength: 3 })`, `{"activeStart":"number","statusName":"shield","details":{"strength":3},"activeUntil":"number"}`},
		{`extendUserStatusWithMax("boost", 6000, 9000, {})`, `{"activeStart":"number","statusName":"boost","details":{},"activeUntil":"number"}`},
		{`extendUserStatusWithMax("boost", 60, null, {})`, `{"activeStart":"number","statusName":"boost","details":{},"activeUntil":"number"}`},
		{`clearUserStatus("boost")`, `null`},
		{`getUserStatus("")`, `{"shield":{"activeStart":"number","statusName":"shield","details":{"strength":3},"activeUntil":"number"}}`},
		{`getUserStatus("none")`, `{}`},
	} {
		assert.Equal(t, c.want, b.Text(`told(playerState.`+c.call+`)`), c.call)
	}
	state := func() (read struct {
		PlayerName        string
		PictureURL        string
		EmailAddress      string
		LanguageCode      string
		TimeZoneOffset    float64
		SummaryFriendData map[string]any
		Attributes        map[string]string
		Statuses          map[string]any
	}) {
		require.NoError(t, json.Unmarshal([]byte(b.Text(`told(playerState.readUserState())`)), &read))
		return read
	}
	read := state()
	assert.Equal(t, "https://example.test/ann.png", read.PictureURL)
	assert.Equal(t, "ann@example.test", read.EmailAddress)
	assert.Equal(t, "fr", read.LanguageCode)
	assert.Equal(t, -3.5, read.TimeZoneOffset)
	assert.Equal(t, map[string]any{"z": 1.0, "a": []any{nil}}, read.SummaryFriendData)
	assert.Equal(t, map[string]string{"b": "2"}, read.Attributes)
	assert.Contains(t, read.Statuses, "shield")

	assert.Equal(t, `null`, b.Text(`told(playerState.resetUser())`))
	read = state()
	assert.Empty(t, read.SummaryFriendData)
	assert.Empty(t, read.Attributes)
	assert.Empty(t, read.Statuses)
	assert.Equal(t, "fr", read.LanguageCode, "the player stays")
}

func TestDeletedUser(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.LogIn()
	id := b.Session()
	assert.Equal(t, `{"status":200,"data":null}`, b.Text(`playerState.deleteUser().then(JSON.stringify)`))
	assert.False(t, g.Dispatcher.SessionAlive(id))
	assert.Equal(t, "403/40304", b.Codes(`playerState.readUserState()`))
}

// TestAnObjectIsTakenAsItIsAtTheCall changes what was handed over before it is sent.
func TestAnObjectIsTakenAsItIsAtTheCall(t *testing.T) {
	t.Parallel()
	b := game.New(t).LogIn()
	assert.Equal(t, `{"attributes":{"a":"1"}} {"s":{"n":[1]}}`, b.Text(`(async () => {
		const attributes = { a: "1" }, details = { n: [1] };
		const calls = [playerState.updateAttributes(attributes, true), playerState.setUserStatus("s", 6000, details)];
		attributes.a = "2";
		details.n.push(2);
		await Promise.all(calls);
		const held = await playerState.getAttributes(), { data } = await playerState.getUserStatus("");
		return JSON.stringify(held.data) + " " + JSON.stringify({ s: data.s.details });
	})()`))
}

// TestPlayerStateByEveryConvention calls one method in the ways of three languages.
func TestPlayerStateByEveryConvention(t *testing.T) {
	t.Parallel()
	b := game.New(t).LogIn()
	for _, c := range []struct{ language, args, want string }{
		{"JavaScript", `(result) => told("callback", result)`, `["callback",{"status":200,"data":{"playerName":"Ann"}}]`},
		{"C#", `(...args) => told("success", ...args), (...args) => told("failure", ...args), { tag: 1 }`,
			`["success","{\"status\":200,\"data\":{\"playerName\":\"Ann\"}}",{"tag":1}]`},
		{"Java", `{ serverCallback: (...args) => told("serverCallback", ...args), serverError: (...args) => told("serverError", ...args) }`,
			`["serverCallback","playerState","UPDATE_NAME","{\"status\":200,\"data\":{\"playerName\":\"Ann\"}}"]`},
	} {
		assert.Equal(t, c.want, b.Text(`new Promise((resolve) => {
			const told = (...args) => resolve(JSON.stringify(args));
			playerState.updateUserName("Ann", `+c.args+`);
		})`), c.language)
	}
}

func TestBadArgumentsOfPlayerState(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.LogIn()
	b.Run(catches)
	for _, c := range []struct{ call, argument, expected, not string }{
		{`readUserState(5)`, "callback", "a function", "that number"},
		{`deleteUser("P1")`, "callback", "a function", "that string"},
		{`resetUser(true)`, "callback", "a function", "a boolean"},
		{`updateUserName()`, "userName", "a string", "undefined"},
		{`updateUserName(() => {})`, "userName", "a string", "a function"},
		{`updateUserPictureUrl(new URL("https://example.test"))`, "url", "a string", "an object"},
		{`updateContactEmail(null)`, "email", "a string", "null"},
		{`updateLanguageCode(["fr"])`, "code", "a string", "that list"},
		{`updateTimeZoneOffset("5")`, "hours", "a finite number", "that string"},
		{`updateTimeZoneOffset(NaN)`, "hours", "a finite number", "that number"},
		{`updateSummaryFriendData("{}")`, "summary", "an object that JSON can write", "that string"},
		{`updateSummaryFriendData([1])`, "summary", "an object that JSON can write", "that list"},
		{`updateSummaryFriendData({ a: 1n })`, "summary", "an object that JSON can write", "an object"},
		{`getAttributes({})`, "callback", "a function", "an object"},
		{`updateAttributes({ a: 1 }, true)`, "attributes", "an object whose values are strings", "an object"},
		{`updateAttributes(null, true)`, "attributes", "an object whose values are strings", "null"},
		{`updateAttributes({ a: "1" })`, "wipeExisting", "true or false", "undefined"},
		{`removeAttributes("a")`, "names", "a list of strings", "that string"},
		{`removeAttributes(["a", 1])`, "names", "a list of strings", "that list"},
		{`setUserStatus("", 60, {})`, "name", "a string that is not empty", "an empty string"},
		{`setUserStatus("s", "60", {})`, "durationSecs", "a whole number", "that string"},
		{`setUserStatus("s", 1.5, {})`, "durationSecs", "a whole number", "that number"},
		{`setUserStatus("s", 60)`, "details", "an object that JSON can write", "undefined"},
		{`getUserStatus()`, "name", "a string", "undefined"},
		{`extendUserStatus("s", null, {})`, "additionalSecs", "a whole number", "null"},
		{`extendUserStatus("s", 60, () => {})`, "details", "an object that JSON can write", "a function"},
		{`extendUserStatusWithMax("s", 60, "90", {})`, "maxActiveSecs", "a whole number, or left out", "that string"},
		{`extendUserStatusWithMax("s", 60, {}, () => {})`, "maxActiveSecs", "a whole number, or left out", "an object"},
		{`clearUserStatus("")`, "name", "a string that is not empty", "an empty string"},
	} {
		method, _, _ := strings.Cut(c.call, "(")
		want := "rejects TypeError: playerState." + method + ": " + c.argument + " must be " + c.expected + ", not " + c.not
		assert.Equal(t, want, b.Text(`caught(() => playerState.`+c.call+`)`), c.call)
	}
	assert.Len(t, g.Dispatcher.Records(), 2, "nothing was sent: a preflight, and the login")
}
