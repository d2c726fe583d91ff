// The profile: what the other operations of playerState change, and the forms that call them.

import { button, byId, form, input, make, sayIn, select, setText } from "./dom.js";
import { maskedMessage } from "./masking.js";
import { isLoggedIn } from "./player.js";
import { addResult, describe, outcomeOf } from "./results.js";

/**
 * @typedef {import("./results.js").Result} Result
 * @typedef {import("../playerstate.js").UserStatus} UserStatus
 * @typedef {import("../playerstate.js").UserState} UserState
 * @typedef {() => Promise<Result>} Call
 */

/** How long after a login the profile is read, in milliseconds: the player may be gone again at once. */
const READ_AFTER = 250;

/** The pictures, as paths in a square of 32. @type {Record<string, string>} */
const PICTURES = {
  boat: "M15 4v17H5zM17 8v13h9zM4 23h24l-4 6H8z",
  gull: "M2 14q7-8 14 1q7-9 14-1q-8-2-12 5l-2 6-2-6q-4-7-12-5z",
  buoy: "M14 3h4v5h-4zM12 9h8l4 14H8zM5 25h22v3H5z",
};

/** @param {string} name */
const pictureURL = (name) =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="rgb(165,26,94)" d="${PICTURES[name] ?? ""}"/></svg>`)}`;

/** The statuses that are shown, and where each says how long it lasts. @type {{until: number, left: HTMLElement}[]} */
let running = [];
/** The server's clock less this one, in milliseconds. */
let ahead = 0;

/** A member of the state that is a text, or "". @param {UserState} state @param {string} name */
const textOf = (state, name) => (typeof state[name] === "string" ? /** @type {string} */ (state[name]) : "");

/** The entries of a member of the state that is an object. @param {UserState} state @param {string} name @returns {[string, any][]} */
const entriesOf = (state, name) => Object.entries(/** @type {object} */ (state[name] ?? {}));

/** @param {number} hours */
const zone = (hours) => `UTC ${hours < 0 ? "−" : "+"}${Math.abs(hours)} h`;

/** @param {string} id @param {HTMLElement[]} chips */
function showChips(id, chips) {
  byId(id).replaceChildren(...(chips.length ? chips : [make("span", "record__none", "none")]));
}

/** @param {string} text @param {string} words of the button @param {Call} remove */
function chip(text, words, remove) {
  const element = make("span", "chip", text);
  const end = make("button", "chip__end", "×");
  end.type = "button";
  end.setAttribute("aria-label", words);
  end.addEventListener("click", () => change(words, remove));
  element.append(end);
  return element;
}

/** @param {string} name @param {UserStatus} status */
function statusChip(name, { activeUntil }) {
  const element = chip(`${name} `, `End the status ${name}`, () => playerState.clearUserStatus(name));
  const left = make("span", "chip__left mono");
  const more = make("button", "chip__more", "+30 s");
  more.type = "button";
  more.setAttribute("aria-label", `30 seconds more of the status ${name}`);
  more.addEventListener("click", () => change(`30 s more of ${name}`, () => playerState.extendUserStatus(name, 30, {})));
  element.lastElementChild?.before(left, more);
  running.push({ until: activeUntil, left });
  return element;
}

/** Says how long each status lasts still. */
function tick() {
  for (const { until, left } of running) {
    const seconds = Math.ceil((until - Date.now() - ahead) / 1000);
    setText(left, seconds > 0 ? `${seconds} s` : "over");
  }
}

