// The wire: a row for each request to the dispatcher and its answer.

import { byId, make, putOnTop, setText } from "./dom.js";
import { maskedMessage, readBody } from "./masking.js";
import { describeRequest, verdict } from "./packet.js";
import { clock, duration, ordinal } from "./text.js";

/**
 * @typedef {import("./dom.js").Outcome} Outcome
 * @typedef {ReturnType<typeof addRow>} Row
 * @typedef {[input: RequestInfo | URL, init?: RequestInit]} FetchArguments
 */

const MOST_ROWS = 100;
const MOST_BYTES = 64 * 1024;
const MOST_MS = 60_000;

/** @param {RequestInfo | URL} target */
function isDispatcher(target) {
  const url = target instanceof Request ? target.url : String(target);
  return new URL(url, document.baseURI).pathname.replace(/\/+$/, "").endsWith("/dispatcherv2");
}

/** @param {unknown} body */
function bodyText(body) {
  if (typeof body === "string") return body;
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return new TextDecoder().decode(body);
  return "";
}

/** @param {unknown} error */
const isAbort = (error) => error instanceof DOMException && (error.name === "AbortError" || error.name === "TimeoutError");

/**
 * Reads a copy of an answer up to a number of bytes, for a limited time.
 * @param {Response} copy
 * @returns {Promise<{text: string, end: "whole" | "capped" | "broken" | "abandoned"}>}
 */
async function readCopy(copy) {
  if (!copy.body) return { text: "", end: "whole" };
  const reader = copy.body.getReader();
  const decoder = new TextDecoder();
  const timer = setTimeout(() => { reader.cancel().catch(() => {}); }, MOST_MS);
  let text = "", bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { text: text + decoder.decode(), end: "whole" };
      bytes += value.byteLength;
      text += decoder.decode(value.subarray(0, MOST_BYTES), { stream: true });
      if (bytes > MOST_BYTES) {
        reader.cancel().catch(() => {});
        return { text, end: "capped" };
      }
    }
  } catch (error) {
    return { text, end: isAbort(error) ? "abandoned" : "broken" };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {string} title
 * @param {string} text
 */
function bodyView(title, text) {
  const block = make("div", "");
  const pre = make("pre", "", text);
  pre.tabIndex = 0;
  block.append(make("h3", "", title), pre);
  return { block, pre };
}

/**
 * Adds the row of one request; it is told how the request goes on.
 * @param {string} text the request's body
 */
function addRow(text) {
  const started = performance.now();
  const { packet, messages, name, shown, attempts } = describeRequest(text);
  const row = make("li", "wire-row");
  const details = make("details", "");
  const summary = make("summary", "");
  const title = make("span", "wire-row__name mono", name);
  const outcome = make("span", "wire-row__outcome", "waiting…");
  const took = make("span", "wire-row__took");
  const bodies = make("div", "wire-row__bodies");
  const answer = bodyView("Answer", "None yet.");
  if (attempts > 1) title.append(" ", make("span", "wire-row__try", `${ordinal(attempts)} try`));
  row.dataset.outcome = "wait";
  summary.append(
    make("span", "wire-row__when", `${clock()} · packet ${packet ?? "?"}`),
    title, outcome, took,
  );
  bodies.append(bodyView("Request", shown).block, answer.block);
  details.append(summary, bodies);
  row.append(details);
  putOnTop(byId("wire"), row, MOST_ROWS);

  return {
    request: { packet, messages },
    /** @param {number} status */
    began(status) {
      setText(outcome, `HTTP ${status}, reading…`);
    },
    /**
     * @param {Outcome} kind
     * @param {string} words
     * @param {string} body
     */
    ended(kind, words, body) {
      row.dataset.outcome = kind;
      setText(outcome, words);
      setText(took, duration(performance.now() - started));
      setText(answer.pre, body);
    },
  };
}

/**
 * @param {Row} row
 * @param {Response} copy
 */
async function showAnswer(row, copy) {
  row.began(copy.status);
  const { text, end } = await readCopy(copy);
  const { parsed, shown } = readBody(text);
  const { good, words } = verdict(parsed, row.request);
  const ends = { whole: words, capped: "too long to show whole", broken: "broken off", abandoned: "given up" };
  row.ended(good && end === "whole" && copy.ok ? "good" : "bad", `HTTP ${copy.status} · ${ends[end]}`, shown || "(empty)");
}

/**
 * @param {Row} row
 * @param {unknown} error
 */
function showFailure(row, error) {
  if (isAbort(error)) row.ended("bad", "no answer in time, given up", "None.");
  else row.ended("bad", "no connection", maskedMessage(error));
}

/**
 * Watches one request without touching it. The copy is taken in the first reaction to
 * the answer, before the module can have read its body.
 * @param {FetchArguments} args
 * @param {Promise<Response>} answer
 * @param {() => void} afterExchange
 */
function watch([target, init], answer, afterExchange) {
  if ((init?.method ?? "GET").toUpperCase() !== "POST" || !isDispatcher(target)) return;
  const row = addRow(bodyText(init?.body));
  answer
    .then((response) => showAnswer(row, response.clone()), (error) => showFailure(row, error))
    .catch((error) => row.ended("bad", "could not be shown", maskedMessage(error)))
    .finally(afterExchange);
}

/**
 * Has every request of the page's fetch watched from now on.
 * @param {() => void} afterExchange
 */
export function tapFetch(afterExchange) {
  const untapped = window.fetch;
  /** @this {unknown} @param {FetchArguments} args */
  window.fetch = function fetch(...args) {
    const answer = Reflect.apply(untapped, this, args);
    try {
      watch(args, answer, afterExchange);
    } catch (error) {
      console.warn("The wire view missed a request:", maskedMessage(error));
    }
    return answer;
  };
}
