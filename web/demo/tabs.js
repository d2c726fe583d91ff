// Two tabs: two small copies of this page in one session.

import { button, byId, make, sayIn, setText } from "./dom.js";
import { maskedMessage } from "./masking.js";
import { describe } from "./results.js";

/** Which of the two tabs this page is: "1" or "2", "" if it is the whole page. */
export const tab = /^[?&]tab=([12])(?:&|$)/.exec(window.location.search)?.[1] ?? "";

/** Makes the page the small one of a tab: the lamp, and the player's two buttons. */
export function beTab() {
  document.body.classList.add("compact");
  document.title = `Tab ${tab} · ${document.title}`;
  setText(byId("player-title"), `Tab ${tab}`);
}

/**
 * @param {string} text
 * @param {import("./dom.js").Outcome} [tone]
 */
const tell = (text, tone) => sayIn("tabs-status", text, tone);

/**
 * Opens a tab, and returns its window once its module runs.
 * @param {number} number
 * @returns {Promise<Window>}
 */
async function open(number) {
  const frame = make("iframe", "");
  frame.title = `Tab ${number}`;
  const loaded = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
  frame.src = `?tab=${number}`;
  byId(`tab-${number}`).replaceChildren(frame);
  await loaded;
  const view = frame.contentWindow;
  if (!view?._bc) throw new Error("the page in it did not load");
  await view._bc.ready;
  view._bc.addEventListener("logout", ({ detail }) => {
    if (detail.elsewhere) tell(`Tab ${number} was told: logged out in another tab.`);
  });
  return view;
}

/**
 * Opens both anew, so that the first tab's login is its packet 0, and the second can take
 * the session over with packet 1.
 */
async function loginBoth() {
  tell("Opening…");
  const [first, second] = await Promise.all([open(1), open(2)]);
  setText(button("tabs-login"), "Log both in");
  tell("Tab 1 logs in…");
  const result = await first._bc.authenticateAnonymous();
  if (result.status !== 200) return tell(`Tab 1 is not logged in. ${describe(result)}`, "bad");
  second._bc.attachSession({ sessionId: first._bc.getSessionId(), packetId: 1, profileId: first._bc.getProfileId() });
  tell("Both are logged in, to one session. Log out in either.", "good");
}

export function setUpTabs() {
  let busy = false;
  button("tabs-login").addEventListener("click", () => {
    if (busy) return;
    busy = true;
    loginBoth()
      .catch((error) => tell(`The tabs did not open: ${maskedMessage(error)}`, "bad"))
      .finally(() => { busy = false; });
  });
}
