package client_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/require"

	"playerstate/jsbridge/jsonvalue/jsonvaluetest"
	"playerstate/wasm/client"
	"playerstate/wasm/servop"
)

// TestTranscripts replays testdata/*.txt, which show the state machine from outside: a
// step, then everything that happens in it, in the order in which a page, the network
// and storage see it. "-rewrite" writes down what happens; read it before you keep it.
//
// With more than one page, each step and each line begins with the page's name. The steps:
//
//	page A [uninitialized]   a page is loaded, and initialised as by the script tag
//	page A logged in         and logged in anonymously: session S1 of profile P1
//	closes, sleeps, wakes    it is gone; it is frozen, and hears the other pages when it wakes
//	dies                     its program has died, and the next one has begun
//	reloads                  the page is left, and loaded anew in the same tab
//	initialize APP [URL], setServerUrl URL, setPacketTimeouts 1s 2s …, enableLogging, logoutOnClose
//	login anonymous, login universal|email NAME PASSWORD, attach SESSION PACKET [profile=P] [expiry=60s]
//	logout [forget], logoutOnApplicationClose [forget], send SERVICE OPERATION [DATA]
//	                         each of these: [as=NAME] [times=N] [whole] [then STEP, in its callback]
//	turn                     the steps below it, in one turn of the event loop
//	restore, reconnect, resetCommunication, deleteUser
//	leave, online            the page is left; the network is back
//	heard                    the text below it comes from another page
//	advance 15s, clock 1h    time goes by; the wall clock alone is set
//	stored KEY               the text below it is in storage already
//	answer PACKET …          [session=S] [attempt=N] what comes back, see tab.answer
//	state                    who is logged in, who waits, which records are kept
//	bytes PACKET             the packet as it is sent
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			many := strings.Count(string(text), "\npage ") > 1
			s := &story{t: t, origin: newOrigin(), many: many, began: newFakeHost(t, nil).now}
			datadriven.RunTest(t, file, func(_ *testing.T, d *datadriven.TestData) string { return s.step(d) })
		})
	}
}

// story is one transcript as it is replayed.
type story struct {
	t       *testing.T
	origin  *origin
	tabs    []*tab
	many    bool     // more than one page takes part
	began   int      // the time at which the present step began
	clock   int      // by how much the wall clock was set
	lines   []string // what has happened in it
	records []string // the storage keys of unconfirmed logouts, in the order of their first use
}

func (s *story) step(d *datadriven.TestData) string {
	words := []string{d.Cmd}
	for _, arg := range d.CmdArgs {
		words = append(words, strings.TrimSuffix(arg.Key+"="+strings.Join(arg.Vals, ","), "="))
	}
	s.lines = nil
	switch {
	case words[0] == "page":
		s.open(words[1], words[2:])
	case words[0] == "advance":
		s.advance(s.ms(words[1]))
	case words[0] == "stored":
		s.origin.store[words[1]] = d.Input
	case words[0] == "clock":
		s.setClock(s.ms(words[1]))
	default:
		p := s.tabs[0]
		if s.many {
			i := slices.IndexFunc(s.tabs, func(p *tab) bool { return p.name == words[0] && !p.gone })
			require.GreaterOrEqual(s.t, i, 0, "%s: no such page", d.Pos)
			p, words = s.tabs[i], words[1:]
		}
		p.act(words, d.Input)
	}
	s.turn()
	for _, p := range s.tabs {
		s.began = max(s.began, p.now)
	}
	return s.told()
}

// told is what has happened.
func (s *story) told() string {
	if len(s.lines) == 0 {
		return "(nothing)"
	}
	return strings.Join(counted(s.lines), "\n")
}

// counted has each run of equal items as one, with their number.
func counted(items []string) (runs []string) {
	for len(items) > 0 {
		n := 1
		for n < len(items) && items[n] == items[0] {
			n++
		}
		run := items[0]
		if n > 1 {
			run += fmt.Sprintf(" (%d times)", n)
		}
		runs, items = append(runs, run), items[n:]
	}
	return runs
}

