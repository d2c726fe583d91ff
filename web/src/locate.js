/** A URL without the user's name and password: fetch refuses it with them, and nobody is to read them. @param {URL} url */
export function bare(url) {
  url.username = url.password = "";
  return url;
}

/** What a page's relative URLs are relative to. */
export const base = () => globalThis.document?.baseURI ?? globalThis.location?.href;

/**
 * Finds the program: beside the script, or else beside the page. A script that is bundled
 * may not know its own URL, and there is nothing beside one of a blob: or data: URL.
 * @param {() => URL} besideScript throws if there is nothing beside the script
 */
export function locate(besideScript) {
  try {
    return bare(besideScript());
  } catch {
    // It is relative to nothing.
  }
  try {
    return bare(new URL(WASM_FILE, base()));
  } catch {
    throw new Error("neither the script nor the page has a URL that it could be beside; createClient takes its wasmUrl");
  }
}
