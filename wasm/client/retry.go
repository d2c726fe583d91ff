package client

// firstBackoff is how long the second retry waits, in milliseconds; the first one
// does not wait, and each later one waits twice as long as the one before.
const firstBackoff = 1_000

// attempt is one that is to be made.
type attempt struct {
	attempt int
	// wait is the time until it, timeout the time that it then has; in milliseconds.
	wait, timeout float64
}

// nextAttempt is the attempt after the one numbered made. The wait for it is part
// of its own time, and never more than half of it. Where the server asks to be
// left alone for longer, the attempts that would fall into that time are passed
// over; there is none where all would.
func nextAttempt(timeouts []float64, made int, retryAfter, random float64) (attempt, bool) {
	n := made + 1
	if n >= len(timeouts) {
		return attempt{}, false
	}
	wait := 0.0
	if n > 1 {
		wait = min(backoff(n-2), timeouts[n]/2) * (1 + random) / 2
	}
	wait = max(wait, retryAfter)
	passed := 0.0
	for wait-passed > timeouts[n]/2 {
		passed += timeouts[n]
		wait = max(wait, passed)
		if n++; n == len(timeouts) {
			return attempt{}, false
		}
	}
	return attempt{n, wait, timeouts[n] - (wait - passed)}, true
}

// backoff is the wait before the retry of that ordinal, counted from 0, before
// jitter; in milliseconds.
func backoff(retry int) float64 {
	return firstBackoff * float64(int(1)<<min(retry, 20))
}
