package client_test

import (
	"fmt"
	"maps"
	"playerstate/jsbridge/jsonvalue"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"playerstate/jsbridge/jsonvalue/jsonvaluetest"
	"playerstate/wasm/client"
	"playerstate/wasm/servop"
)

// origin is what the pages of one web origin share: storage and locks.
type origin struct {
	store map[string]string
	locks map[string][]*lock // the first one holds it
}

type lock struct {
	name    string
	page    *fakeHost
	granted func()
	// released: the page does not ask again.
	released bool
}

// ifAsked grants a lock that is still asked for.
func (l *lock) ifAsked() {
	if slices.Contains(l.page.origin.locks[l.name], l) {
		l.granted()
	}
}

func newOrigin() *origin { return &origin{store: map[string]string{}, locks: map[string][]*lock{}} }

// fakeHost is a page under a fake clock and network. Nothing happens in it by itself.
type fakeHost struct {
	t      *testing.T
	origin *origin
	now    int // of the clock that is never set
	clock  int // the wall clock less that
	timers []*timer
	soon   []func() // microtasks
	tasks  []func()
	locks  []func() // that are granted
	// retained is kept for the program that starts if this one dies.
	retained string
	// ownRetained: it is this page's, and not of the one before it in the same tab.
	ownRetained bool
	// onFetch is called once within the next fetch, as a fetch of the page's own may.
	onFetch func()
	sent    []*exchange
	ids     int
	random  float64 // in [0, 1]
	lines   []string

	events    []event
	broadcast []string

	farewells []*farewell
	// away: the page is being left, and asks for no lock.
	away bool
}

// farewell is carried out when the page is left.
type farewell struct {
	client.Farewell
	done func(servop.Reply)
	// withdraw gives up the request once it is issued.
	withdraw func()
}

// event is one that the page was told of; its detail is JSON.
type event struct {
	kind   client.EventType
	detail string
}

type timer struct {
	at       int
	f        func()
	fakeHost *fakeHost
}

// exchange is one attempt as the network sees it.
type exchange struct {
	client.Request
	fakeHost *fakeHost
	at       int
	done     func(servop.Reply)
	timeout  *timer
	answered bool // the client has been told
	closed   bool // the client has given it up
}

func newFakeHost(t *testing.T, o *origin) *fakeHost {
	return &fakeHost{t: t, origin: o, now: 5_000, clock: 1_700_000_000_000, random: 0.5}
}

func (w *fakeHost) Now() int         { return w.now }
func (w *fakeHost) WallClock() int   { return w.now + w.clock }
func (w *fakeHost) Random(n int) int { return min(int(w.random*float64(n)), n-1) }
func (w *fakeHost) NewID() string    { w.ids++; return fmt.Sprintf("guid-%d", w.ids) }
func (w *fakeHost) Locale() (zone, language, country string) {
	return "-3.5", `"en"`, `"CA"`
}

func (w *fakeHost) After(ms int, f func()) (cancel func()) {
	require.GreaterOrEqual(w.t, ms, 0)
	t := &timer{at: w.now + ms, f: f, fakeHost: w}
	w.timers = append(w.timers, t)
	return t.cancel
}

func (t *timer) cancel() {
	t.fakeHost.timers = slices.DeleteFunc(t.fakeHost.timers, func(other *timer) bool { return other == t })
}

func (w *fakeHost) Soon(f func()) { w.soon = append(w.soon, f) }

func (w *fakeHost) Task(f func()) { w.tasks = append(w.tasks, f) }

func (w *fakeHost) Retain(text string) { w.retained, w.ownRetained = text, true }

func (w *fakeHost) Retained() string { return w.retained }

func (w *fakeHost) Prepare(f client.Farewell, done func(servop.Reply)) (withdraw func()) {
	held := &farewell{Farewell: f, done: done}
	held.withdraw = func() {
		w.farewells = slices.DeleteFunc(w.farewells, func(other *farewell) bool { return other == held })
	}
	w.farewells = append(w.farewells, held)
	return func() { held.withdraw() }
}

// carryOut does in a page what the farewell says.
func (f *farewell) carryOut(h client.Host) {
	withdraw := f.withdraw
	f.withdraw = h.Fetch(f.Request, f.done)
	withdraw()
	h.Save(f.Key, f.Record)
	if f.Notice != "" {
		text, _ := h.Load(f.Counter)
		n, _ := strconv.Atoi(text)
		h.Broadcast(f.Notice + strconv.Itoa(n+1))
	}
	if f.Retained != "" {
		h.Retain(f.Retained)
	}
}

func (w *fakeHost) Fetch(r client.Request, done func(servop.Reply)) (abort func()) {
	require.Positive(w.t, r.Timeout)
	x := &exchange{Request: r, fakeHost: w, at: w.now, done: done}
	x.timeout = &timer{at: w.now + r.Timeout, fakeHost: w}
	x.timeout.f = func() {
		x.closed = true
		x.reply(servop.Reply{Fault: "the server did not answer in time"})
	}
	w.timers = append(w.timers, x.timeout)
	w.sent = append(w.sent, x)
	if f := w.onFetch; f != nil {
		w.onFetch = nil
		f()
	}
	return func() {
		require.False(w.t, x.answered, "an attempt that was answered is aborted")
		x.closed = true
		x.timeout.cancel()
	}
}

