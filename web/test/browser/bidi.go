package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"sync"

	"github.com/gobwas/ws"
	"github.com/gobwas/ws/wsutil"
)

// bidi is a connection that speaks WebDriver BiDi, https://w3c.github.io/webdriver-bidi/:
// commands, each with an answer, and events.
type bidi struct {
	conn  net.Conn
	event func(method string, params json.RawMessage)

	mu      sync.Mutex
	last    int                     // the latest command's id
	pending map[int]chan bidiAnswer // by the commands' ids
	broken  error                   // why there will be no more answers
}

// bidiAnswer is what a command has come to.
type bidiAnswer struct {
	result json.RawMessage
	err    error
}

// bidiMessage is whatever the browser sends.
type bidiMessage struct {
	Type    string          `json:"type"` // success, error or event
	ID      int             `json:"id"`
	Result  json.RawMessage `json:"result"`
	Error   string          `json:"error"`
	Message string          `json:"message"`
	Method  string          `json:"method"`
	Params  json.RawMessage `json:"params"`
}

// dialBiDi connects to a browser at a WebSocket URL. Its events are told one after the
// other.
func dialBiDi(ctx context.Context, url string, event func(method string, params json.RawMessage)) (*bidi, error) {
	conn, _, _, err := ws.Dial(ctx, url)
	if err != nil {
		return nil, err
	}
	b := &bidi{conn: conn, event: event, pending: map[int]chan bidiAnswer{}}
	go b.listen()
	return b, nil
}

// listen hands out what arrives, until the connection ends.
func (b *bidi) listen() {
	for {
		text, err := wsutil.ReadServerText(b.conn)
		var m bidiMessage
		if err == nil {
			err = json.Unmarshal(text, &m)
		}
		if err != nil {
			b.end(fmt.Errorf("the connection to the browser ended: %w", err))
			return
		}
		switch m.Type {
		case "event":
			b.event(m.Method, m.Params)
		case "success":
			b.answer(m.ID, bidiAnswer{result: m.Result})
		default:
			b.answer(m.ID, bidiAnswer{err: fmt.Errorf("%s: %s", m.Error, m.Message)})
		}
	}
}

// end answers all commands, those that are still to come, too, with an error.
func (b *bidi) end(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.broken = err
	for id, answered := range b.pending {
		delete(b.pending, id)
		answered <- bidiAnswer{err: err}
	}
}

// answer answers the command of that id.
func (b *bidi) answer(id int, a bidiAnswer) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if answered, ok := b.pending[id]; ok {
		delete(b.pending, id)
		answered <- a
	}
}

// do carries out a command and reads its result into result, which may be nil.
func (b *bidi) do(ctx context.Context, method string, params map[string]any, result any) error {
	answered, err := b.send(method, params)
	if err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	select {
	case <-ctx.Done():
		return fmt.Errorf("%s: %w", method, ctx.Err())
	case a := <-answered:
		if a.err != nil {
			return fmt.Errorf("%s: %w", method, a.err)
		}
		if result == nil {
			return nil
		}
		return json.Unmarshal(a.result, result)
	}
}

// send sends a command.
func (b *bidi) send(method string, params map[string]any) (<-chan bidiAnswer, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.broken != nil {
		return nil, b.broken
	}
	b.last++
	text, err := json.Marshal(map[string]any{"id": b.last, "method": method, "params": params})
	if err != nil {
		return nil, err
	}
	if err := wsutil.WriteClientText(b.conn, text); err != nil {
		return nil, err
	}
	answered := make(chan bidiAnswer, 1)
	b.pending[b.last] = answered
	return answered, nil
}
