import { messageOf } from "../../jsbridge/guard.js";

/** The program must have come within this time, in milliseconds: no call waits for ever. */
const LONGEST_LOAD = 120_000;

/**
 * Checks that a file is what it must be, as the platform does (Subresource Integrity): it
 * has one of the hashes of the strongest kind.
 * @param {BufferSource} bytes @param {string} integrity
 */
async function verify(bytes, integrity) {
  const hashes = [...integrity.matchAll(/sha(256|384|512)-([^\s?]+)/gi)];
  const strongest = `${Math.max(...hashes.map((found) => Number(found[1])))}`;
  if (!hashes.length || !crypto.subtle) throw new Error("its integrity can't be checked here");
  const digest = new Uint8Array(await crypto.subtle.digest(`SHA-${strongest}`, bytes));
  const hash = btoa(String.fromCharCode(...digest));
  if (!hashes.some((found) => found[1] === strongest && found[2] === hash)) throw new Error("it has another hash");
}

/** @param {BufferSource | PromiseLike<BufferSource>} content @param {string} integrity */
async function compileBytes(content, integrity) {
  const bytes = await content;
  if (integrity) await verify(bytes, integrity);
  return WebAssembly.compile(bytes);
}

/** Requests a file as bytes, without fetch. @param {string} href @param {AbortSignal} signal @returns {Promise<ArrayBuffer>} */
const request = (href, signal) => new Promise((resolve, reject) => {
  const xhr = new XMLHttpRequest();
  xhr.open("GET", href);
  xhr.responseType = "arraybuffer";
  xhr.onload = () => (xhr.status < 300 ? resolve(xhr.response) : reject(new Error(`HTTP status ${xhr.status}`)));
  xhr.onerror = xhr.onabort = () => reject(new Error("the request failed"));
  signal.addEventListener("abort", () => xhr.abort());
  xhr.send();
});

/** @param {string} href @param {string} integrity @param {AbortSignal} signal @returns {Promise<WebAssembly.Module>} */
async function compileFetched(href, integrity, signal) {
  const response = await fetch(href, /** @type {RequestInit} */ ({ __proto__: null, credentials: "same-origin", integrity, signal }));
  if (!response.ok) throw new Error(`HTTP status ${response.status}`);
  try {
    // A fetch of the page's own may have left the integrity out.
    const copy = integrity && (globalThis.crypto?.subtle || response.type === "default") && response.clone();
    const [module] = await Promise.all([
      WebAssembly.compileStreaming(response),
      copy && copy.arrayBuffer().then((bytes) => verify(bytes, integrity)),
    ]);
    return module;
  } catch (error) {
    if (response.bodyUsed) throw error;
    // It has another type, or is no Response: that costs the streaming, not the program.
  }
  return compileBytes(response.arrayBuffer(), integrity);
}

/** @param {string} href @param {string} integrity @param {AbortSignal} signal */
async function compile(href, integrity, signal) {
  try {
    return await compileFetched(href, integrity, signal);
  } catch (error) {
    try {
      // A fetch of the page's own may fail, or take the program for a text.
      if (!signal.aborted) return await compileBytes(request(href, signal), integrity);
    } catch {
      // The first error tells more.
    }
    throw error;
  }
}

/**
 * Fetches and compiles the program.
 * @param {() => URL} locate finds the .wasm, or throws
 * @param {string} integrity what it must be, as in a script's integrity attribute; "" for anything
 */
export function load(locate, integrity) {
  let href = "the program";
  /** The directive of a Content Security Policy that bars the load: the fetch's own error does not say so. */
  let barrier = "";
  globalThis.addEventListener?.("securitypolicyviolation", (event) => {
    if (event.blockedURI === href) barrier = event.effectiveDirective;
  });
  const controller = new AbortController();
  /** @type {Promise<WebAssembly.Module>} */
  const module = new Promise((resolve, reject) => {
    href = locate().href;
    // The fetch may be the page's own, and need not heed the signal.
    const timer = setTimeout(() => {
      reject(new Error(`it did not come within ${LONGEST_LOAD / 1000} seconds`));
      controller.abort();
    }, LONGEST_LOAD);
    compile(href, integrity, controller.signal).then(resolve, reject).then(() => clearTimeout(timer));
  });
  module.catch(() => {}); // whoever starts it tells
  return {
    module,
    /** The error that tells why there is no program. @param {unknown} error */
    async explain(error) {
      await new Promise((resolve) => setTimeout(resolve)); // a violation is told in a task of its own
      let cause = messageOf(error);
      if (barrier) cause = `the page's Content Security Policy bars it (${barrier})`;
      else if (integrity) cause = `${cause} (it may not be the file that its integrity says)`;
      return new Error(`playerState: ${href} could not be loaded: ${cause}`, { cause: error });
    },
  };
}
