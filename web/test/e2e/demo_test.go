package e2e

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"playerstate/web/test/browser"
	"playerstate/web/test/game"
)

// TestDemoShowsTheProfile has a visitor of the demo page log in, change the profile, and log
// out.
func TestDemoShowsTheProfile(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.Open()
	b.Visit(g.SiteURL + "/")
	browser.Eventually(t, "the script has run", func() bool { return b.Truth(`typeof _bc === "object"`) })
	says := func(id, want string) {
		t.Helper()
		browser.Eventually(t, "#"+id+" says "+want, func() bool { return b.Text(`document.getElementById("`+id+`").textContent`) == want })
	}
	submit := func(form, values string) {
		t.Helper()
		b.Run(`(() => {
			for (const [id, value] of Object.entries(` + values + `)) document.getElementById("record-new-" + id).value = value;
			document.getElementById("record-` + form + `-form").requestSubmit();
		})()`)
	}
	says("record-name", "Nobody is logged in")
	browser.Eventually(t, "the buttons work", func() bool { return b.Truth(`!document.getElementById("login-anonymous").disabled`) })
	b.Run(`document.getElementById("login-anonymous").click()`)
	says("record-name", "A player without a name")

	submit("name", `{ name: "Ann <b>" }`)
	says("record-name", "Ann <b>")
	submit("motto", `{ motto: "Steady" }`)
	says("record-motto", "“Steady”")
	submit("place", `{ language: "fr", zone: "-3.5" }`)
	says("record-zone", "UTC −3.5 h")
	says("record-language", "fr")
	submit("attribute", `{ key: "rank", value: "keeper" }`)
	says("record-attributes", "rank: keeper×")
	submit("status", `{ status: "on watch", seconds: "86400" }`)
	browser.Eventually(t, "the status is shown", func() bool {
		return b.Truth(`/^on watch \d+ s\+30 s×$/.test(document.getElementById("record-statuses").textContent)`)
	})
	b.Run(`document.getElementById("record-picture-boat").click()`)
	browser.Eventually(t, "the picture is shown", func() bool {
		return b.Truth(`document.getElementById("record-picture").style.backgroundImage.startsWith('url("data:image/svg+xml,')`)
	})
	b.Run(`document.querySelector("#record-attributes button").click()`)
	says("record-attributes", "none")
	assert.Equal(t, []string{"playerState.UPDATE_NAME", "playerState.READ"}, g.Packets("UPDATE_NAME")[0].Messages, "they share a packet")

	b.Run(`document.getElementById("logout").click()`)
	says("record-name", "Nobody is logged in")
	says("record-statuses", "")
	assert.Empty(t, b.Thrown())
}
