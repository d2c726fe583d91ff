package client

import "playerstate/wasm/servop"

const (
	// heartbeatPercent of the session's expiry go by before one is sent (the vendor's
	// clients).
	heartbeatPercent = 85
	// defaultHeartbeat is the interval if the server named no expiry, in milliseconds
	// (the vendor's clients).
	defaultHeartbeat = 30_000
	// shortestInterval keeps a session of next to no time from taking all of ours.
	shortestInterval = 100
)

// beat keeps the visible session alive from now on.
func (c *Client) beat() {
	c.abandonHeartbeat()
	if c.stopBeat != nil {
		c.stopBeat()
	}
	interval := defaultHeartbeat
	if s := c.visible(); s.expiry > 0 {
		interval = max(s.expiry/100*heartbeatPercent, shortestInterval)
	}
	c.waitForBeat(interval, interval)
}

// waitForBeat sends a heartbeat after so many milliseconds, unless something else was
// sent within the interval before that. A logout leaves the timer to run out: to cancel it
// would cost the logout more.
func (c *Client) waitForBeat(ms, interval int) {
	c.stopBeat = c.host.After(ms, func() {
		if c.visible() == nil {
			return
		}
		left := c.lastSent + interval - c.host.Now()
		if left <= 0 {
			c.sendHeartbeat()
			left = interval
		}
		c.waitForBeat(left, interval)
	})
}

// sendHeartbeat sends one in the visible session, unless a packet is under way or waits,
// which the server takes for a sign of life, too.
func (c *Client) sendHeartbeat() {
	if s := c.visible(); s.app != nil && c.flight == nil && len(c.queue) == 0 {
		c.enqueue(servop.Heartbeat, s, "", nil)
		c.pump()
	}
}

// abandonHeartbeat stops the heartbeat that is in flight. Calls may have waited for it.
func (c *Client) abandonHeartbeat() {
	if f := c.flight; f != nil && f.quiet() {
		f.abandon()
		c.host.Soon(c.pump)
	}
}
