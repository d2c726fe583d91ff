//go:build js && wasm

package jsbridge

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// parting is a farewell to a fetch that a test puts in the place of the browser's.
var parting = Farewell{
	Request: Request{URL: "https://x.test/", Body: "b", Timeout: 1000, Headers: []string{"X-A", "1"}},
	Key:     "test.key", Text: "täxt", Retained: "kept", Counter: "test.count", Notice: "gone ",
}

// withFetch puts a fetch in the place of the browser's, until end is called.
func withFetch(fetch string) (end func()) {
	script(`page.fetch = globalThis.fetch; page.fetched = []; globalThis.fetch = ` + fetch)
	return func() {
		script(`globalThis.fetch = page.fetch; localStorage.clear()`)
		Retain("")
	}
}

const keepsWhatIsFetched = `async (url, init) => { page.fetched.push([url, init]); return new Response('{"a":1}'); }`

func TestFarewell(t *testing.T) {
	defer withFetch(keepsWhatIsFetched)()
	Save("test.count", "41")
	endOfBroadcasts := OnBroadcast("test.farewell", func(string) {})
	heard := script(`new Promise(done => {
		page.other = new BroadcastChannel("test.farewell");
		page.other.onmessage = e => { page.other.close(); done(e.data); };
	})`)
	var told []bool
	endOfLeaving := OnPageHide(func(done bool) {
		told = append(told, done)
		_, saved := Load("test.key")
		assert.Equal(t, done, saved, "it is done before")
	})
	var reply Reply
	after(t, func(done func()) {
		Prepare(parting, func(r Reply) {
			reply = r
			done()
		})
		assert.Equal(t, "[]", script(`JSON.stringify(page.fetched)`).String(), "not yet")
		script(`dispatchEvent(new Event("pagehide"))`)
	})
	assert.Equal(t, 200, reply.Status)
	assert.Equal(t, []bool{true}, told)
	assert.JSONEq(t, `[["https://x.test/", {"method":"POST","headers":{"X-A":"1"},"body":"b","keepalive":true,"signal":{},"credentials":"omit","referrerPolicy":"no-referrer","redirect":"error"}]]`,
		script(`JSON.stringify(page.fetched)`).String())
	text, _ := Load("test.key")
	assert.Equal(t, "täxt", text)
	assert.Equal(t, "kept", Retained())
	notice, _ := awaitPromise(t, heard)
	assert.Equal(t, "gone 42", notice.String())
	count, _ := Load("test.count")
	assert.Equal(t, "41", count)

	Remove("test.key")
	script(`dispatchEvent(new Event("pagehide"))`)
	assert.Equal(t, []bool{true, false}, told, "once")
	endOfLeaving()
	endOfBroadcasts()
	requireNothingPending(t)
}

// TestFarewellsAreAllCarriedOut has a second one, which retains and tells nothing.
func TestFarewellsAreAllCarriedOut(t *testing.T) {
	defer withFetch(keepsWhatIsFetched)()
	endOfBroadcasts := OnBroadcast("test.farewell", func(string) {})
	heard := script(`new Promise(done => {
		const texts = [];
		page.other = new BroadcastChannel("test.farewell");
		page.other.onmessage = e => {
			texts.push(e.data);
			if (e.data === "end") {
				page.other.close();
				done(texts.join());
			}
		};
	})`)
	told := 0
	remove := OnPageHide(func(done bool) {
		assert.True(t, done)
		told++
	})
	replies := 0
	after(t, func(done func()) {
		replied := func(Reply) {
			if replies++; replies == 2 {
				done()
			}
		}
		Prepare(parting, replied)
		Prepare(Farewell{Request: Request{URL: "https://y.test/", Body: "c", Timeout: 1000}, Key: "test.other", Text: "o"}, replied)
		withdraw := Prepare(parting, func(Reply) { assert.Fail(t, "it is withdrawn") })
		withdraw()
		script(`dispatchEvent(new Event("pagehide"))`)
	})
	Broadcast("end")
	assert.Equal(t, "https://x.test/,https://y.test/", script(`page.fetched.map(([url]) => url).join()`).String())
	assert.Equal(t, 1, told)
	assert.Equal(t, "kept", Retained())
	for key, saved := range map[string]string{"test.key": "täxt", "test.other": "o"} {
		text, _ := Load(key)
		assert.Equal(t, saved, text)
	}
	texts, _ := awaitPromise(t, heard)
	assert.Equal(t, "gone 1,end", texts.String())
	remove()
	endOfBroadcasts()
	requireNothingPending(t)
}

