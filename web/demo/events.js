// The events that the module tells of.

import { byId, make, putOnTop } from "./dom.js";
import { maskKnown, maskPair, shorten } from "./masking.js";
import { refreshState, say } from "./player.js";
import { tab } from "./tabs.js";
import { clock, cut } from "./text.js";

/**
 * @typedef {import("../playerstate.js").ClientEventMap} ClientEventMap
 * @typedef {import("./dom.js").Outcome} Outcome
 */

const MOST_ROWS = 50;

/** A call that fails has a row of its own. @type {Record<Exclude<keyof ClientEventMap, "error">, Outcome | "">} */
const EVENTS = { login: "good", logout: "", sessionexpired: "bad", unconfirmed: "wait", delivered: "good", identityconflict: "bad" };

/**
 * @param {string} key
 * @param {unknown} value
 */
function eventDetail(key, value) {
  const text = key === "profileId" ? shorten(String(value)) : String(maskPair(key, value));
  return `${key}: ${cut(maskKnown(text), 200)}`;
}

/**
 * Adds the row of one event. One that may come without a click in this page is also said
 * beside the lamp.
 * @param {keyof typeof EVENTS} type
 * @param {object} detail
 */
function heard(type, detail) {
  const row = make("li", "event-row");
  row.dataset.outcome = EVENTS[type];
  const details = Object.entries(detail).map(([key, value]) => eventDetail(key, value)).join(", ");
  row.append(
    make("span", "event-row__name mono", type),
    make("span", "event-row__when", clock()),
    make("span", "event-row__detail mono", details || "no details"),
  );
  putOnTop(byId("events"), row, MOST_ROWS);
  // The page around a tab logs it in, or has it take a session over.
  if (tab && type === "login") say("Logged in.", "good");
  if ("elsewhere" in detail && detail.elsewhere === true) say("Logged out in another tab.");
  if (type === "sessionexpired" && "reasonCode" in detail) say(`The server says that the session is over: ${detail.reasonCode}.`, "bad");
  refreshState();
}

export function hearEvents() {
  for (const type of /** @type {(keyof typeof EVENTS)[]} */ (Object.keys(EVENTS))) {
    _bc.addEventListener(type, ({ detail }) => heard(type, detail));
  }
}
