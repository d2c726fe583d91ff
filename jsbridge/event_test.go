//go:build js && wasm

package jsbridge

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestEmit(t *testing.T) {
	Emit("login", `{"profileId":"Pä1"}`)
	assert.Equal(t, `login {"profileId":"Pä1"}`, script(`page.events.pop().join(" ")`).String())
}

func TestEventsOfTheGlobalObject(t *testing.T) {
	for event, on := range map[string]func(func()) func(){"pagehide": func(f func()) func() { return OnPageHide(func(bool) { f() }) }, "online": OnOnline} {
		times := 0
		remove := on(func() { times++ })
		dispatch := func() { script(`dispatchEvent(new Event("` + event + `"))`) }
		dispatch()
		dispatch()
		assert.Equal(t, 2, times, event)
		remove()
		dispatch()
		assert.Equal(t, 2, times, "%s is not told any more", event)
	}
	requireNothingPending(t)
}

func TestBroadcast(t *testing.T) {
	var heard []string
	remove := OnBroadcast("test.channel", func(text string) { heard = append(heard, text) })
	promise := script(`new Promise(done => {
		page.other = new BroadcastChannel("test.channel");
		page.other.onmessage = e => done(e.data);
	})`)
	Broadcast("out")
	told, _ := awaitPromise(t, promise)

	assert.Equal(t, "out", told.String())
	script(`page.other.postMessage({ no: "text" }); page.other.postMessage("in"); page.other.close()`)
	for len(heard) == 0 {
		after(t, func(done func()) { After(1, done) })
	}
	assert.Equal(t, []string{"in"}, heard)
	remove()
	requireNothingPending(t)
}

func TestBroadcastWithoutAChannel(t *testing.T) {
	told, _ := awaitPromise(t, script(`(async () => {
		const channel = globalThis.BroadcastChannel;
		delete globalThis.BroadcastChannel;
		const heard = [];
		const bridge = page.bridgeTo((name, handle, status, wait, place) => heard.push([name, handle, place].join(" ")));
		bridge.join(7, 0, bridge.put("test.channel"));
		globalThis.BroadcastChannel = channel;
		const frame = document.body.appendChild(document.createElement("iframe")); // a page of its own to storage events
		frame.contentWindow.localStorage.setItem("other", "x");
		frame.contentWindow.localStorage.setItem("test.channel", "out");
		frame.contentWindow.localStorage.removeItem("test.channel");
		while (heard.length === 0) await new Promise(next => setTimeout(next, 1));
		const { broadcast } = bridge; // as Go calls it
		broadcast(0, bridge.put("mine"));
		bridge.stop();
		frame.remove();
		return heard.join() + " " + localStorage.getItem("test.channel");
	})()`))
	assert.Equal(t, "wake 7 1 null", told.String(), "once: not for another key, and not for a removal")
}
