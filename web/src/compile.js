import { messageOf } from "../../jsbridge/guard.js";
import { described } from "./arguments.js";
import { verify } from "./integrity.js";

/** A request whose answer has not begun within this time is given up, in milliseconds: its connection may be dead. */
const LONGEST_SILENCE = 20_000;
/** An error that another attempt may not meet again. */
class PassingError extends Error {}

/** Whether another attempt may do better. A fetch tells of a network that fails with a TypeError. @param {any} error */
export const isPassing = (error) => error instanceof PassingError || error?.name === "TypeError";

const tagOf = (/** @type {unknown} */ value) => Object.prototype.toString.call(value);
const isModule = (/** @type {unknown} */ value) => tagOf(value) === "[object WebAssembly.Module]";
const isBytes = (/** @type {any} */ value) => ArrayBuffer.isView(value) || tagOf(value) === "[object ArrayBuffer]";
const isResponse = (/** @type {any} */ value) => typeof value?.arrayBuffer === "function";

/** What a page may give as the program, in words. */
export const PROGRAM = "bytes, a WebAssembly.Module, a Response, or a promise or function of one of these";

/** Whether a value may be that. @param {any} value */
export const isProgram = (value) =>
  isModule(value) || isBytes(value) || isResponse(value) || typeof value === "function" || typeof value?.then === "function";

/** The server may do better in a moment, unless it says that the request is wrong. @param {number} status */
const httpError = (status) => new (status >= 500 || [408, 425, 429].includes(status) ? PassingError : Error)(`HTTP status ${status}`);

/** Whether bytes begin as a page of HTML does, where a program begins with "\0asm". @param {Uint8Array<ArrayBuffer>} bytes */
const isPage = (bytes) => /^\W{0,9}</.test(String.fromCharCode(...bytes.subarray(0, 10)));

/** @param {any} content bytes, in any of their kinds @param {string} integrity */
async function compileBytes(content, integrity) {
  // A DataView is refused by some engines.
  const bytes = new Uint8Array(content.buffer ?? content, content.byteOffset ?? 0, content.byteLength);
  try {
    if (integrity) await verify(bytes, integrity);
    return await WebAssembly.compile(bytes);
  } catch (error) {
    throw new Error(isPage(bytes)
      ? 'a page (HTML) came in place of the WebAssembly program: use playerstate.inline.js or "playerstate/inline", which need no second file, or say where the program is (wasmUrl, data-wasm-url)'
      : messageOf(error), { cause: error });
  }
}

/** Room for the program, in bytes: what it does not take is not touched. */
const ROOM = 1 << 21;

/**
 * A reader of an answer that writes to where the bytes stay: the answer's arrayBuffer copies all
 * of them, in one task of the main thread. There is none where the answer is not as the page's
 * browser has made it, or where its answers are no streams of bytes.
 * @param {any} response
 * @returns {ReadableStreamBYOBReader | undefined}
 */
function readerOf(response) {
  if (!globalThis.document || !/basic|cors/.test(response.type) || response.bodyUsed || response.arrayBuffer !== globalThis.Response?.prototype.arrayBuffer) return undefined;
  try {
    return response.body.getReader({ __proto__: null, mode: "byob" });
  } catch {
    return undefined;
  }
}

/** The bytes of an answer. @param {any} response */
async function bytesOf(response) {
  const reader = readerOf(response);
  if (!reader) return response.arrayBuffer();
  for (let buffer = new ArrayBuffer(ROOM), size = 0; ;) {
    const { done, value } = await reader.read(new Uint8Array(buffer, size));
    buffer = /** @type {Uint8Array<ArrayBuffer>} */ (value).buffer;
    if (done) return new Uint8Array(buffer, 0, size);
    size += value.length;
    if (size === buffer.byteLength) {
      const more = new Uint8Array(2 * size);
      more.set(new Uint8Array(buffer));
      buffer = more.buffer;
    }
  }
}

/**
 * Compiles an answer once it has come. A compile while it comes reads in one task of the main
 * thread what has come, which is all of it on a fast network, in Chromium; in Firefox (140) it
 * never settles if too few bytes come.
 * @param {any} response @param {string} integrity
 */
