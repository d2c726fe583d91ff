// The demo page: sets all of it up, and waits for the module.

import { loginAnonymous, loginUser, logout } from "./calls.js";
import { setUpConventions } from "./conventions.js";
import { button, byId, form, setText } from "./dom.js";
import { hearEvents } from "./events.js";
import { setUpExample } from "./example.js";
import { refreshFaultsSoon, setUpFaults } from "./faults.js";
import { hide, maskedMessage } from "./masking.js";
import { refreshState, say } from "./player.js";
import { followPlayer, setUpProfile } from "./profile.js";
import { beTab, setUpTabs, tab } from "./tabs.js";
import { tapFetch } from "./wire.js";

/** What an attempt may take on this page, in seconds: short, as somebody watches. */
const PACKET_TIMEOUTS = [2, 3, 4, 5];

/** The buttons that call the module. */
const MODULE_BUTTONS = "#login-anonymous, #login-user, #logout, #run-example, #fault-try, .card__run, #tabs-login, .record__forms button, #record-read";

/** Whether the server is the embedded dispatcher, which takes faults. */
const embedded = document.getElementById("faults") !== null;
const hasFaults = embedded && !tab;

/** @param {boolean} enabled */
function enableCalls(enabled) {
  for (const element of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll(MODULE_BUTTONS))) {
    element.disabled = !enabled;
  }
}

const hasModule = () => typeof window._bc === "object" && window._bc !== null;

async function awaitModule() {
  if (!hasModule()) throw new Error("playerstate.js did not load");
  hearEvents();
  if (!tab) followPlayer();
  await _bc.ready;
  if (embedded) _bc.setPacketTimeouts(PACKET_TIMEOUTS);
  setText(byId("module"), `ready, version ${_bc.version}`);
  say("Nobody is logged in.");
}

/** @param {unknown} error */
function moduleFailed(error) {
  setText(byId("module"), `did not start: ${maskedMessage(error)}`);
  say(`Nobody can log in: the module did not start.${hasModule() ? " A call is still answered, with 900 / 90200." : ""}`, "bad");
}

function holdStill() {
  const still = byId("scene").dataset.still !== "true";
  byId("scene").dataset.still = String(still);
  button("scene-still").setAttribute("aria-pressed", String(still));
}

function setUpPlayer() {
  button("login-anonymous").addEventListener("click", () => loginAnonymous());
  button("logout").addEventListener("click", logout);
  button("scene-still").addEventListener("click", holdStill);
  form("login-form").addEventListener("submit", (event) => {
    event.preventDefault();
    loginUser();
  });
}

function setUpLogs() {
  button("events-clear").addEventListener("click", () => byId("events").replaceChildren());
  button("wire-clear").addEventListener("click", () => byId("wire").replaceChildren());
  button("results-clear").addEventListener("click", () => byId("results").replaceChildren());
}

/** @type {NodeListOf<HTMLElement>} */
const tags = document.querySelectorAll("script[data-app-secret]");
for (const { dataset } of tags) hide(dataset.appSecret ?? "");
tapFetch(() => {
  refreshState();
  if (hasFaults) refreshFaultsSoon();
});
setUpPlayer();
setUpExample();
setUpConventions();
setUpLogs();
setUpProfile();
if (tab) beTab();
else setUpTabs();
if (hasFaults) setUpFaults();
enableCalls(false);
refreshState();
setInterval(refreshState, 250);

// playerstate.js runs after this script and before this event.
document.addEventListener("DOMContentLoaded", () => {
  awaitModule().catch(moduleFailed).finally(() => {
    enableCalls(hasModule());
    refreshState();
  });
});
