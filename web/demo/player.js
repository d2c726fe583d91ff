// The player beside the lamp: whether one is logged in, and the status line below.

import { byId, sayIn, setText } from "./dom.js";
import { hideSession, shorten } from "./masking.js";

/**
 * What a getter says; it may be asked before there is a module, or if there is none.
 * @template T
 * @param {() => T} read
 * @param {T} otherwise
 */
function attempt(read, otherwise) {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

export const isLoggedIn = () => attempt(() => _bc.isAuthenticated(), false);

/** Shows who is logged in now. */
export function refreshState() {
  const lit = isLoggedIn();
  const session = lit ? attempt(() => _bc.getSessionId(), "") : "";
  const profile = attempt(() => _bc.getProfileId(), "");
  if (session) hideSession(session);
  byId("scene").dataset.lit = String(lit);
  byId("desk").dataset.lit = String(lit);
  setText(byId("state"), lit ? "Logged in" : "Logged out");
  setText(byId("scene-note"), lit ? "The lamp is lit." : "The lamp is out.");
  setText(byId("session"), session ? shorten(session) : "none");
  setText(byId("profile"), profile || "none");
}

/**
 * Says something in the player's status line.
 * @param {string} text
 * @param {import("./dom.js").Outcome} [tone]
 */
export const say = (text, tone) => sayIn("status", text, tone);
