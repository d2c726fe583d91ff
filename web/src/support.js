/** What the scripts use, beside WebAssembly, that a browser of the last ten years may lack. */
const NEEDED = ["fetch", "AbortController", "TextDecoder"];

/**
 * A module that uses the features of WebAssembly that Go's programs do. Its one function
 * extends a sign, fills memory, and converts a number that need not fit.
 */
export const FEATURES = Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 5, 3, 1, 0, 0, 10, 22, 1, 20, 0,
  65, 0, 192, 65, 0, 65, 0, 252, 11, 0, 67, 0, 0, 0, 0, 252, 0, 26, 11,
);

/**
 * What this browser lacks, so that the program can't run in it; "" if that is nothing.
 * @param {boolean} failed whether the program has failed to load. WebAssembly's features are
 * looked for only then: that keeps the main thread for up to four milliseconds.
 */
export function missing(failed) {
  const lacking = NEEDED.find((name) => !(name in globalThis));
  if (lacking) return lacking;
  if (typeof WebAssembly !== "object") return "WebAssembly";
  return failed && !WebAssembly.validate(FEATURES) ? "bulk memory in its WebAssembly" : "";
}
