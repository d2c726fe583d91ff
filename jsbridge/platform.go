//go:build js && wasm

package jsbridge

// Now is a clock that is never set, in milliseconds (High Resolution Time,
// performance.now).
func Now() int { return nowFunc.Invoke().Int() }

// WallClock is the time of day, in milliseconds since 1970. It may be set.
func WallClock() int { return wallClockFunc.Invoke().Int() }

// Random is a whole number, 0 <= Random() < n.
func Random(n int) int { return randomFunc.Invoke(n).Int() }

// NewID makes a GUID.
func NewID() string { return newIDFunc.Invoke().String() }

// Locale is the user's time zone (hours east of Greenwich), language and country, each a
// JSON text, "" if it is not known.
func Locale() (timeZoneOffset, language, country string) {
	texts := localeFunc.Invoke()
	return texts.Index(0).String(), texts.Index(1).String(), texts.Index(2).String()
}

// Log prints one line on the console.
func Log(line string) { logFunc.Invoke(line) }