// reply hands the client what came, unless it has given the attempt up.
func (x *exchange) reply(r servop.Reply) {
	x.timeout.cancel()
	if x.answered || x.closed && r.Fault == "" {
		return
	}
	x.answered = true
	x.done(r)
	x.fakeHost.turn()
}

// answer is an HTTP answer.
func (x *exchange) answer(status int, body string) {
	x.reply(servop.Reply{Status: status, Body: jsonvaluetest.Parse(body)})
}

// results answers the packet with those entries under its own number.
func (x *exchange) results(entries ...string) {
	x.answer(200, fmt.Sprintf(`{"packetId":%d,"responses":[%s]}`, x.packetID(), strings.Join(entries, ",")))
}

// refuse is a connection that was refused or reset.
func (x *exchange) refuse() { x.reply(servop.Reply{Fault: "the server could not be reached"}) }

func (x *exchange) packetID() int {
	id, ok := jsonvaluetest.Parse(x.Body).Integer("packetId")
	require.True(x.fakeHost.t, ok)
	return id
}

// names are the operations in the packet.
func (x *exchange) names() string {
	messages := jsonvaluetest.Parse(x.Body).Member("messages")
	var names []string
	for i := range messages.Items() {
		names = append(names, messages.Item(i).Text("operation"))
	}
	return strings.Join(names, ",")
}

func (x *exchange) sessionID() string {
	return jsonvaluetest.Parse(x.Body).Text("sessionId")
}

func (x *exchange) open() bool { return !x.answered && !x.closed }

func (w *fakeHost) Quote(text string) string          { return jsonvaluetest.Quote(text) }
func (w *fakeHost) Parse(text string) jsonvalue.Value { return jsonvaluetest.Parse(text) }

func (w *fakeHost) Load(key string) (string, bool) { text, ok := w.origin.store[key]; return text, ok }
func (w *fakeHost) Save(key, text string)          { w.origin.store[key] = text }
func (w *fakeHost) Remove(key string)              { delete(w.origin.store, key) }
func (w *fakeHost) Keys(prefix string) []string {
	var keys []string
	for _, key := range slices.Sorted(maps.Keys(w.origin.store)) {
		if strings.HasPrefix(key, prefix) {
			keys = append(keys, key)
		}
	}
	return keys
}

func (w *fakeHost) Lock(name string, granted func()) (release func()) {
	l := &lock{name: name, page: w, granted: granted}
	if w.away {
		w.askLater(l)
	} else {
		l.ask()
	}
	return func() {
		l.released = true
		w.origin.release(name, l)
	}
}

// ask asks for the lock.
func (l *lock) ask() {
	l.page.origin.locks[l.name] = append(l.page.origin.locks[l.name], l)
	if l.page.origin.locks[l.name][0] == l {
		l.page.locks = append(l.page.locks, l.ifAsked)
	}
}

// askLater asks for the lock once the page is back.
func (w *fakeHost) askLater(l *lock) {
	w.After(0, func() {
		if !l.released {
			l.ask()
		}
	})
}

// leaveLocks gives up what the page holds or has asked for. It asks again once it is back.
func (w *fakeHost) leaveLocks() {
	for name, all := range w.origin.locks {
		for _, l := range slices.Clone(all) {
			if l.page == w {
				w.origin.release(name, l)
				w.askLater(l)
			}
		}
	}
}

// grant has the locks granted that nobody else holds.
func (w *fakeHost) grant() {
	for len(w.locks) > 0 {
		f := w.locks[0]
		w.locks = w.locks[1:]
		f()
	}
}

func (o *origin) release(name string, l *lock) {
	held := len(o.locks[name]) > 0 && o.locks[name][0] == l
	o.locks[name] = slices.DeleteFunc(o.locks[name], func(other *lock) bool { return other == l })
	if held && len(o.locks[name]) > 0 {
		next := o.locks[name][0]
		next.page.locks = append(next.page.locks, next.ifAsked)
	}
}

func (w *fakeHost) Emit(kind, detail string) {
	require.NotNil(w.t, jsonvaluetest.Parse(detail), "%s is no JSON", detail)
	w.events = append(w.events, event{client.EventType(kind), detail})
}

func (w *fakeHost) Broadcast(text string) { w.broadcast = append(w.broadcast, text) }

func (w *fakeHost) Log(line string) { w.lines = append(w.lines, line) }

// turn ends the present turn of the event loop, and runs the tasks that wait.
func (w *fakeHost) turn() {
	for len(w.soon)+len(w.locks)+len(w.tasks) > 0 {
		list := &w.soon
		switch {
		case len(w.soon) > 0:
		case len(w.locks) > 0:
			list = &w.locks
		default:
			list = &w.tasks
		}
		f := (*list)[0]
		*list = (*list)[1:]
		f()
	}
}

