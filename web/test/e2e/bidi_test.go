//go:build firefox

package e2e

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
	event func(method string, params json.RawMessage) // told one after the other

	mu      sync.Mutex
	last    int                     // the latest command's id
	waiting map[int]chan bidiAnswer // for the answers, by the commands' ids
	broken  error                   // why there will be no more answers
}

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

func dialBiDi(ctx context.Context, url string, event func(method string, params json.RawMessage)) (*bidi, error) {
	conn, _, _, err := ws.Dial(ctx, url)
	if err != nil {
		return nil, err
	}
	b := &bidi{conn: conn, event: event, waiting: map[int]chan bidiAnswer{}}
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

// end answers all that wait, and that will.
func (b *bidi) end(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.broken = err
	for id, waits := range b.waiting {
		delete(b.waiting, id)
		waits <- bidiAnswer{err: err}
	}
}

func (b *bidi) answer(id int, a bidiAnswer) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if waits, ok := b.waiting[id]; ok {
		delete(b.waiting, id)
		waits <- a
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
	b.waiting[b.last] = answered
	return answered, nil
}

// remoteValue is a JS value as BiDi writes it.
type remoteValue struct {
	Type  string          `json:"type"`
	Value json.RawMessage `json:"value"`
}

// MarshalJSON writes the value as JSON.stringify does, or null where that writes none.
func (v remoteValue) MarshalJSON() ([]byte, error) {
	switch v.Type {
	case "string", "boolean":
		return v.Value, nil
	case "number":
		if v.Value[0] != '"' { // "NaN", "-0" and such
			return v.Value, nil
		}
	case "array":
		var items []remoteValue
		if err := json.Unmarshal(v.Value, &items); err != nil {
			return nil, err
		}
		return json.Marshal(items)
	case "object":
		var entries [][2]json.RawMessage
		if err := json.Unmarshal(v.Value, &entries); err != nil {
			return nil, err
		}
		members := map[string]remoteValue{}
		for _, entry := range entries {
			var name string
			var member remoteValue
			if err := json.Unmarshal(entry[0], &name); err != nil {
				return nil, err
			}
			if err := json.Unmarshal(entry[1], &member); err != nil {
				return nil, err
			}
			members[name] = member
		}
		return json.Marshal(members)
	}
	return []byte("null"), nil
}
