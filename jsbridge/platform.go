//go:build js && wasm

package jsbridge

// Now is a clock that is never set, in milliseconds (High Resolution Time,
// performance.now).
func Now() int { return int(nowHelper()) }

// WallClock is the time of day, in milliseconds since 1970. It may be set.
func WallClock() int { return int(wallClockHelper()) }

// Random is a whole number, 0 <= Random() < n.
func Random(n int) int { return int(randomHelper(float64(n))) }

// NewID makes a GUID.
func NewID() string { return takenAlways(newIDHelper()) }

// Locale is the user's time zone (hours east of Greenwich), language and country, each a
// JSON text, "" if it is not known.
func Locale() (timeZoneOffset, language, country string) {
	texts := split(takenAlways(localeHelper()))
	return texts[0], texts[1], texts[2]
}

// Log prints one line on the console.
func Log(line string) { logHelper(line) }