// advance lets time go by, timer by timer.
func (w *fakeHost) advance(ms int) {
	w.turn()
	end := w.now + ms
	for idle := 0; ; {
		var next *timer
		for _, t := range w.timers {
			if t.at <= end && (next == nil || t.at < next.at) {
				next = t
			}
		}
		if next == nil {
			break
		}
		if idle++; next.at > w.now {
			idle = 0
		}
		require.Less(w.t, idle, 10_000, "timers follow each other, and no time goes by")
		w.now = max(w.now, next.at)
		next.cancel()
		next.f()
		w.turn()
	}
	w.now = end
}

// close closes the page: nothing that it waits for happens any more.
func (w *fakeHost) close() {
	w.farewells = nil
	w.timers, w.soon, w.tasks, w.locks = nil, nil, nil, nil
	for _, x := range w.sent {
		if x.open() && !x.Keepalive {
			x.closed = true
		}
	}
	for name, held := range w.origin.locks {
		for _, l := range slices.Clone(held) {
			if l.page == w {
				w.origin.release(name, l)
			}
		}
	}
}

// last is the latest attempt.
func (w *fakeHost) last() *exchange {
	require.NotEmpty(w.t, w.sent)
	return w.sent[len(w.sent)-1]
}

// answer is what a call was answered with.
type answer struct {
	results []jsonvalue.Value
}

// codes are the status and the reason code of the one answer, 0 if there is none
// (yet).
func (a *answer) codes(t require.TestingT) (status, reasonCode int) {
	require.LessOrEqual(t, len(a.results), 1, "a call is answered once")
	if len(a.results) == 0 {
		return 0, 0
	}
	status, _ = a.results[0].Integer("status")
	reasonCode, _ = a.results[0].Integer("reason_code")
	return status, reasonCode
}

// page is a page with a client in it.
type page struct {
	*fakeHost
	*client.Client
}

func newPage(t *testing.T, o *origin) *page {
	w := newFakeHost(t, o)
	p := &page{w, client.New(w)}
	p.Adopt()
	p.StoreUnder("")
	p.Initialize("20001", "secret", "1.0.0", "https://example.test")
	return p
}

// call makes a call and checks that it is not answered before it returns.
func (p *page) call(f func(client.Done)) *answer {
	a, returned := &answer{}, false
	f(func(result jsonvalue.Value) {
		require.True(p.t, returned, "answered during the call")
		a.results = append(a.results, result)
	})
	returned = true
	return a
}

// Leave leaves the page.
func (p *page) Leave() { p.leave(p.fakeHost) }

// leave leaves the page: what was prepared for that is done before the client is told, or
// until the page's own fetch calls in.
func (p *page) leave(h client.Host) {
	p.leaveLocks()
	p.away = true
	defer func() { p.away = false }()
	farewells := slices.Clone(p.farewells)
	if len(farewells) == 0 {
		p.Client.Leave(false)
		return
	}
	told := false
	// is leaves, and checks that no other packet ends what a farewell does.
	is := func(sent bool) {
		first := len(p.sent)
		p.Client.Leave(sent)
		for _, x := range p.sent[first:] {
			for _, f := range farewells {
				ended := &exchange{Request: f.Request, fakeHost: p.fakeHost}
				require.NotEqual(p.t, ended.sessionID(), x.sessionID(), "the farewell is the packet that the client would have sent")
			}
		}
	}
	tell := func() {
		if !told {
			told = true
			is(true)
		}
	}
	if f := p.onFetch; f != nil {
		p.onFetch = func() {
			tell()
			f()
		}
	}
	for _, f := range farewells {
		if slices.Contains(p.farewells, f) {
			f.carryOut(h)
		}
	}
	if told { // the page's own fetch has called in
		is(false)
	} else {
		tell()
	}
}

// login logs the anonymous player in, and waits for the lock of a first login.
func (p *page) login() *answer {
	defer p.grant()
	return p.call(func(done client.Done) {
		p.Login(client.Login{Type: client.Anonymous, Token: `""`, ForceCreate: true}, done)
	})
}

func (p *page) logout() *answer {
	return p.call(func(done client.Done) { p.Logout(false, done) })
}

func (p *page) send(service, name string) *answer {
	return p.call(func(done client.Done) { p.Send(service, name, "", done) })
}

const (
	opened    = `{"status":200,"data":{"sessionId":"S1","profileId":"P1","playerSessionExpiry":1200,"maxBundleMsgs":10}}`
	openedNew = `{"status":200,"data":{"sessionId":"S2","profileId":"P1","playerSessionExpiry":1200,"maxBundleMsgs":10}}`
	done200   = `{"status":200,"data":null}`
)

// loggedIn is a page with session S1, whose next packet is number 1.
func loggedIn(t *testing.T) *page {
	p := newPage(t, newOrigin())
	p.login()
	p.last().results(opened)
	require.True(t, p.IsAuthenticated())
	return p
}

// kept are the records of unconfirmed logouts in storage.
func (w *fakeHost) kept() []string { return w.Keys("playerState.unconfirmed.") }
