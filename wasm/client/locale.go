package client

// OverrideLanguageCode says which language the logins tell the server, "" for the
// browser's.
func (c *Client) OverrideLanguageCode(code string) { c.language = c.override(code) }

// OverrideCountryCode says which country the logins tell the server, "" for the browser's.
func (c *Client) OverrideCountryCode(code string) { c.country = c.override(code) }

// override is a text as JSON, "" for none.
func (c *Client) override(text string) string {
	if text == "" {
		return ""
	}
	return c.host.Quote(text)
}
