// The calls that the page's buttons make.

import { input } from "./dom.js";
import { hide, maskedMessage } from "./masking.js";
import { isLoggedIn, refreshState, say } from "./player.js";
import { addResult, describe, outcomeOf } from "./results.js";

/**
 * @typedef {import("./results.js").Result} Result
 * @typedef {(result: Result) => void} Callback
 */

/**
 * Makes one call of the module and keeps its result.
 * @param {string} name
 * @param {(callback: Callback) => Promise<unknown>} start
 * @param {Callback} then
 */
function call(name, start, then) {
  const row = addResult(name);
  /** @param {unknown} error */
  const refuse = (error) => {
    row.refused(error);
    say(`${name}: ${maskedMessage(error)}`, "bad");
  };
  try {
    start((result) => {
      row.answered(result);
      refreshState();
      then(result);
    }).catch(refuse);
  } catch (error) {
    refuse(error);
  }
  refreshState();
}

/** @param {Result} result */
function sayLoggedIn(result) {
  if (result.status === 200) say("The server let the player in.", "good");
  else if (result.reason_code === 40207) say("Not logged in: 202 / 40207. This browser remembers a player with a name. Tick “Forget the player”, log out, and try again.", "bad");
  else say(`Not logged in. ${describe(result)}`, "bad");
}

/** @param {Callback} [then] */
export function loginAnonymous(then) {
  say("Logging in…");
  call("authenticateAnonymous", (callback) => _bc.authenticateAnonymous(callback), (result) => {
    sayLoggedIn(result);
    then?.(result);
  });
}

/** Logs in with the name and the password of the form. */
export function loginUser() {
  const user = input("user").value;
  const password = input("password").value;
  const forceCreate = input("force-create").checked;
  hide(password);
  input("password").value = "";
  say("Logging in…");
  call("authenticateUniversal", (callback) => _bc.authenticateUniversal(user, password, forceCreate, callback), sayLoggedIn);
}

/** @param {Result} result */
export function sayLoggedOut(result) {
  say(logoutStory(result), outcomeOf(result));
}

/** @param {Result} result */
function logoutStory(result) {
  if (result.status === 200) return "The server ended the session: 200.";
  if (result.reason_code === 40304 && result.status === 403) return "There was no session to end: 403 / 40304.";
  if (result.reason_code === 90001) return "Logged out here; the server has not confirmed it: 900 / 90001. The module goes on in the background.";
  return `The answer to the log out: ${describe(result)}`;
}

export function logout() {
  const forget = input("forget").checked;
  say("Logged out here. Telling the server…");
  call(
    forget ? "_bc.logout(true)" : "playerState.logout",
    (callback) => (forget ? _bc.logout(true, callback) : playerState.logout(callback)),
    sayLoggedOut,
  );
}

export function loginThenLogout() {
  if (isLoggedIn()) logout();
  else loginAnonymous(() => { if (isLoggedIn()) logout(); });
}
