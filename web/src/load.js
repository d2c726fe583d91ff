/** The program must have come within this time, in milliseconds: no call waits for ever. */
const LONGEST_LOAD = 120_000;

/** @param {URL} url @param {string} integrity @returns {Promise<WebAssembly.Module>} */
async function compile(url, integrity) {
  if (typeof WebAssembly !== "object") throw new Error("this browser has no WebAssembly");
  const response = await fetch(url, { credentials: "same-origin", integrity, signal: AbortSignal.timeout(LONGEST_LOAD) });
  if (!response.ok) throw new Error(`HTTP status ${response.status}`);
  // A server that does not know the type costs the streaming, not the program.
  const streams = response.headers.get("Content-Type")?.startsWith("application/wasm") && WebAssembly.compileStreaming;
  return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

/**
 * Fetches and compiles the program.
 * @param {URL} url where the .wasm is
 * @param {string} integrity what it must be, as in a script's integrity attribute; "" for anything
 */
export function load(url, integrity) {
  /** The directive of a Content Security Policy that bars the load: the fetch's own error does not say so. */
  let barrier = "";
  globalThis.addEventListener("securitypolicyviolation", (event) => {
    if (event.blockedURI === url.href) barrier = event.effectiveDirective;
  });
  const module = compile(url, integrity);
  module.catch(() => {}); // whoever starts it tells
  return {
    module,
    /** The error that tells why there is no program. @param {any} error */
    async explain(error) {
      await new Promise((resolve) => setTimeout(resolve)); // a violation is told in a task of its own
      let cause = error?.message ?? error;
      if (barrier) cause = `the page's Content Security Policy bars it (${barrier})`;
      else if (integrity) cause = `${cause} (it may not be the file that its integrity says)`;
      return new Error(`playerState: ${url} could not be loaded: ${cause}`, { cause: error });
    },
  };
}
