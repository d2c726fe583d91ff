package browser

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
)

// webDriver is a session of a browser that speaks W3C WebDriver,
// https://www.w3.org/TR/webdriver2/: commands over HTTP, each with an answer. There are no
// events.
type webDriver struct {
	address string // the driver's URL, without a path
	session string // the session's id
}

// begin begins the session.
func (d *webDriver) begin(ctx context.Context, capabilities map[string]any) error {
	var begun struct{ SessionID string }
	err := d.send(ctx, http.MethodPost, "/session", map[string]any{"capabilities": map[string]any{"alwaysMatch": capabilities}}, &begun)
	d.session = begun.SessionID
	return err
}

// do carries out a command of the session and reads its result into result, which may be
// nil. One that is posted has an object as its body, which may be empty.
func (d *webDriver) do(ctx context.Context, method, command string, params map[string]any, result any) error {
	return d.send(ctx, method, "/session/"+d.session+command, params, result)
}

// send sends a request to the driver.
func (d *webDriver) send(ctx context.Context, method, path string, params map[string]any, result any) error {
	var body bytes.Buffer
	if params != nil {
		if err := json.NewEncoder(&body).Encode(params); err != nil {
			return err
		}
	}
	request, err := http.NewRequestWithContext(ctx, method, d.address+path, &body)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close() // it is read, or of no use
	var answer struct{ Value json.RawMessage }
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s %s: %s", method, path, answer.Value)
	}
	if result == nil {
		return nil
	}
	return json.Unmarshal(answer.Value, result)
}
