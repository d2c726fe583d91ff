// The conventions: a card for each way of being told the result of a logout.

import { loginAnonymous, sayLoggedOut } from "./calls.js";
import { showCode } from "./code.js";
import { byId, make, part, setText, template } from "./dom.js";
import { maskedJSON, maskedMessage, maskedText } from "./masking.js";
import { isLoggedIn, refreshState } from "./player.js";
import { addResult, describe, outcomeOf } from "./results.js";
import { duration } from "./text.js";

/**
 * @typedef {import("./results.js").Result} Result
 * @typedef {{log(name: string, values: Record<string, unknown>): void}} CardConsole
 * @typedef {{name: string, title: string, about: string, run(console: CardConsole): unknown}} Convention
 */

/**
 * What the cards show and run; only the console is the card's.
 * @type {Convention[]}
 */
const CONVENTIONS = [
  {
    name: "callback",
    title: "JavaScript callback",
    about: "One function for every result.",
    run(console) {
      playerState.logout(result => {
        console.log("callback", { result });
      });
    },
  },
  {
    name: "await",
    title: "await",
    about: "The promise never rejects for a server’s no.",
    async run(console) {
      const result = await playerState.logout();
      console.log("await", { result });
    },
  },
  {
    name: "raw",
    title: "Raw sendRequest",
    about: "The message itself; the session ends all the same.",
    run(console) {
      _bc.sendRequest({
        service: "playerState",
        operation: "LOGOUT",
      }, result => {
        console.log("callback", { result });
      });
    },
  },
  {
    name: "handlers",
    title: "C#, Obj-C: success, failure, cbObject",
    about: "Two functions, and a value of your own that comes back.",
    run(console) {
      playerState.logout(
        (json, cbObject) => {
          console.log("success", { json, cbObject });
        },
        (status, reasonCode, errorJson, cbObject) => {
          console.log("failure", {
            status, reasonCode, errorJson, cbObject,
          });
        },
        { round: 7 },
      );
    },
  },
  {
    name: "handler",
    title: "Java, C++: a handler object",
    about: "Its methods are told which service and operation it was.",
    run(console) {
      playerState.logout({
        serverCallback(service, operation, json) {
          console.log("serverCallback", { service, operation, json });
        },
        serverError(service, operation, status, reasonCode, json) {
          console.log("serverError", {
            service, operation, status, reasonCode, json,
          });
        },
      });
    },
  },
];

/**
 * The result among the values that a handler was called with: itself, or as JSON.
 * @param {Record<string, unknown>} values
 */
function resultAmong({ result, json, errorJson }) {
  return /** @type {Result} */ (result ?? JSON.parse(String(json ?? errorJson)));
}

/**
 * The arguments of one call of a handler, by name, as text.
 * @param {Record<string, unknown>} values
 */
function argumentList(values) {
  const list = make("dl", "");
  for (const [name, value] of Object.entries(values)) {
    const term = make("dt", "", `${name} `);
    term.append(make("span", "", typeof value));
    const item = make("div", "");
    item.append(term, make("dd", "", typeof value === "string" ? maskedText(value) : maskedJSON(value)));
    list.append(item);
  }
  return list;
}

/**
 * A card that is filled in and runs.
 * @param {Convention} convention
 */
function makeCard(convention) {
  const { name, title, about } = convention;
  const card = part(document.importNode(template("card").content, true), ".card");
  const heading = part(card, "h3");
  const told = part(card, ".told");
  card.dataset.convention = name;
  card.setAttribute("aria-labelledby", `convention-${name}`);
  heading.id = `convention-${name}`;
  setText(heading, title);
  setText(part(card, ".card__run .unseen"), `: ${title}`);
  setText(part(card, ".card__about"), about);
  part(card, ".code").setAttribute("aria-label", `Code: ${title}`);
  showCode(part(card, "code"), convention.run);
  let busy = false;

  /**
   * @param {import("./dom.js").Outcome} outcome
   * @param {...HTMLElement} parts
   */
  const show = (outcome, ...parts) => {
    told.dataset.outcome = outcome;
    told.replaceChildren(...parts);
  };

  function run() {
    const row = addResult(title);
    const started = performance.now();
    let calls = 0;
    show("wait", make("p", "told__none", "Running…"));
    /** @param {unknown} error */
    const refuse = (error) => {
      busy = false;
      row.refused(error);
      show("bad", make("p", "", maskedMessage(error)));
    };
    /** @type {CardConsole} */
    const console = {
      log(handler, values) {
        const result = resultAmong(values);
        const took = duration(performance.now() - started);
        const awaited = handler === "await";
        busy = false;
        calls += 1;
        row.answered(result);
        refreshState();
        sayLoggedOut(result);
        show(
          outcomeOf(result),
          make("p", "told__call mono", awaited ? "await gave result" : `${handler}(${Object.keys(values).join(", ")})`),
          make("p", "told__took", `${awaited ? "Fulfilled" : "Called"} ×${calls}, after ${took}`),
          argumentList(values),
        );
      },
    };
    try {
      Promise.resolve(convention.run(console)).catch(refuse);
    } catch (error) {
      refuse(error);
    }
    refreshState();
  }

  part(card, ".card__run").addEventListener("click", () => {
    if (busy) return;
    busy = true;
    if (isLoggedIn()) return run();
    show("wait", make("p", "told__none", "Logging in first…"));
    loginAnonymous((result) => {
      if (isLoggedIn()) return run();
      busy = false;
      show("bad", make("p", "", `Not run: nobody could be logged in. ${describe(result)}`));
    });
  });
  return card;
}

export function setUpConventions() {
  byId("cards").replaceChildren(...CONVENTIONS.map(makeCard));
}
