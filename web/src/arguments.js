import { hasOwn } from "../../jsbridge/guard.js";

/** @import { Check } from "./checks.js" */

/** A half of a character that takes two: no text of Unicode has one alone. */
export const loneSurrogate = /[\ud800-\udfff]/u;

/** Whether an object has a member: what a page has put on every object is none. @param {object} object @param {string} name */
export const hasMember = (object, name) => hasOwn(object, name) || (name in object && !(name in Object.prototype));

/** @param {any} object @param {string} name */
export const memberOf = (object, name) => (hasMember(object, name) ? object[name] : undefined);

/** A value in words that do not give it away: it may be a password. @param {unknown} v */
export function described(v) {
  if (v === null || v === undefined) return String(v);
  if (v === "") return "an empty string";
  if (Array.isArray(v)) return "that list";
  if (typeof v === "string" && loneSurrogate.test(v)) return "a string with lone surrogates";
  /** @type {Record<string, string>} */
  const words = { string: "that string", number: "that number", object: "an object" };
  return words[typeof v] ?? `a ${typeof v}`;
}

/** @param {string} method @param {string} argument @param {string} expected @param {unknown} value */
export const mustBe = (method, argument, expected, value) =>
  new TypeError(`${method}: ${argument} must be ${expected}, not ${described(value)}`);

/**
 * Reads a method's arguments.
 * @param {string} method @param {[name: string, check: Check][]} params @param {unknown[]} args
 * @returns {any[]} the values for the program
 * @throws {TypeError} naming the method, the argument and what was expected
 */
export function readArguments(method, params, args) {
  /** @type {unknown[]} */
  const read = [];
  params.forEach(([name, check], i) => {
    const value = /** @type {any} */ (args[i]);
    if (check.members && hasOwn(check, "members")) {
      if (typeof value !== "object" || value === null) throw mustBe(method, name, check.expected, value);
      read.push(...readArguments(method,
        check.members.map(([member, c]) => [`${name}.${member}`, c]),
        check.members.map(([member]) => memberOf(value, member))));
      return;
    }
    const fit = check.read(value);
    if (fit === undefined) throw mustBe(method, name, check.expected, value);
    read.push(fit);
  });
  return read;
}