func (s *story) open(name string, how []string) {
	p := &tab{story: s, name: name, state: "logged out"}
	p.fakeHost = newFakeHost(s.t, s.origin)
	p.now = s.began
	p.clock += s.clock
	p.Client = client.New(p)
	s.tabs = append(s.tabs, p)
	if !slices.Contains(how, "uninitialized") {
		p.act(strings.Fields("initialize 20001 https://example.test"), "")
	}
	p.Adopt()
	if slices.Contains(how, "in") {
		p.act(strings.Fields("login anonymous"), "")
		p.grant()
		p.act(strings.Fields("answer 0 opens S1 P1"), "")
	}
}

// turn ends the turn of the event loop in every page, and has each hear the others.
func (s *story) turn() {
	for again := true; again; {
		again = false
		for _, p := range s.tabs {
			for !p.gone && !p.asleep && len(p.soon)+len(p.locks)+len(p.tasks)+len(p.inbox) > 0 {
				again = true
				p.fakeHost.turn()
				if len(p.inbox) > 0 {
					text := p.inbox[0]
					p.inbox = p.inbox[1:]
					p.Heard(text)
				}
			}
			p.tellState()
		}
	}
}

func (s *story) advance(ms int) {
	for end := s.began + ms; ; {
		next := end
		for _, p := range s.tabs {
			for _, timer := range p.timers {
				if !p.asleep {
					next = min(next, max(timer.at, p.now))
				}
			}
		}
		for _, p := range s.tabs {
			if !p.asleep {
				p.fakeHost.advance(max(next-p.now, 0))
			}
		}
		s.turn()
		if next == end {
			return
		}
	}
}

// setClock sets the wall clock alone: nothing that waits notices.
func (s *story) setClock(ms int) {
	s.clock += ms
	for _, p := range s.tabs {
		p.clock += ms
	}
}

func (s *story) ms(text string) int {
	d, err := time.ParseDuration(text)
	require.NoError(s.t, err)
	return int(d.Milliseconds())
}

// act does one step in the page, and tells who is logged in then.
func (p *tab) act(words []string, input string) {
	p.do(words, input)
	p.tellState()
}

// do does one step in the page.
func (p *tab) do(words []string, input string) {
	var then []string
	if i := slices.Index(words, "then"); i >= 0 {
		words, then = words[:i], words[i+1:]
	}
	o := options{}
	var args []string
	for _, word := range words[1:] {
		if name, value, is := strings.Cut(word, "="); is && !strings.HasPrefix(word, "{") {
			o[name] = value
		} else {
			args = append(args, word)
		}
	}
	p.keepSetting(words)
	has := func(word string) bool { return slices.Contains(args, word) }
	call := func(name string, f func(client.Done)) {
		for range p.number(o.get("times", "1")) {
			p.call(o.get("as", name), has("whole"), then, f)
		}
	}
	switch words[0] {
	case "turn":
		for step := range strings.Lines(input) {
			p.act(strings.Fields(step), "")
		}
	case "closes":
		p.gone = true
		p.close()
	case "dies":
		p.dies()
	case "reloads":
		p.Leave()
		p.reloads()
	case "sleeps":
		p.asleep = true
	case "wakes":
		p.asleep = false
		p.now = max(p.now, p.story.began)
		p.fakeHost.advance(0)
	case "initialize":
		p.StoreUnder("")
		p.Initialize(args[0], secretOf(args[0]), "1.0.0", strings.Join(args[1:], ""))
	case "setServerUrl":
		p.SetServerURL(args[0])
	case "setPacketTimeouts":
		var timeouts []int
		for _, arg := range args {
			timeouts = append(timeouts, p.story.ms(arg))
		}
		p.SetPacketTimeouts(timeouts)
	case "enableLogging":
		p.EnableLogging(true)
	case "logoutOnClose":
		p.LogoutOnClose(true)
	case "login":
		login := client.Login{Type: client.Anonymous, Token: `""`, ForceCreate: true}
		if args[0] != "anonymous" {
			kinds := map[string]string{"universal": "Universal", "email": "Email"}
			login = client.Login{Type: kinds[args[0]], ExternalID: args[1], Token: jsonvaluetest.Quote(args[2])}
		}
		call("login", func(done client.Done) { p.Login(login, done) })
	case "attach":
		p.Attach(args[0], p.number(args[1]), o["profile"], p.story.ms(o.get("expiry", "0s")))
	case "reconnect":
		call("reconnect", func(done client.Done) { p.Login(client.Login{Type: client.Anonymous, Token: `""`}, done) })
	case "restore":
		call("restore", func(done client.Done) { p.RestoreSession(done) })
	case "deleteUser":
		call("deleteUser", func(done client.Done) {
			p.Send(servop.DeleteUser.Service, servop.DeleteUser.Name, "", done)
		})
	case "resetCommunication":
		p.ResetCommunication()
	case "logout":
		call("logout", func(done client.Done) { p.Logout(has("forget"), done) })
	case "logoutOnApplicationClose":
		p.LogoutOnApplicationClose(has("forget"))
	case "send":
		data := ""
		if len(args) > 2 && args[2][0] == '{' {
			data = args[2]
		}
		call(args[1], func(done client.Done) { p.Send(args[0], args[1], data, done) })
	case "leave":
		p.Leave()
	case "online":
		p.Online()
	case "heard":
		p.Heard(input)
	case "answer":
		p.answer(p.find(args[0], o), args[1:], o, input)
	case "state":
		p.say("%s", p.stateNow())
		p.say("waiting: %s", listed(p.waiting))
		var kept []string
		for _, key := range p.kept() {
			kept = append(kept, fmt.Sprint("record ", p.story.record(key)))
		}
		p.say("kept: %s", listed(kept))
	case "bytes":
		x := p.find(args[0], o)
		p.story.lines = append(p.story.lines, "POST "+x.URL, "X-APPID: "+x.AppID, "X-SIG: "+x.Signature, x.Body)
	default:
		require.Fail(p.t, "no such step", words[0])
	}
}

