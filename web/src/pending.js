import { isProcess, LONGEST, nextTask } from "../../jsbridge/bridge.js";
import { later } from "../../jsbridge/guard.js";
import { failure } from "./failure.js";
import { reasonCodes } from "playerstate:table";
import { measure } from "./timeline.js";

/**
 * @import { Tell, Options } from "./conventions.js"
 *
 * @typedef {object} Call
 * @property {boolean} entered whether the program has it
 * @property {((result: object) => void)[]} completions of all who have called it: a call that is coalesced has several
 */

/** @template T @param {T} value @returns {T} */
function copied(value) {
  if (Array.isArray(value)) return /** @type {T} */ (value.map(copied));
  if (typeof value !== "object" || value === null) return value;
  const made = /** @type {Record<string, unknown>} */ ({ ...value });
  for (const name of Object.keys(made)) made[name] = copied(made[name]);
  return /** @type {T} */ (made);
}

/**
 * A JSON value of a caller's own: what one caller does to its result is nothing to the
 * others. The members keep their order. A value that is nested too deeply to be copied is
 * the same for all.
 * @template T @param {T} value @returns {T}
 */
export function copy(value) {
  try {
    return copied(value);
  } catch {
    return value;
  }
}

/** @param {unknown} error */
function report(error) {
  try {
    reportError(error);
  } catch {
    setTimeout(() => { throw error; });
  }
}

/**
 * The one owner of the calls that are not completed yet. Each is completed once, whoever
 * is first, and after the present turn of the event loop: never during the call itself.
 */
export function createPending() {
  /** @type {Map<number, Call>} by handle */
  const calls = new Map();
  let last = 0;

  /** How many callers are not told yet. */
  let waiting = 0;
  /** Keeps a process from its end while a caller waits: the program's own timers do not. @type {any} */
  let keeper;
  /** @param {number} more */
  function wait(more) {
    waiting += more;
    if (!isProcess) return;
    if (waiting === 0) clearInterval(keeper);
    else if (more > 0 && waiting === 1) keeper = setInterval(() => {}, LONGEST);
  }

  /** Completes a call with a result that the program has handed over. @param {number} handle @param {object} result */
  function complete(handle, result) {
    const call = calls.get(handle);
    calls.delete(handle);
    call?.completions.forEach((completion, i) => completion(i > 0 ? copy(result) : result));
  }

  return {
    complete,

    /** The call of that handle, undefined if it is completed. @param {number} handle */
    get: (handle) => calls.get(handle),

    /** Completes every call, or every one that the program has, with one failure. @param {object} result @param {boolean} [enteredOnly] */
    fail(result, enteredOnly = false) {
      for (const [handle, call] of [...calls]) if (call.entered || !enteredOnly) complete(handle, copy(result));
    },

    /**
     * Adds a call.
     * @param {string} name of its entry in the performance timeline
     * @param {Tell | null} tell @param {Options} options
     * @param {number} [same] the handle of a call that is not completed: this one is coalesced with it
     * @returns {{handle: number, promise: Promise<object>}}
     */
    add(name, tell, { signal, timeoutMs }, same) {
      const start = performance.now();
      /** @type {(result: object) => void} */
      let completion = () => {};
      const promise = new Promise((resolve) => {
        let completed = false;
        completion = (result) => {
          if (completed) return;
          completed = true;
          later(() => {
            wait(-1);
            resolve(result);
            try {
              tell?.(result);
            } catch (error) {
              report(error);
            }
            measure(name, start);
            clearTimeout(timer);
            signal?.removeEventListener("abort", aborted);
          });
        };
      });
      const abandon = (/** @type {string} */ why) =>
        completion(failure(reasonCodes.CLIENT_NETWORK_ERROR_TIMEOUT, `${why}; the call goes on without its caller`));
      const aborted = () => abandon("the call was aborted by its signal");
      const timer = timeoutMs === undefined || timeoutMs === Infinity ? undefined
        : setTimeout(abandon, Math.min(timeoutMs, LONGEST), `the call was not answered within its timeoutMs of ${timeoutMs}`);
      const handle = same ?? ++last;
      const call = calls.get(handle) ?? { entered: false, completions: [] };
      call.completions.push(completion);
      calls.set(handle, call);
      wait(1);
      if (signal?.aborted) nextTask().then(aborted);
      else signal?.addEventListener("abort", aborted);
      return { handle, promise };
    },
  };
}
