package interop

import (
	"bytes"
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/test/game"
)

// event is a request or a result, in words.
type event struct {
	title string
	lines []string
}

// traffic puts into words what a client does. What is different in every run gets a
// name, so that two clients that do the same give the same words.
type traffic struct {
	t      *testing.T
	places *strings.Replacer // of the site's URLs
	names  map[string]string // of ids
	counts map[string]int    // of names, by kind
	last   int               // the number of the last packet, -1 before the first
}

// newTraffic is what is to come of a client on that site.
func newTraffic(s site) *traffic {
	return &traffic{
		t: s.T, places: strings.NewReplacer(s.ServerURL, "<server>", s.SiteURL, "<site>"),
		names: map[string]string{}, counts: map[string]int{}, last: -1,
	}
}

// result is what a caller was told.
func (f *traffic) result(text string) event {
	return event{"result", []string{"result: " + f.named(text)}}
}

// requests are what the dispatcher was asked.
func (f *traffic) requests(list []*request) []event {
	var events []event
	for _, r := range list {
		events = append(events, f.request(r))
	}
	return events
}

// unsaid are the headers that are not told as they are: the body's length, and the
// signature, which is checked.
var unsaid = []string{"Content-Length", "X-Sig"}

// request tells the headers by name, and the body member by member in the order in
// which it was sent. The headers of a preflight are the browser's own.
func (f *traffic) request(r *request) event {
	if r.method == http.MethodOptions {
		return event{title: fmt.Sprintf("OPTIONS %s: %s with %s", r.uri,
			r.header.Get("Access-Control-Request-Method"), r.header.Get("Access-Control-Request-Headers"))}
	}
	e := event{title: r.method + " " + r.uri + ": " + messages(f.t, r.body)}
	for _, name := range slices.Sorted(maps.Keys(r.header)) {
		if !slices.Contains(unsaid, name) {
			e.lines = append(e.lines, f.places.Replace(name+": "+strings.Join(r.header[name], ", ")))
		}
	}
	sum := md5.Sum([]byte(r.body + game.AppSecret))
	valid := slices.Equal(r.header["X-Sig"], []string{hex.EncodeToString(sum[:])})
	e.lines = append(e.lines, fmt.Sprintf("X-Sig is valid: %t", valid))
	e.lines = append(e.lines, f.body(r.body)...)
	return e
}

// messages are the servops of a packet.
func messages(t *testing.T, body string) string {
	var p struct {
		Messages []struct{ Service, Operation string }
	}
	require.NoError(t, json.Unmarshal([]byte(body), &p))
	var names []string
	for _, m := range p.Messages {
		names = append(names, m.Service+"."+m.Operation)
	}
	return strings.Join(names, ", ")
}

// body is a line a value. Together they say every byte.
func (f *traffic) body(text string) []string {
	var compact bytes.Buffer
	require.NoError(f.t, json.Compact(&compact, []byte(text)), text)
	require.Equal(f.t, compact.String(), text, "there are spaces in it")
	return f.value("", json.RawMessage(f.named(text)))
}

// value is the lines of a value at a path.
func (f *traffic) value(path string, raw json.RawMessage) []string {
	open := raw[0]
	switch {
	case path == "packetId":
		return []string{path + ": " + f.number(string(raw))}
	case open != '{' && open != '[':
		return []string{path + ": " + string(raw)}
	}
	var lines []string
	d := json.NewDecoder(bytes.NewReader(raw))
	f.token(d)
	for i := 0; d.More(); i++ {
		name := strconv.Itoa(i)
		if open == '{' {
			name = fmt.Sprint(f.token(d))
		}
		var member json.RawMessage
		require.NoError(f.t, d.Decode(&member))
		lines = append(lines, f.value(strings.TrimPrefix(path+"."+name, "."), member)...)
	}
	if lines == nil {
		return []string{path + ": " + string(raw)}
	}
	return lines
}

// token is the next one of a JSON text.
func (f *traffic) token(d *json.Decoder) json.Token {
	token, err := d.Token()
	require.NoError(f.t, err)
	return token
}

// number tells a packet's number by the last one.
func (f *traffic) number(text string) string {
	n, err := strconv.Atoi(text)
	require.NoError(f.t, err)
	last := f.last
	f.last = n
	if last < 0 {
		return text
	}
	return fmt.Sprintf("the last one's %+d", n-last)
}

// ids finds what is different in every run.
var ids = regexp.MustCompile(`"(anonymousId|profileId|sessionId)":"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"`)

// named puts names in the places of ids. An id that is new is named for its kind.
func (f *traffic) named(text string) string {
	for _, found := range ids.FindAllStringSubmatch(text, -1) {
		if kind, id := found[1], found[2]; f.names[id] == "" {
			f.counts[kind]++
			f.names[id] = fmt.Sprintf("<%s %d>", kind, f.counts[kind])
		}
	}
	for id, name := range f.names {
		text = strings.ReplaceAll(text, id, name)
	}
	return text
}

func TestTrafficSaysEverything(t *testing.T) {
	const id, other = "01234567-89ab-4cde-8f01-23456789abcd", "11234567-89ab-4cde-8f01-23456789abcd"
	f := &traffic{t: t, names: map[string]string{}, counts: map[string]int{}, last: -1}
	assert.Equal(t, []string{
		`messages.0.service: "s\u00e9"`, `messages.0.data: {}`, `sessionId: "<sessionId 1>"`, `other: "<sessionId 1>"`, `packetId: 3`,
	}, f.body(`{"messages":[{"service":"s\u00e9","data":{}}],"sessionId":"`+id+`","other":"`+id+`","packetId":3}`))
	assert.Equal(t, []string{`sessionId: "<sessionId 2>"`, `packetId: the last one's +2`, `a: []`, `b: 1.50`},
		f.body(`{"sessionId":"`+other+`","packetId":5,"a":[],"b":1.50}`))
}
