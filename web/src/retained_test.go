package src_test

import "testing"

// tabOf has a page in a tab: its sessionStorage, and events that it gets.
const tabOf = `
	const data = globalThis.sessionStorage = {
		getItem: (key) => data[key] ?? null,
		setItem: (key, text) => { data[key] = text; },
	};
	const page = new EventTarget();
	globalThis.addEventListener = page.addEventListener.bind(page);
	globalThis.document = Object.assign(new EventTarget(), { visibilityState: "visible" });
	const leave = (persisted) => page.dispatchEvent(Object.assign(new Event("pagehide"), { persisted }));
	const comeBack = () => page.dispatchEvent(new Event("pageshow"));
	const show = (visibilityState) => {
		document.visibilityState = visibilityState;
		document.dispatchEvent(new Event("visibilitychange"));
	};
	const { createRetained } = await import("./retained.js");
	let returned = 0;
	const create = () => createRetained(() => returned++);
`

func TestRetainedIsForTheNextPage(t *testing.T) {
	evaluate(t, tabOf+`
		data.mine = "left S1";
		data.other = "S9";
		const first = create();
	`, []gives{
		{`[first.text, first.own]`, `["",false]`},
		{`[first.use("mine"), first.text, first.own, data.mine]`, `[null,"S1",false,""]`},
		{`[first.text = "S2", first.own, data.mine]`, `["S2",true,""]`},
		{`[leave(false), data.mine, first.text = "S3", data.mine]`, `[true,"left S2","S3","left S3"]`},
		{`[create().use("other"), create().use("none"), data.other]`, `[null,null,"S9"]`},
	})
}

func TestRetainedOfAPageThatGoesOnIsNotTakenUp(t *testing.T) {
	evaluate(t, tabOf+`
		data.mine = "S1"; // copied with a tab that was duplicated
		const page1 = create();
	`, []gives{
		{`[page1.use("mine"), page1.text]`, `[null,""]`},
	})
}

func TestRetainedOfAnotherApp(t *testing.T) {
	evaluate(t, tabOf+`
		data.two = "left S2";
		const one = create(), twin = create();
	`, []gives{
		{`[one.use("one"), one.text = "S1", show("hidden"), data.one]`, `[null,"S1",null,"left S1"]`},
		{`[twin.use("one"), twin.text, twin.text = "S3", leave(false), data.one, data["one 2"]]`, `[null,"","S3",true,"left S1","left S3"]`},
		{`[one.use("one"), one.text, data.one]`, `[null,"S1","left S1"]`},
		{`[twin.use("one"), twin.text, twin.own]`, `[null,"S3",true]`},
		{`[one.use("two"), one.text, one.own, data.one, data.two]`, `[null,"S2",false,"","left S2"]`},
		{`[twin.use("three"), twin.use("one"), twin.text = "S4", data.one]`, `[null,null,"S4","left S4"]`},
	})
}

func TestRetainedThatWasNotForThisAppIsLeftAgain(t *testing.T) {
	evaluate(t, tabOf+`
		data.one = "left S1";
		const other = create();
	`, []gives{
		{`[other.use("one"), data.one, other.use("two"), other.text, data.one]`, `[null,"",null,"","left S1"]`},
	})
}

func TestRetainedIsLeftWhereItIsByAPageThatIsNotSeen(t *testing.T) {
	evaluate(t, tabOf+`
		document.visibilityState = "hidden";
		data.mine = "left S1";
		const mine = create(), none = create();
	`, []gives{
		{`[mine.use("mine"), mine.text, data.mine]`, `[null,"S1","left S1"]`},
		{`[leave(false), data.mine]`, `[true,"left S1"]`},
		{`[show("visible"), data.mine]`, `[null,""]`},
		{`[none.use("none"), data.none = "left S9", show("hidden"), show("visible"), data.none]`, `[null,"left S9",null,null,"left S9"]`},
	})
}

func TestRetainedOfAPageThatComesBack(t *testing.T) {
	evaluate(t, tabOf+`
		const mine = create();
		mine.use("mine");
		mine.text = "S1";
	`, []gives{
		{`[leave(true), data.mine, show("hidden"), show("visible"), data.mine]`, `[true,"left S1",null,null,"left S1"]`},
		{`[comeBack(), returned, mine.text, data.mine]`, `[true,1,"S1",""]`},
		{`[leave(true), data.mine = "left S2", comeBack(), returned, mine.text, data.mine]`, `[true,"left S2",true,2,"S2",""]`},
		{`[comeBack(), returned]`, `[true,2]`},
		{`[leave(true), data.mine = "S9", comeBack(), mine.text, data.mine]`, `[true,"S9",true,"S2","S9"]`}, // no page has left that
		{`[show("hidden"), data.mine, mine.text = "S3", data.mine, show("visible"), data.mine]`, `[null,"left S2","S3","left S3",null,""]`},
		{`[leave(true), document.visibilityState = "hidden", comeBack(), data.mine, show("visible"), data.mine]`, `[true,"hidden",true,"left S3",null,""]`},
		{`[data.mine = "left S9", show("visible"), data.mine]`, `["left S9",null,"left S9"]`}, // a frame's
	})
}

// back is a page that comes back behind another one that has taken up what it left.
const back = `
		const mine = create();
		mine.use("mine");
		mine.text = "S1";
		leave(true);
		data.mine = ""; // the other page has taken it up
		comeBack();
`

func TestRetainedOfAPageThatComesBackBeforeTheOtherOnesIsThere(t *testing.T) {
	evaluate(t, tabOf+`
		let asked = 0;
		createRetained(() => asked++).use("none");
	`+back+`
		const early = [returned, mine.text];
		data.mine = "left S2";
		while (returned < 2) await new Promise((resolve) => setTimeout(resolve, 10));
	`, []gives{
		{`early`, `[1,"S1"]`},
		{`[mine.text, data.mine, asked]`, `["S2","",1]`},
	})
}

func TestRetainedOfAPageThatIsHiddenAsItComesBackIsNoOtherPages(t *testing.T) {
	evaluate(t, tabOf+back+`
		show("hidden");
		await new Promise((resolve) => setTimeout(resolve, 100)); // behind the timer after which it looks again
	`, []gives{
		{`[data.mine, returned]`, `["left S1",1]`},
	})
}

func TestRetainedOfNoAppIsNotStored(t *testing.T) {
	evaluate(t, tabOf+`
		const none = create();
	`, []gives{
		{`[none.text = "S1", show("hidden"), none.text = "S2", leave(false), data[""]]`, `["S1",null,"S2",true,null]`},
	})
}

func TestRetainedWhereStorageIsBarred(t *testing.T) {
	evaluate(t, tabOf+`
		Object.defineProperty(globalThis, "sessionStorage", { get() { throw new Error("barred"); } });
		const mine = create();
	`, []gives{
		{`[mine.use("mine"), mine.text, mine.text = "S1", mine.text, mine.own]`, `[null,"","S1","S1",true]`},
		{`[leave(true), comeBack(), returned, mine.text]`, `[true,true,1,"S1"]`},
	})
}
