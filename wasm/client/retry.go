package client

// firstBackoff is how long the second retry waits, in milliseconds; the first one
// does not wait, and each later one waits twice as long as the one before.
const firstBackoff = 1_000

// attempt is one that is to be made.
type attempt struct {
	attempt int
	// wait is the time until it, timeout the time that it then has; in milliseconds.
	wait, timeout int
}

// nextAttempt is the attempt after the one numbered made. The wait for it is part
// of its own time, and never more than half of it. Where the server asks to be
// left alone for longer, the attempts that would fall into that time are passed
// over; there is none where all would.
func nextAttempt(timeouts []int, made, retryAfter int, random func(int) int) (attempt, bool) {
	n := made + 1
	if n >= len(timeouts) {
		return attempt{}, false
	}
	wait := 0
	if n > 1 {
		wait = jittered(min(backoff(n-2), timeouts[n]/2), random)
	}
	wait = max(wait, retryAfter)
	passed := 0
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
func backoff(retry int) int { return firstBackoff << min(retry, 20) }

// jittered is between half of the wait and all of it, so that clients that failed
// together do not come back together.
func jittered(wait int, random func(int) int) int { return wait/2 + random(wait-wait/2+1) }
