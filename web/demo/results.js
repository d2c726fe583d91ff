// The results: a row for each call, with its answer and how often its callback ran.

import { byId, make, putOnTop, setText } from "./dom.js";
import { maskedMessage, maskKnown } from "./masking.js";
import { cut, duration } from "./text.js";

/**
 * What a call was told, by the server or by the module.
 * @typedef {{status: number, reason_code?: unknown, status_message?: unknown}} Result
 */

const MOST_ROWS = 50;

/** @param {Result} result */
export function describe({ status, reason_code, status_message }) {
  if (status === 200) return "200";
  const reason = reason_code === undefined ? "" : ` / ${reason_code}`;
  const message = typeof status_message === "string" ? `: ${cut(maskKnown(status_message), 200)}` : "";
  return `${status}${reason}${message}`;
}

/** @param {Result} result @returns {import("./dom.js").Outcome} */
export const outcomeOf = ({ status }) => (status === 200 ? "good" : "bad");

/**
 * Adds the row of one call; it is told of the call's callbacks.
 * @param {string} name
 */
export function addResult(name) {
  const started = performance.now();
  const row = make("li", "result-row");
  const count = make("span", "result-row__count mono");
  const text = make("span", "result-row__text", "waiting…");
  const took = make("span", "result-row__took");
  let callbacks = 0;
  row.dataset.outcome = "wait";
  row.append(make("span", "result-row__name mono", name), count, text, took);
  putOnTop(byId("results"), row, MOST_ROWS);

  return {
    /** @param {Result} result */
    answered(result) {
      callbacks += 1;
      row.dataset.outcome = outcomeOf(result);
      setText(count, `×${callbacks}`);
      setText(text, describe(result));
      if (callbacks === 1) setText(took, `answered after ${duration(performance.now() - started)}`);
    },
    /** @param {unknown} error */
    refused(error) {
      row.dataset.outcome = "bad";
      setText(text, maskedMessage(error));
    },
  };
}
