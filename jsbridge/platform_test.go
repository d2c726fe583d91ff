//go:build js && wasm

package jsbridge

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestNewID(t *testing.T) {
	assert.Regexp(t, `^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`, NewID())
	assert.NotEqual(t, NewID(), NewID())
}

func TestPageFacts(t *testing.T) {
	before := script(`performance.now()`).Float()
	assert.GreaterOrEqual(t, Now(), int(before))
	assert.LessOrEqual(t, Now(), int(script(`performance.now()`).Float()))
	clock := script(`Date.now()`).Float()
	assert.GreaterOrEqual(t, float64(WallClock()), clock)
	for range 100 {
		n := Random(3)
		assert.True(t, n >= 0 && n < 3, n)
	}
	zone, _, _ := Locale()
	assert.Equal(t, script(`String(-new Date().getTimezoneOffset() / 60)`).String(), zone)
}

// TestLocale checks what is read of language tags.
func TestLocale(t *testing.T) {
	defer script(`delete navigator.language`)
	for tag, want := range map[string][2]string{
		`""`:                     {``, ``},
		`undefined`:              {``, ``},
		`"en"`:                   {`"en"`, ``},
		`"fil"`:                  {`"fil"`, ``},
		`"en-US"`:                {`"en"`, `"US"`},
		`"fil-PH"`:               {`"fil"`, `"PH"`},
		`"es-419"`:               {`"es"`, `"_LA_"`},
		`"es-Latn-419"`:          {`"es"`, `"_LA_"`},
		`"en-001"`:               {`"en"`, ``},
		`"zh-Hans-CN"`:           {`"zh"`, `"CN"`},
		`"zh-Hant-TW"`:           {`"zh"`, `"TW"`},
		`"zh-Hans"`:              {`"zh"`, `"CN"`},
		`"zh-Hant"`:              {`"zh"`, `"CN"`},
		`"zh-Hant-x-HK"`:         {`"zh"`, `"CN"`},
		`"zh-yue-HK"`:            {`"zh"`, `"HK"`},
		`"zh-cmn-Hans-SG"`:       {`"zh"`, `"SG"`},
		`"sr-Latn"`:              {`"sr"`, ``},
		`"sr-Latn-RS"`:           {`"sr"`, `"RS"`},
		`"en-US-x-foo"`:          {`"en"`, `"US"`},
		`"en-x-US"`:              {`"en"`, ``},
		`"en-u-ca-buddhist"`:     {`"en"`, ``},
		`"de-DE-1996"`:           {`"de"`, `"DE"`},
		`"de-1996"`:              {`"de"`, ``},
		`"ca-ES-valencia"`:       {`"ca"`, `"ES"`},
		`"sl-rozaj-biske-1994"`:  {`"sl"`, ``},
		`"hy-Latn-IT-arevela"`:   {`"hy"`, `"IT"`},
		`"ar-EG-u-nu-latn-x-US"`: {`"ar"`, `"EG"`},
		`"de-"`:                  {`"de"`, ``},
		`"C"`:                    {`"C"`, ``},
	} {
		script(`Object.defineProperty(navigator, "language", { configurable: true, value: ` + tag + ` })`)
		_, language, country := Locale()
		assert.Equal(t, want, [2]string{language, country}, tag)
	}
}

// TestLog checks that a console of the page's own is called once the program does not run,
// as it may call in, and that its errors are ignored.
func TestLog(t *testing.T) {
	script(`page.console = console`)
	defer script(`console = page.console; removeEventListener("unhandledrejection", page.rejected)`)
	script(`page.rejected = (event) => page.thrown.push(String(event.reason)); addEventListener("unhandledrejection", page.rejected)`)
	for name, console := range map[string]string{
		"one that throws": `{ info(line) { page.printed = line; throw new Error("the console's") } }`,
		"one without it":  `{}`,
		"none":            `undefined`,
	} {
		script(`page.printed = ""; console = ` + console)
		var early string
		expose("logs", func(Args) any {
			Log("a line")
			early = script(`page.printed`).String()
			return nil
		})
		script(`page.bridge.exports.logs()`)
		after(t, func(done func()) { After(0, done) })
		printed := script(`page.printed`).String()
		script(`console = page.console`)
		assert.Empty(t, early, name)
		assert.Equal(t, name == "one that throws", printed == "a line", name)
	}
	assert.Empty(t, script(`page.thrown.join()`).String())
}
