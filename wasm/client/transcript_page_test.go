package client_test

import (
	"crypto/md5"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/stretchr/testify/require"

	"playerstate/jsbridge/jsonvalue"
	"playerstate/jsbridge/jsonvalue/jsonvaluetest"
	"playerstate/wasm/client"
	"playerstate/wasm/servop"
)

// tab is a page of the story, and its client's host: what goes through it is told.
type tab struct {
	page
	story        *story
	name         string
	state        string // as it was told last
	waiting      []string
	inbox        []string // what other pages have broadcast
	asleep, gone bool
	// settings are the latest of each, in the order of their calls.
	settings [][]string
}

// keepSetting keeps a step that makes a setting, for the next program.
func (p *tab) keepSetting(words []string) {
	if slices.ContainsFunc(client.Settings, func(s client.Setting) bool { return s.Name == words[0] && s.Replayed }) {
		p.settings = slices.DeleteFunc(p.settings, func(other []string) bool { return other[0] == words[0] })
		p.settings = append(p.settings, words)
	}
}

// dies ends the page's program, and begins another one as the page's script does. The
// script answers the calls that wait.
func (p *tab) dies() {
	p.close()
	for _, x := range p.sent {
		x.closed = true
	}
	p.begin()
	p.Resume()
	p.Adopt()
}

// Leave leaves the page.
func (p *tab) Leave() { p.leave(p) }

// reloads loads the page anew.
func (p *tab) reloads() {
	p.close()
	p.begin()
	p.Adopt()
}

// begin begins a program with the page's settings.
func (p *tab) begin() {
	p.waiting = nil
	p.Client = client.New(p)
	for _, words := range slices.Clone(p.settings) {
		p.do(words, "")
	}
}

// call makes a call. Its callback runs in a microtask of its own, as the page's do.
func (p *tab) call(name string, whole bool, then []string, f func(client.Done)) {
	p.waiting = append(p.waiting, name)
	returned := false
	f(func(result jsonvalue.Value) {
		require.True(p.t, returned, "answered during the call")
		p.Soon(func() {
			i := slices.Index(p.waiting, name)
			require.GreaterOrEqual(p.t, i, 0, "answered again")
			p.waiting = slices.Delete(p.waiting, i, i+1)
			text := jsonvaluetest.Text(result)
			if !whole {
				status, _ := result.Integer("status")
				text = strconv.Itoa(status)
				if code, ok := result.Integer("reason_code"); ok {
					text += fmt.Sprint(" / ", code)
				}
			}
			p.tellState()
			p.say("callback %s: %s", name, text)
			if len(then) > 0 {
				p.act(then, "")
			}
		})
	})
	returned = true
	p.tellState()
}

// find is the latest attempt at a packet, or the one that is asked for. One that is under
// way goes before the others.
func (p *tab) find(number string, o options) (found *exchange) {
	for _, x := range slices.Backward(p.sent) {
		if x.packetID() == p.number(number) && (o["session"] == "" || o["session"] == x.sessionID()) &&
			(o["attempt"] == "" || o["attempt"] == strconv.Itoa(p.attempt(x))) && (found == nil || !found.open() && x.open()) {
			found = x
		}
	}
	require.NotNil(p.t, found, "no such packet: %s", number)
	return found
}

// say tells what has happened, and after what time if the step takes time.
func (p *tab) say(format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	if p.now > p.story.began {
		line = "+" + seconds(p.now-p.story.began) + " " + line
	}
	if p.story.many {
		line = p.name + ": " + line
	}
	p.story.lines = append(p.story.lines, line)
}

func (p *tab) stateNow() string {
	if !p.IsAuthenticated() {
		return strings.Join([]string{"logged out", p.SessionID(), p.ProfileID()}, "") // no id is left
	}
	return fmt.Sprintf("logged in, session %s, profile %q", p.SessionID(), p.ProfileID())
}

// tellState tells who is logged in, if that has changed.
func (p *tab) tellState() {
	if now := p.stateNow(); now != p.state {
		p.state = now
		p.say("state: %s", now)
	}
}

// attempt is the ordinal of an attempt among those that send the same packet.
func (p *tab) attempt(x *exchange) (n int) {
	for _, tab := range p.story.tabs {
		for _, other := range tab.sent {
			if other.Body == x.Body && other.Signature == x.Signature && other.AppID == x.AppID {
				n++
			}
			if other == x {
				return n
			}
		}
	}
	return n
}

