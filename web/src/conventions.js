/**
 * How a caller gets the result: every calling convention of the vendor's clients, for
 * every call, from this one place.
 *
 * @typedef {(result: any) => void} Tell
 * @typedef {{signal?: AbortSignal, timeoutMs?: number}} Options
 */

import { stringify } from "../../jsbridge/guard.js";
import { hasMember, memberOf, mustBe } from "./arguments.js";

const isCallback = (/** @type {unknown} */ v) => typeof v === "function";
const isMissing = (/** @type {unknown} */ v) => v === undefined || v === null;

/** JavaScript: callback(result). @param {any} callback @returns {Tell} */
const asJavaScript = (callback) => (result) => callback(result);

/**
 * C# and Obj-C: success(responseJson, cbObject) or failure(status, reasonCode,
 * errorJson, cbObject).
 * @param {any} success @param {any} failure @param {unknown} cbObject @returns {Tell}
 */
const asCSharp = (success, failure, cbObject) => (result) => {
  if (result.status === 200) success?.(stringify(result), cbObject);
  else failure?.(result.status, result.reason_code ?? 0, stringify(result), cbObject);
};

/**
 * Java and C++: an object with serverCallback(service, operation, json) and
 * serverError(service, operation, statusCode, reasonCode, errorJson).
 * @param {any} handler @param {string} service @param {string} operation @returns {Tell}
 */
const asJava = (handler, service, operation) => (result) => {
  if (result.status === 200) handler.serverCallback(service, operation, stringify(result));
  else handler.serverError?.(service, operation, result.status, result.reason_code ?? 0, stringify(result));
};

/**
 * Reads the arguments behind a method's own.
 * @param {string} method @param {unknown[]} rest @param {string} service @param {string} operation
 * @returns {{tell: Tell | null, options: Options}}
 * @throws {TypeError} naming the argument
 */
export function readConvention(method, rest, service, operation) {
  const [first, second, third, fourth] = /** @type {any[]} */ (rest);
  if ((isCallback(first) || isMissing(first)) && (isCallback(second) || (rest.length > 2 && isMissing(second)))) {
    return { tell: asCSharp(first, second, third), options: readOptions(method, fourth) };
  }
  if (isCallback(first)) return { tell: asJavaScript(first), options: readOptions(method, second) };
  if (isMissing(first)) return { tell: null, options: readOptions(method, second) };
  if (isCallback(first.serverCallback)) {
    return { tell: asJava(first, service, operation), options: readOptions(method, second) };
  }
  if (typeof first === "object" && (hasMember(first, "signal") || hasMember(first, "timeoutMs"))) {
    return { tell: null, options: readOptions(method, first) };
  }
  throw mustBe(method, "callback", "a function", first);
}

/** @param {string} method @param {any} options @returns {Options} */
function readOptions(method, options) {
  if (isMissing(options)) return { signal: undefined, timeoutMs: undefined };
  if (typeof options !== "object") throw mustBe(method, "options", "an object", options);
  const signal = memberOf(options, "signal"), timeoutMs = memberOf(options, "timeoutMs");
  if (!isMissing(signal) && !(typeof signal.aborted === "boolean" && isCallback(signal.addEventListener))) {
    throw mustBe(method, "options.signal", "an AbortSignal", signal);
  }
  if (!isMissing(timeoutMs) && !(typeof timeoutMs === "number" && timeoutMs >= 0)) {
    throw mustBe(method, "options.timeoutMs", "a number of milliseconds, 0 or more", timeoutMs);
  }
  return { signal: signal ?? undefined, timeoutMs: timeoutMs ?? undefined };
}
