/**
 * What a method may be handed. A check reads one argument and returns what the
 * program gets for it, or undefined where it is not as expected.
 *
 * @typedef {{expected: string, read: (value: any) => unknown, members?: [string, Check][]}} Check
 */

/** @type {(check: Check, otherwise: unknown) => Check} */
const optional = (check, otherwise) => ({
  expected: `${check.expected}, or left out`,
  read: (value) => (value === undefined || value === null ? otherwise : check.read(value)),
});

const isText = (/** @type {unknown} */ v) => typeof v === "string";
const isPositive = (/** @type {unknown} */ v) => typeof v === "number" && v > 0 && v < Infinity;

/** As the program counts time: in whole milliseconds, and some at least. @param {number} seconds */
const milliseconds = (seconds) => Math.min(Math.max(1, Math.round(1000 * seconds)), 2 ** 50);

/** @type {Check} */
const TEXT = { expected: "a string", read: (v) => (isText(v) ? v : undefined) };
/** @type {Check} */
const NAME = { expected: "a string that is not empty", read: (v) => (isText(v) && v !== "" ? v : undefined) };
/** It goes into a header. @type {Check} */
const APP_ID = {
  expected: "a string of printable ASCII characters that is not empty",
  read: (v) => (isText(v) && /^[ -~]+$/.test(v) ? v : undefined),
};
/** @type {Check} */
const FLAG = { expected: "true or false", read: (v) => (typeof v === "boolean" ? v : undefined) };
/** @type {Check} */
const SECONDS = {
  expected: "a list of one or more numbers of seconds, each above 0",
  read: (v) => (Array.isArray(v) && v.length > 0 && v.every(isPositive) ? v.map(milliseconds) : undefined),
};
/** A URL in full, undefined where it is none. @param {string | URL} v */
const resolved = (v) => {
  try {
    return new URL(v, globalThis.document?.baseURI ?? globalThis.location?.href).href;
  } catch {
    return undefined;
  }
};
/** @type {Check} */
const ANY_URL = { expected: "a URL", read: (v) => (v instanceof URL || (isText(v) && v !== "") ? resolved(v) : undefined) };
/** @type {Check} */
const HTTP_URL = {
  expected: "an http or https URL",
  read(v) {
    const url = isText(v) && v !== "" ? resolved(v) : undefined;
    return url && /^https?:/.test(url) ? url : undefined;
  },
};

const PACKET_ID = {
  expected: "a whole number, 0 or more",
  read: (/** @type {unknown} */ v) => (typeof v === "number" && Number.isSafeInteger(v) && v >= 0 ? v : undefined),
};
const EXPIRY = { expected: "a number of seconds above 0", read: (/** @type {unknown} */ v) => (isPositive(v) ? milliseconds(/** @type {number} */ (v)) : undefined) };

/** The JSON text of whatever a message carries; "" for nothing. @type {Check} */
const DATA = {
  expected: "a value that JSON can write",
  read(v) {
    try {
      return v === undefined ? "" : JSON.stringify(v);
    } catch {
      return undefined;
    }
  },
};

/**
 * An object of named members, each handed on as an argument of its own.
 * @param {[string, Check][]} members
 * @returns {Check}
 */
const object = (...members) => ({ expected: "an object", members, read: () => undefined });

/** What a value is, in words that do not give it away: it may be a password. @param {unknown} v */
const described = (v) => {
  if (v === null || v === undefined) return String(v);
  if (v === "") return "an empty string";
  if (Array.isArray(v)) return "that list";
  return { string: "that string", number: "that number", object: "an object" }[/** @type {string} */ (typeof v)] ?? `a ${typeof v}`;
};

/** @param {string} method @param {string} argument @param {string} expected @param {unknown} value */
const unfit = (method, argument, expected, value) =>
  new TypeError(`${method}: ${argument} must be ${expected}, not ${described(value)}`);

/**
 * Reads a method's arguments.
 * @param {string} method @param {[string, Check][]} takes @param {unknown[]} args
 * @returns {unknown[]} what the program gets
 * @throws {TypeError} naming the method, the argument and what was expected
 */
function readArguments(method, takes, args) {
  /** @type {unknown[]} */
  const read = [];
  takes.forEach(([name, check], i) => {
    const value = /** @type {any} */ (args[i]);
    if (check.members) {
      if (typeof value !== "object" || value === null) throw unfit(method, name, check.expected, value);
      read.push(...readArguments(method,
        check.members.map(([member, c]) => [`${name}.${member}`, c]),
        check.members.map(([member]) => value[member])));
      return;
    }
    const fit = check.read(value);
    if (fit === undefined) throw unfit(method, name, check.expected, value);
    read.push(fit);
  });
  return read;
}
