// The faults: what the embedded dispatcher can be told to do wrong.

import { loginThenLogout } from "./calls.js";
import { button, byId, form, make, sayIn, select, setText } from "./dom.js";
import { maskedMessage } from "./masking.js";

/**
 * @typedef {{name: string, group: string, title: string, description: string, processed?: boolean, preflight?: boolean}} Fault
 * @typedef {{fault: string, times: number, operation?: string}} Pending
 */

/** @type {Record<string, string>} */
const GROUPS = {
  connection: "Connection", http: "HTTP status", body: "Body of the answer", packet: "Contents of the packet",
  hang: "Time", redirect: "Redirects", login: "Refused login",
};

/** @type {Fault} */
const BY_CHANCE = {
  name: "random", group: "By chance", title: "Any passing fault",
  description: "Each time another one of those above that pass within about a second.",
};

/** The faults in the picker, by name. @type {Map<string, Fault>} */
const known = new Map();

/** @param {RequestInit} [init] */
async function ask(init) {
  const response = await fetch("dispatcherv2/faults", { cache: "no-store", ...init });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response;
}

/** @param {object} order */
const send = (order) => ask({ method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(order) });

/** @param {Pending} pending */
function pendingText({ fault, times, operation }) {
  const often = times > 0 ? `, ${times} more` : ", every time";
  return `${known.get(fault)?.title ?? fault}${often}, on ${operation || "any call"}`;
}

/** @param {Fault[]} list */
function fill(list) {
  /** @type {Map<string, HTMLOptGroupElement>} */
  const groups = new Map();
  for (const fault of list) {
    known.set(fault.name, fault);
    const group = groups.get(fault.group) ?? make("optgroup", "");
    group.label = GROUPS[fault.group] ?? fault.group;
    groups.set(fault.group, group);
    const option = make("option", "", fault.title);
    option.value = fault.name;
    group.append(option);
  }
  select("fault-select").replaceChildren(...groups.values());
  select("fault-select").disabled = false;
  button("fault-apply").disabled = false;
  explain();
}

function explain() {
  const fault = known.get(select("fault-select").value);
  setText(byId("fault-text"), fault?.description ?? "");
  setText(byId("fault-processed"), fault?.processed === undefined ? "" : fault.processed
    ? "The server does carry the request out."
    : "The server does not carry the request out.");
}

async function refresh() {
  const { faults, pending } = /** @type {{faults: Fault[], pending: Pending[]}} */ (await (await ask()).json());
  // The page has the dispatcher's own origin, so that the browser makes no CORS check.
  if (known.size === 0) fill([...faults.filter(({ preflight, group }) => !preflight && group !== "cors"), BY_CHANCE]);
  if (pending.length === 0) sayIn("fault-status", "The network is whole.");
  else sayIn("fault-status", `Broken: ${pending.map(pendingText).join("; ")}.`, "bad");
}

async function mend() {
  await send({ fault: "none" });
  await refresh();
}

/** One fault at a time: the dispatcher would do an older one first. */
async function breakIt() {
  const times = Number(new FormData(form("fault-form")).get("fault-times"));
  await send({ fault: "none" });
  await send({ fault: select("fault-select").value, times, operation: select("fault-operation").value });
  await refresh();
}

/** @param {Promise<void>} work */
const orTell = (work) => work.catch((error) => sayIn("fault-status", `The fault list did not answer: ${maskedMessage(error)}`, "bad"));

export function setUpFaults() {
  select("fault-select").addEventListener("change", explain);
  form("fault-form").addEventListener("submit", (event) => {
    event.preventDefault();
    orTell(breakIt());
  });
  button("fault-clear").addEventListener("click", () => orTell(mend()));
  button("fault-try").addEventListener("click", loginThenLogout);
  orTell(refresh());
}

let timer = 0;

/** Asks what is left of the faults, once for a burst of requests. */
export function refreshFaultsSoon() {
  clearTimeout(timer);
  timer = setTimeout(() => orTell(refresh()), 150);
}
