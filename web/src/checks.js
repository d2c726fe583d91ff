import { stringify } from "../../jsbridge/guard.js";
import { loneSurrogate } from "./arguments.js";
import { bare, base } from "./locate.js";

/**
 * The checks of arguments: what one must be, and what the program gets for it.
 *
 * @typedef {object} Check
 * @property {string} expected what the argument must be, in words
 * @property {(value: any) => unknown} read the value for the program, undefined if it is not as expected
 * @property {[name: string, check: Check][]} [members] of an object: each is handed on as an argument of its own
 */

/**
 * Whether it is a text that UTF-8 can write: a lone surrogate it can not, and two names that
 * differ in one would be the same to the server. @param {unknown} v
 */
const isText = (v) => typeof v === "string" && !loneSurrogate.test(v);
const isObject = (/** @type {unknown} */ v) => typeof v === "object" && v !== null && !Array.isArray(v);
const isPositive = (/** @type {unknown} */ v) => typeof v === "number" && v > 0 && v < Infinity;

/** As the program counts time: in whole milliseconds, one at least. @param {number} seconds */
const milliseconds = (seconds) => Math.min(Math.max(1, Math.round(1000 * seconds)), 2 ** 50);

/** A URL in full, undefined if it is none. @param {string | URL} v */
function resolved(v) {
  try {
    return bare(new URL(v, base())).href;
  } catch {
    return undefined;
  }
}

/** @type {Check} */
export const text = { expected: "a string", read: (v) => (isText(v) ? v : undefined) };

/** @type {Check} */
export const nonEmptyText = { expected: "a string that is not empty", read: (v) => (isText(v) && v !== "" ? v : undefined) };

/** @type {Check} */
export const headerText = {
  expected: "a string of printable ASCII characters that is not empty",
  read: (v) => (isText(v) && /^[ -~]+$/.test(v) ? v : undefined),
};

/** @type {Check} */
export const flag = { expected: "true or false", read: (v) => (typeof v === "boolean" ? v : undefined) };

/** @type {Check} */
export const timeouts = {
  expected: "a list of one or more numbers of seconds, each above 0",
  read: (v) => (Array.isArray(v) && v.length > 0 && v.every(isPositive) ? v.map(milliseconds) : undefined),
};

/** @type {Check} */
export const anyURL = { expected: "a URL", read: (v) => (v instanceof URL || (isText(v) && v !== "") ? resolved(v) : undefined) };

/** @type {Check} */
export const httpURL = {
  expected: "an http or https URL",
  read(v) {
    const url = isText(v) && v !== "" ? resolved(v) : undefined;
    return url && /^https?:/.test(url) ? url : undefined;
  },
};

/** @type {Check} */
export const packetNumber = {
  expected: "a whole number, 0 or more",
  read: (v) => (Number.isSafeInteger(v) && v >= 0 ? v : undefined),
};

/** @type {Check} */
export const seconds = { expected: "a number of seconds above 0", read: (v) => (isPositive(v) ? milliseconds(v) : undefined) };

/** @type {Check} */
export const number = { expected: "a finite number", read: (v) => (Number.isFinite(v) ? v : undefined) };

/** @type {Check} */
export const wholeNumber = { expected: "a whole number", read: (v) => (Number.isSafeInteger(v) ? v : undefined) };

/** @type {Check} */
export const listOfTexts = { expected: "a list of strings", read: (v) => (Array.isArray(v) && [...v].every(isText) ? [...v] : undefined) };

/** @type {Check} */
export const textsByName = {
  expected: "an object whose values are strings",
  read: (v) => (isObject(v) && Object.keys(v).every((name) => isText(v[name])) ? { ...v } : undefined),
};

/** An object as JSON has it: later changes of the caller's are not its own. @type {Check} */
export const jsonObject = {
  expected: "an object that JSON can write",
  read(v) {
    const copy = isObject(v) && JSON.parse(/** @type {string} */ (jsonData.read(v)) || "null");
    return isObject(copy) ? copy : undefined;
  },
};

/** The JSON text of anything; "" for nothing. @type {Check} */
export const jsonData = {
  expected: "a value that JSON can write",
  read(v) {
    try {
      return v === undefined ? "" : stringify(v);
    } catch {
      return undefined;
    }
  },
};

/** @type {(check: Check, otherwise: unknown) => Check} */
export const optional = (check, otherwise) => ({
  expected: `${check.expected}, or left out`,
  read: (value) => (value === undefined || value === null ? otherwise : check.read(value)),
});

/** @type {(...members: [name: string, check: Check][]) => Check} */
export const object = (...members) => ({ expected: "an object", members, read: () => undefined });