func (p *tab) label(x *exchange) string {
	if n := p.attempt(x); n > 1 {
		return fmt.Sprintf("packet %d, attempt %d", x.packetID(), n)
	}
	return fmt.Sprint("packet ", x.packetID())
}

func (p *tab) Fetch(r client.Request, done func(servop.Reply)) (abort func()) {
	var label string
	end := p.fakeHost.Fetch(r, func(reply servop.Reply) {
		if reply.Fault == "the server did not answer in time" {
			p.say("%s: no answer in time", label)
		}
		done(reply)
		p.tellState()
	})
	x := p.last()
	label = p.label(x)
	line := label + ": " + p.messages(x)
	if x.sessionID() != "" {
		line += " in " + x.sessionID()
	}
	line += ", has " + seconds(x.Timeout)
	if x.URL != "https://example.test/dispatcherv2" {
		line += ", to " + x.URL
	}
	if x.AppID != "20001" {
		line += ", of app " + x.AppID
	}
	if x.Keepalive {
		line += ", outlives the page"
	}
	sum := md5.Sum([]byte(x.Body + secretOf(x.AppID)))
	if hex.EncodeToString(sum[:]) != x.Signature {
		line += ", NOT SIGNED"
	}
	p.say("%s", line)
	return func() {
		if x.open() {
			p.say("%s: aborted", label)
		}
		end()
	}
}

// messages are the packet's, each with its data; of a login's those that say who it is.
func (p *tab) messages(x *exchange) string {
	var names []string
	messages := jsonvaluetest.Parse(x.Body).Member("messages")
	for i := range messages.Items() {
		m := messages.Item(i)
		name := m.Text("operation")
		if data := m.Member("data"); name == "AUTHENTICATE" {
			for _, member := range []string{"authenticationType", "externalId", "profileId"} {
				name = strings.TrimSpace(name + " " + data.Text(member))
			}
		} else if data != nil {
			name += " " + jsonvaluetest.Text(data)
		}
		names = append(names, name)
	}
	return strings.Join(counted(names), " + ")
}

// untold are the keys of what changes with each login or packet.
var untold = []string{"playerState.order", "sessionId", "authenticationType", "lastPacketId"}

func (p *tab) Save(key, text string) {
	old, found := p.Load(key)
	p.fakeHost.Save(key, text)
	if slices.Contains(untold, key) {
		return
	} else if record := p.story.record(key); found && old == text {
		return
	} else if record > 0 {
		p.say("storage: record %d is kept", record)
	} else {
		p.say("storage: %s = %q", key, text)
	}
}

func (p *tab) Remove(key string) {
	_, found := p.Load(key)
	p.fakeHost.Remove(key)
	if record := p.story.record(key); !found {
		return
	} else if record > 0 {
		p.say("storage: record %d is removed", record)
	} else {
		p.say("storage: %s is removed", key)
	}
}

// Emit tells of an event in a microtask, as the page's listeners are told.
func (p *tab) Emit(kind, detail string) {
	p.Soon(func() {
		p.tellState()
		p.say("event %s %s", kind, jsonvaluetest.Text(jsonvaluetest.Parse(detail)))
	})
}

func (p *tab) Broadcast(text string) {
	p.say("tells the other pages")
	for _, other := range p.story.tabs {
		if other != p && !other.gone {
			other.inbox = append(other.inbox, text)
		}
	}
}

func (p *tab) Log(line string) { p.say("log: %s", line) }

func seconds(ms int) string { return strconv.FormatFloat(float64(ms)/1000, 'f', -1, 64) + "s" }

// record is the number of a storage key among those of unconfirmed logouts, 0 for
// another key.
func (s *story) record(key string) int {
	if !strings.HasPrefix(key, "playerState.unconfirmed.") {
		return 0
	}
	if !slices.Contains(s.records, key) {
		s.records = append(s.records, key)
	}
	return 1 + slices.Index(s.records, key)
}

func secretOf(appID string) string { return "secret-" + appID }

func listed(items []string) string {
	if len(items) == 0 {
		return "nothing"
	}
	return strings.Join(items, ", ")
}
