// What a packet and its answer say, in a few words.

import { readBody } from "./masking.js";
import { describe } from "./results.js";
import { cut } from "./text.js";

/** What an answer is held against: the packet's number, and how many messages it has. @typedef {{packet: number | undefined, messages: number}} Packet */

/** How many packets' attempts are counted. */
const MOST_PACKETS = 100;

/**
 * How often each packet was sent, by its number and a hash of its bytes.
 * @type {Map<string, number>}
 */
const sent = new Map();

/** @param {string} text */
function hash(text) {
  let a = 0x811c9dc5, b = 0x1b873593;
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    a = Math.imul(a ^ c, 0x01000193);
    b = Math.imul(b ^ c, 0x85ebca6b);
  }
  return `${a >>> 0}.${b >>> 0}.${text.length}`;
}

/** @param {string} key */
function countAttempt(key) {
  const attempts = (sent.get(key) ?? 0) + 1;
  sent.delete(key);
  sent.set(key, attempts);
  for (const oldest of sent.keys()) {
    if (sent.size <= MOST_PACKETS) break;
    sent.delete(oldest);
  }
  return attempts;
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {Record<string, unknown>} entry @returns {entry is Record<string, unknown> & {status: number}} */
const hasStatus = (entry) => Number.isFinite(entry.status);

/**
 * @param {unknown} parsed
 * @param {string} key
 * @returns {Record<string, unknown>[]}
 */
function entries(parsed, key) {
  const list = isObject(parsed) ? parsed[key] : undefined;
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/**
 * What a request's body says, and how often it was sent, this time included.
 * @param {string} text
 */
export function describeRequest(text) {
  const { parsed, shown } = readBody(text);
  const packet = isObject(parsed) && typeof parsed.packetId === "number" ? parsed.packetId : undefined;
  const names = entries(parsed, "messages").map((message) => `${message.service}.${message.operation}`);
  return {
    packet,
    messages: names.length,
    name: cut(names.join(", ") || "a request", 200),
    shown: parsed === undefined ? "(not shown)" : shown,
    attempts: packet === undefined ? 1 : countAttempt(`${packet} ${hash(text)}`),
  };
}

/**
 * What a whole answer says to a packet.
 * @param {unknown} parsed
 * @param {Packet} request
 * @returns {{good: boolean, words: string}}
 */
export function verdict(parsed, { packet, messages }) {
  const answers = entries(parsed, "responses");
  const bad = (/** @type {string} */ words) => ({ good: false, words });
  if (!isObject(parsed)) return bad("no usable answer");
  if (answers.length === 0 && typeof parsed.reason_code === "number") return bad(`error ${parsed.reason_code}`);
  if (!answers.every(hasStatus)) return bad("no usable answer");
  if (parsed.packetId !== packet && parsed.packetId !== -1) return bad(`bears packet ${cut(JSON.stringify(parsed.packetId) ?? "none", 20)}`);
  if (answers.length !== messages) return bad(`${answers.length} answers to ${messages}`);
  const words = answers.map(({ status, reason_code }) => describe({ status, reason_code }));
  return { good: answers.every(({ status }) => status === 200), words: `answer ${words.join(", ")}` };
}