async function compileResponse(response, integrity) {
  if (response.ok === false) throw httpError(response.status);
  return compileBytes(await bytesOf(response), integrity);
}

/**
 * Requests a file as bytes, without fetch.
 * @param {string} href @param {AbortSignal} signal @param {() => void} answered is called when the answer begins
 * @returns {Promise<ArrayBuffer>}
 */
const request = (href, signal, answered) => new Promise((resolve, reject) => {
  const xhr = new XMLHttpRequest();
  xhr.open("GET", href);
  xhr.responseType = "arraybuffer";
  xhr.onreadystatechange = () => { if (xhr.readyState > 1) answered(); };
  xhr.onload = () => (xhr.status < 300 ? resolve(xhr.response) : reject(httpError(xhr.status)));
  xhr.onerror = xhr.onabort = () => reject(new PassingError("the request failed"));
  signal.addEventListener("abort", () => xhr.abort());
  xhr.send();
});

/**
 * Runs a request, which is given up if its answer does not begin in time: its signal is
 * aborted, and a fetch of the page's own need not heed that.
 * @template T
 * @param {AbortSignal} outer of the whole load
 * @param {(signal: AbortSignal, answered: () => void) => Promise<T>} ask calls answered when the answer begins
 */
async function impatient(outer, ask) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  let timer = /** @type {any} */ (0);
  const silent = new Promise((_, reject) => {
    timer = setTimeout(() => {
      reject(new PassingError(`no answer began within ${LONGEST_SILENCE / 1000} seconds`));
      abort();
    }, LONGEST_SILENCE);
  });
  const answered = () => clearTimeout(timer);
  outer.addEventListener("abort", abort);
  try {
    return await Promise.race([/** @type {Promise<never>} */ (silent), ask(controller.signal, answered)]);
  } finally {
    answered();
    outer.removeEventListener("abort", abort);
  }
}

/**
 * Compiles the file of a URL.
 * @param {string} href @param {string} integrity
 * @param {boolean} fetching whether it is asked for with fetch; if not, without if that can be
 * @param {AbortSignal} outer of the whole load
 * @returns {Promise<WebAssembly.Module>}
 */
export async function compileFile(href, integrity, fetching, outer) {
  const isLocal = href.startsWith("file:");
  const fs = isLocal && /** @type {any} */ (globalThis).process?.getBuiltinModule?.("fs");
  if (fs) return compileBytes(await fs.promises.readFile(new URL(href)), integrity);
  try {
    return await impatient(outer, async (signal, answered) => {
      if (!fetching && typeof XMLHttpRequest === "function") return compileBytes(await request(href, signal, answered), integrity);
      // Where the hash can be computed it is: the error of a fetch that does so does not say why.
      const checked = globalThis.crypto?.subtle ? "" : integrity;
      const response = await fetch(href, /** @type {RequestInit} */ ({ __proto__: null, credentials: "same-origin", integrity: checked, signal }));
      answered();
      // The browser's own fetch has checked it. An answer that a page makes is of another type.
      const unchecked = checked && /basic|cors/.test(response.type) ? "" : integrity;
      return compileResponse(response, unchecked);
    });
  } catch (error) {
    throw isLocal ? new Error(`a page that is a file may not ask for it: use playerstate.inline.js (${messageOf(error)})`, { cause: error }) : error;
  }
}

/**
 * Compiles what a page gives.
 * @param {unknown} given a value that isProgram takes, or what its function gives
 * @param {string} integrity
 * @returns {Promise<WebAssembly.Module>}
 */
export async function compileGiven(given, integrity) {
  const value = /** @type {any} */ (await given);
  if (isBytes(value)) return compileBytes(value, integrity);
  if (isResponse(value)) return compileResponse(value, integrity);
  if (!isModule(value)) throw new Error(`it must be ${PROGRAM}, not ${described(value)}`);
  if (integrity) throw new Error("its integrity can't be checked: a WebAssembly.Module has no bytes");
  return value;
}