// TestFarewellsThatChangeAsTheyAreCarriedOut has the page's own fetch have one withdrawn and
// another one prepared.
func TestFarewellsThatChangeAsTheyAreCarriedOut(t *testing.T) {
	defer withFetch(`(url, init) => { page.fetched.push([url, init]); page.bridge.exports.testChange(); return new Promise(() => {}); }`)()
	remove := OnPageHide(func(bool) {})
	other := func(url string) func() {
		return Prepare(Farewell{Request: Request{URL: url, Body: "c", Timeout: 1000}, Key: "test.other", Text: "o"}, func(Reply) {})
	}
	first := Prepare(parting, func(Reply) {})
	second := other("https://y.test/")
	third := func() {}
	expose("testChange", func(Args) any {
		second()
		third = other("https://z.test/")
		return nil
	})
	script(`dispatchEvent(new Event("pagehide"))`)
	assert.Equal(t, "https://x.test/", script(`page.fetched.map(([url]) => url).join()`).String())
	first()
	third()
	remove()
	requireNothingPending(t)
}

// TestFarewellIsDoneByWhicheverListenerRuns has one of the two listeners not run, as Firefox
// stops one script when the last page of a process is closed.
func TestFarewellIsDoneByWhicheverListenerRuns(t *testing.T) {
	for stopped := range 2 {
		end := withFetch(keepsWhatIsFetched)
		script(`{
			const add = addEventListener, stopped = ` + strconv.Itoa(stopped) + `;
			let n = 0;
			globalThis.addEventListener = (type, listener) => { if (n++ !== stopped) add(type, listener); };
			page.add = add;
		}`)
		endOfBroadcasts := OnBroadcast("test.farewell", func(string) {})
		var told []bool
		remove := OnPageHide(func(done bool) { told = append(told, done) })
		script(`globalThis.addEventListener = page.add`)
		replied := false
		Prepare(parting, func(Reply) { replied = true })
		script(`dispatchEvent(new Event("pagehide"))`)
		require.Equal(t, []bool{true}, told)
		require.Equal(t, 1, script(`page.fetched.length`).Int())
		for !replied {
			after(t, func(done func()) { After(1, done) })
		}
		remove()
		endOfBroadcasts()
		end()
		requireNothingPending(t)
	}
}

// TestFarewellByAFetchThatThrows has the page's own fetch throw where a promise is awaited.
func TestFarewellByAFetchThatThrows(t *testing.T) {
	defer withFetch(`() => { throw new Error("not now"); }`)()
	endOfBroadcasts := OnBroadcast("test.farewell", func(string) {})
	var told []bool
	remove := OnPageHide(func(done bool) { told = append(told, done) })
	var reply Reply
	after(t, func(done func()) {
		Prepare(parting, func(r Reply) {
			reply = r
			done()
		})
		script(`dispatchEvent(new Event("pagehide"))`)
		require.Equal(t, []bool{true}, told)
	})
	assert.Equal(t, "the server could not be reached: not now", reply.Fault)
	_, saved := Load("test.key")
	assert.True(t, saved, "for the next page")
	remove()
	endOfBroadcasts()
	requireNothingPending(t)
}

func TestFarewellThatIsWithdrawn(t *testing.T) {
	defer withFetch(keepsWhatIsFetched)()
	var told []bool
	remove := OnPageHide(func(done bool) { told = append(told, done) })
	withdraw := Prepare(parting, func(Reply) { assert.Fail(t, "it is withdrawn") })
	withdraw()
	script(`dispatchEvent(new Event("pagehide"))`)
	assert.Equal(t, []bool{false}, told)
	assert.Equal(t, "[]", script(`JSON.stringify(page.fetched)`).String())
	_, saved := Load("test.key")
	assert.False(t, saved)
	remove()
	requireNothingPending(t)
}

func TestFarewellThatIsWithdrawnLaterAbortsItsRequest(t *testing.T) {
	defer withFetch(`(url, { signal }) => new Promise(() => { page.signal = signal; })`)()
	remove := OnPageHide(func(bool) {})
	withdraw := Prepare(parting, func(Reply) { assert.Fail(t, "it is withdrawn") })
	script(`dispatchEvent(new Event("pagehide"))`)
	require.False(t, script(`page.signal.aborted`).Bool())
	withdraw()
	for !script(`page.signal.aborted`).Bool() {
		after(t, func(done func()) { After(1, done) })
	}
	remove()
	requireNothingPending(t)
}

// TestFarewellIsToldBeforeThePagesFetchCallsIn has the page's own fetch call the program.
func TestFarewellIsToldBeforeThePagesFetchCallsIn(t *testing.T) {
	defer withFetch(`(url, { signal }) => { page.bridge.exports.testFarewell(); return new Promise(() => {}); }`)()
	var seen []string
	expose("testFarewell", func(Args) any {
		seen = append(seen, "called")
		return nil
	})
	remove := OnPageHide(func(done bool) { seen = append(seen, fmt.Sprint("told: ", done)) })
	withdraw := Prepare(parting, func(Reply) {})
	script(`dispatchEvent(new Event("pagehide"))`)
	assert.Equal(t, []string{"told: true", "called", "told: false"}, seen)
	withdraw()
	remove()
	requireNothingPending(t)
}