func (p *tab) number(text string) int {
	n, err := strconv.Atoi(text)
	require.NoError(p.t, err)
	return n
}

// answer is what comes back, unless the attempt was given up: "opens SESSION PROFILE"
// ([expiry=1200s] [bundle=10]), "ok", "STATUS/CODE …" (one a message), the texts of the
// results below the step, "http STATUS" ([retry-after=5s], the body below it), "refused",
// "empty", "cut" or "html". [numbered=N] gives the packet of results another number.
func (p *tab) answer(x *exchange, args []string, o options, input string) {
	var entries []string
	switch kind := strings.Join(args[:min(1, len(args))], ""); {
	case !x.open():
		return
	case kind == "http":
		x.reply(servop.Reply{Status: p.number(args[1]), RetryAfter: p.story.ms(o.get("retry-after", "0s")), Body: jsonvaluetest.Parse(input)})
		return
	case kind == "refused":
		x.refuse()
		return
	case kind == "empty" || kind == "cut" || kind == "html":
		x.reply(servop.Reply{Status: 200, Fault: "the server's answer is no JSON"})
		return
	case kind == "opens":
		entries = []string{fmt.Sprintf(`{"status":200,"data":{"sessionId":%q,"profileId":%q,"playerSessionExpiry":%d,"maxBundleMsgs":%s}}`,
			args[1], args[2], p.story.ms(o.get("expiry", "1200s"))/1000, o.get("bundle", "10"))}
	case kind == "ok":
		entries = slices.Repeat([]string{done200}, strings.Count(x.names(), ",")+1)
	case kind == "":
		entries = strings.Split(input, "\n")
	default:
		for _, arg := range args {
			status, code, _ := strings.Cut(arg, "/")
			entries = append(entries, fmt.Sprintf(`{"status":%s,"reason_code":%s}`, status, code))
		}
	}
	x.answer(200, fmt.Sprintf(`{"packetId":%s,"responses":[%s]}`, o.get("numbered", strconv.Itoa(x.packetID())), strings.Join(entries, ",")))
}

// options are the words of a step that are name=value.
type options map[string]string

func (o options) get(name, otherwise string) string {
	if value, ok := o[name]; ok {
		return value
	}
	return otherwise
}