/** @param {UserState} state */
function show(state) {
  const name = textOf(state, "playerName");
  const picture = textOf(state, "pictureUrl");
  const { motto } = /** @type {{motto?: unknown}} */ (state["summaryFriendData"] ?? {});
  ahead = (typeof state["server_time"] === "number" ? state["server_time"] : Date.now()) - Date.now();
  running = [];
  byId("record").dataset.known = "true";
  setText(byId("record-name"), name || "A player without a name");
  setText(byId("record-motto"), typeof motto === "string" && motto ? `“${motto}”` : "No motto yet.");
  byId("record-picture").style.backgroundImage = picture.startsWith("data:image/") ? `url("${picture}")` : "";
  setText(byId("record-initial"), picture ? "" : (name[0] ?? "?").toUpperCase());
  setText(byId("record-language"), textOf(state, "languageCode") || "not set");
  setText(byId("record-zone"), zone(Number(state["timeZoneOffset"] ?? 0)));
  showChips("record-attributes", entriesOf(state, "attributes").map(([key, value]) =>
    chip(`${key}: ${value}`, `Remove the attribute ${key}`, () => playerState.removeAttributes([key]))));
  showChips("record-statuses", entriesOf(state, "statuses").map(([key, status]) => statusChip(key, status)));
  tick();
}

/** Shows that no profile is known. */
function clear() {
  running = [];
  byId("record").dataset.known = "false";
  setText(byId("record-name"), "Nobody is logged in");
  setText(byId("record-motto"), "Log in, and the profile appears here.");
  byId("record-picture").style.backgroundImage = "";
  for (const id of ["record-initial", "record-language", "record-zone", "record-attributes", "record-statuses"]) byId(id).replaceChildren();
}

/** Reads the profile, and shows it. @returns {Promise<Result>} */
async function read() {
  const result = await playerState.readUserState();
  if (result.status === 200 && isLoggedIn()) show(result.data);
  return result;
}

/**
 * Makes calls that change the profile, and reads it in the same packet.
 * @param {string} name
 * @param {Call[]} calls
 */
async function change(name, ...calls) {
  const row = addResult(name);
  try {
    const answers = calls.map((call) => call());
    const reading = read();
    const results = await Promise.all(answers);
    const told = results.find(({ status }) => status !== 200) ?? results[0] ?? await reading;
    row.answered(told);
    sayIn("record-status", told.status === 200 ? `${name}: done.` : `${name}: ${describe(told)}`, outcomeOf(told));
    await reading;
  } catch (error) {
    row.refused(error);
    sayIn("record-status", `${name}: ${maskedMessage(error)}`, "bad");
  }
}

/** @param {string} id @param {() => void} submitted */
function onSubmit(id, submitted) {
  form(id).addEventListener("submit", (event) => {
    event.preventDefault();
    submitted();
  });
}

/** Sets the forms up. */
export function setUpProfile() {
  onSubmit("record-name-form", () => change("updateUserName", () => playerState.updateUserName(input("record-new-name").value)));
  onSubmit("record-motto-form", () => change("updateSummaryFriendData", () => playerState.updateSummaryFriendData({ motto: input("record-new-motto").value })));
  onSubmit("record-place-form", () => change(
    "updateLanguageCode, updateTimeZoneOffset",
    () => playerState.updateLanguageCode(select("record-new-language").value),
    () => playerState.updateTimeZoneOffset(input("record-new-zone").valueAsNumber),
  ));
  onSubmit("record-attribute-form", () => change("updateAttributes",
    () => playerState.updateAttributes({ [input("record-new-key").value]: input("record-new-value").value }, false)));
  onSubmit("record-status-form", () => change("setUserStatus",
    () => playerState.setUserStatus(input("record-new-status").value, input("record-new-seconds").valueAsNumber, {})));
  for (const name of Object.keys(PICTURES)) {
    const choice = button(`record-picture-${name}`);
    choice.style.backgroundImage = `url("${pictureURL(name)}")`;
    choice.addEventListener("click", () => change("updateUserPictureUrl", () => playerState.updateUserPictureUrl(pictureURL(name))));
  }
  button("record-read").addEventListener("click", () => change("readUserState"));
  clear();
  setInterval(tick, 500);
}

/** Has the profile follow the player. */
export function followPlayer() {
  _bc.addEventListener("login", () => setTimeout(() => { if (isLoggedIn()) read(); }, READ_AFTER));
  _bc.addEventListener("logout", clear);
  _bc.addEventListener("sessionexpired", clear);
}
