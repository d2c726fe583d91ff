package client_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestRubbishInStorage(t *testing.T) {
	const good = `{"url":"https://x.test/dispatcherv2","appId":"1","signature":"0123456789abcdef0123456789abcdef","body":"{}","packetId":1,"messages":1,"expires":1900000000000}`
	for name, text := range map[string]string{
		"no JSON":               `{`,
		"null":                  `null`,
		"a list":                `[]`,
		"another protocol":      `{"url":"javascript:alert(1)","appId":"1","signature":"0123456789abcdef0123456789abcdef","body":"{}","packetId":1,"messages":1,"expires":1900000000000}`,
		"no body":               `{"url":"https://x.test","appId":"1","signature":"0123456789abcdef0123456789abcdef","packetId":1,"messages":1,"expires":1900000000000}`,
		"a control character":   `{"url":"https://x.test","appId":"1\u0000X-A","signature":"0123456789abcdef0123456789abcdef","body":"{}","packetId":1,"messages":1,"expires":1900000000000}`,
		"a short signature":     `{"url":"https://x.test","appId":"1","signature":"01","body":"{}","packetId":1,"messages":1,"expires":1900000000000}`,
		"a number as text":      `{"url":"https://x.test","appId":"1","signature":"0123456789abcdef0123456789abcdef","body":"{}","packetId":"1","messages":1,"expires":1900000000000}`,
		"no messages":           `{"url":"https://x.test","appId":"1","signature":"0123456789abcdef0123456789abcdef","body":"{}","packetId":1,"messages":0,"expires":1900000000000}`,
		"a body that is long":   `{"url":"https://x.test","appId":"1","signature":"0123456789abcdef0123456789abcdef","body":"` + strings.Repeat("x", 1<<16+1) + `","packetId":1,"messages":1,"expires":1900000000000}`,
		"too many messages":     `{"url":"https://x.test","appId":"1","signature":"0123456789abcdef0123456789abcdef","body":"{}","packetId":1,"messages":1e9,"expires":1900000000000}`,
		"an expiry in the past": `{"url":"https://x.test","appId":"1","signature":"0123456789abcdef0123456789abcdef","body":"{}","packetId":1,"messages":1,"expires":1}`,
	} {
		t.Run(name, func(t *testing.T) {
			o := newOrigin()
			o.store["playerState.unconfirmed.x"] = text
			o.store["playerState.other"] = text
			p := newPage(t, o)
			p.turn()
			assert.Empty(t, p.sent)
			assert.NotContains(t, o.store, "playerState.unconfirmed.x")
			assert.Contains(t, o.store, "playerState.other", "what is not a record's is left alone")
		})
	}
	o := newOrigin()
	o.store["playerState.unconfirmed.x"] = good
	p := newPage(t, o)
	p.turn()
	assert.Len(t, p.sent, 1, "the good one shows that the others are bad")
}

// FuzzStoredRecord checks that a page works whatever it finds stored under a record's name.
func FuzzStoredRecord(f *testing.F) {
	f.Add(`{"url":"https://x.test/dispatcherv2","appId":"1","signature":"0123456789abcdef0123456789abcdef","body":"{}","packetId":1,"messages":1,"expires":1900000000000}`)
	f.Add(`{"url":5}`)
	f.Add(``)
	f.Fuzz(func(t *testing.T, text string) {
		o := newOrigin()
		o.store["playerState.unconfirmed.x"] = text
		p := newPage(t, o)
		p.turn()
		if len(p.sent) > 0 {
			p.last().answer(200, text)
			p.advance(1_000)
		}
		in := p.login()
		p.last().results(opened)
		requireCodes(t, in, 200, 0)
		out := p.logout()
		p.last().results(done200)
		requireCodes(t, out, 200, 0)
	})
}
