package client

import "playerstate/wasm/servop"

// Send calls any operation, with its data as JSON text, "" for none. Calls made in
// one turn of the event loop share a packet. Logging in and out are what they are
// by whatever name they are called.
func (c *Client) Send(service, name, data string, done Done) {
	o := servop.Operation{Service: service, Name: name}
	switch {
	case o.Is(servop.Logout):
		c.Logout(false, done)
		return
	case !c.initialized(done):
	case o.Is(servop.Authenticate):
		c.login(nil, data, done)
	case c.current == nil && o.NeedsSession():
		c.answer(done, c.without)
	default:
		s := c.current
		if !o.NeedsSession() {
			s = c.visible() // a login that fails is nothing to it
		}
		if s == nil {
			s = &session{app: c.app, url: c.url} // one that never opens
		}
		c.enqueue(o, s, data, done)
		c.hurry()
		c.host.Soon(c.pump)
		c.prepare()
	}
}
