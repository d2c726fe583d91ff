package client

import "playerstate/wasm/servop"

// redirected sends a login anew, once, if the server redirects it: to another dispatcher,
// as another app with the same secret, or both (every vendor's wrapper). The caller gets
// the second answer.
func (c *Client) redirected(o *op, result servop.Entry) bool {
	if !o.Opens || o.redirected || result.ReasonCode != servop.ManualRedirect {
		return false
	}
	r, ok := servop.ReadRedirect(result.Value)
	if !ok {
		return false
	}
	s := o.session
	a, url := *s.app, s.url
	if r.AppID != "" {
		a.id, a.quotedID = r.AppID, c.host.Quote(r.AppID)
	}
	if r.URL != "" {
		url = dispatcherURL(r.URL)
	}
	if s.app == c.app {
		c.app, c.url = &a, url // later sessions go on there, until the page says otherwise
	}
	s.app, s.url = &a, url
	o.redirected, o.flight = true, nil
	c.queue = append([]*op{o}, c.queue...)
	return true
}
