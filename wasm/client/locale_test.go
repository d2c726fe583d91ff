package client_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestOverriddenLocale(t *testing.T) {
	p := newPage(t, newOrigin())
	p.OverrideLanguageCode("fr")
	p.OverrideCountryCode(`B"E`)
	p.login()
	assert.Contains(t, p.last().Body, `"languageCode":"fr","countryCode":"B\"E"`)
	p.last().refuse()
	p.OverrideLanguageCode("")
	p.OverrideCountryCode("")
	p.login()
	assert.Contains(t, p.last().Body, `"languageCode":"en","countryCode":"CA"`, "the browser's")
}
