package interop

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// loginCalls are the named logins, each by the path at which both clients have it: this
// version of the vendor's wrapper lacks the last ones, or hands over the wrong arguments.
var loginCalls = []string{
	`authenticateAnonymous(tell)`,
	`reconnect(tell)`,
	`authenticateUniversal("ann", "pass \"word\" ö", true, tell)`,
	`authenticateUniversal("ann", "pass", false, tell)`,
	`authenticateEmailPassword("ann@example.test", "password", true, tell)`,
	`authenticateExternal("ann", "token", "service", true, tell)`,
	`authenticateFacebook("ann", "token", true, tell)`,
	`authenticateFacebookLimited("ann", "token", true, tell)`,
	`authenticateGoogle("ann", "code", true, tell)`,
	`authenticateGoogleOpenId("ann@example.test", "token", true, tell)`,
	`authenticateApple("ann", "token", true, tell)`,
	`authenticateGameCenter("ann", true, tell)`,
	`authenticateSteam("ann", "ticket", true, tell)`,
	`authenticateTwitter("ann", "token", "secret", true, tell)`,
	`authenticateUltra("ann", "token", true, tell)`,
	`authenticateAdvanced("Universal", { externalId: "ann", authenticationToken: "password" }, true, { z: 1, a: [2] }, tell)`,
	`authenticateAdvanced("External", { externalId: "ann", authenticationToken: "t", authenticationSubType: "service" }, true, null, tell)`,
	`authenticateAdvanced("Blockchain", { externalId: "ann", authenticationToken: "key" }, false, null, tell)`,
	`brainCloudClient.authentication.authenticateAnonymous(true, tell)`,
	`brainCloudClient.authentication.authenticateAnonymous(false, tell)`,
	`brainCloudClient.authentication.authenticateParse("ann", "token", true, tell)`,
	`brainCloudClient.authentication.authenticateHandoff("id", "token", tell)`,
	`brainCloudClient.authentication.authenticateSettopHandoff("code", tell)`,
}

// ownOfEach matches what each client says of itself, and the ids that each makes.
var ownOfEach = regexp.MustCompile(`"clientLibVersion":"[^"]*",|"compressResponses":false,|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)

// TestLoginsOnTheWire compares the message of every login byte for byte, and whether it is
// answered alike.
func TestLoginsOnTheWire(t *testing.T) {
	s := newSite(t)
	official, own := s.play(s.Open(), vendors), s.play(s.Open(), ours)
	for _, c := range loginCalls {
		var messages, results []string
		for _, p := range []player{official, own} {
			// The vendor's bare client has the ids that its wrapper has given it.
			p.Run(`localStorage.clear(); _bc._initializeIdentity?.(true)`)
			s.take()
			results = append(results, codes(t, p.call(c)))
			for _, m := range messagesOf(t, s.take()) {
				messages = append(messages, ownOfEach.ReplaceAllString(m, ""))
			}
			p.Run(`_bc.brainCloudClient.resetCommunication()`)
		}
		require.Len(t, messages, 2, "each sends one message for %s: %s", c, messages)
		assert.Equal(t, messages[0], messages[1], c)
		assert.Equal(t, results[0], results[1], c)
	}
}
