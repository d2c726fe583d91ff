// Keeping secrets out of the page's text.

import { cut } from "./text.js";

const HIDDEN = "••••••";
const HIDDEN_KEYS = new Set(["authenticationtoken", "password", "secret", "appsecret", "x-sig", "signature"]);
const SHORT_KEYS = new Set(["sessionid", "anonymousid", "externalid"]);

/**
 * Values seen in secret places and what stands for them, to be masked in every other place.
 * @type {Map<string, string>}
 */
const secrets = new Map();

/** The beginning of an id. @param {string} value */
export const shorten = (value) => (value === "" ? "" : `${value.slice(0, value.length >= 8 ? 4 : 1)}…`);

/**
 * A value under 6 characters is not remembered: it would be masked within ordinary words.
 * @param {string} value
 * @param {string} mask
 */
function remember(value, mask) {
  if (value.length < 6) return;
  for (const form of new Set([value, JSON.stringify(value).slice(1, -1)])) {
    secrets.delete(form);
    secrets.set(form, mask);
  }
  for (const oldest of secrets.keys()) {
    if (secrets.size <= 200) break;
    secrets.delete(oldest);
  }
}

/** Has a secret masked from now on. @param {string} secret */
export const hide = (secret) => remember(secret, HIDDEN);

/** Has a session's id shortened from now on. @param {string} id */
export const hideSession = (id) => remember(id, shorten(id));

/** @param {string} text */
export function maskKnown(text) {
  for (const [secret, mask] of secrets) {
    if (text.includes(secret)) text = text.replaceAll(secret, mask);
  }
  return text;
}

/** An error in a few words. @param {unknown} error */
export const maskedMessage = (error) => cut(maskKnown(error instanceof Error ? error.message : String(error)), 200);

/**
 * A value of JSON as it may be shown under its key.
 * @param {string} key
 * @param {unknown} value
 */
export function maskPair(key, value) {
  const name = key.toLowerCase();
  const hidden = HIDDEN_KEYS.has(name);
  if (!hidden && !SHORT_KEYS.has(name)) return value;
  if (value === null || value === "") return value;
  if (typeof value !== "string") return HIDDEN;
  const mask = hidden ? HIDDEN : shorten(value);
  if (hidden || name === "sessionid") remember(value, mask);
  return mask;
}

/**
 * A value as JSON.
 * @param {unknown} value
 * @returns {string}
 */
export const maskedJSON = (value) => cut(maskKnown(JSON.stringify(value, maskPair, 2)));

/**
 * A text that is not read as JSON, such as a JSON text broken off.
 * @param {string} text
 */
export function maskedText(text) {
  const pairs = /"(authenticationToken|password|secret|appSecret|sessionId|anonymousId|externalId)"(\s*:\s*)("(?:[^"\\]|\\.)*(?:"|\\?$)|[^\s,}\]]+)/gi;
  return cut(maskKnown(text.replace(pairs, (_, key, colon, value) => {
    const bare = String(value).replace(/^"|"$/g, "");
    return `"${key}"${colon}"${maskPair(key, bare)}"`;
  })));
}

/**
 * What a body says, and how it is shown.
 * @param {string} text
 * @returns {{parsed: unknown, shown: string}}
 */
export function readBody(text) {
  try {
    const parsed = JSON.parse(text);
    return { parsed, shown: maskedJSON(parsed) };
  } catch {
    return { parsed: undefined, shown: maskedText(text) };
  }
}
