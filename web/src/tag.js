// The script tag: two names on the page's global object, set up by the tag's attributes.
import { hasOwn, messageOf, print } from "../../jsbridge/guard.js";
import { anyURL } from "./checks.js";
import { createClientOf } from "./client.js";
import { locate } from "./locate.js";
import { unpack } from "./unpack.js";

/** The script's tag. A module is not told which one it is: it is looked for by the file's name. */
function findTag() {
  const { document } = globalThis;
  if (!document) return undefined; // a worker
  const name = WASM_FILE.slice(1, -4) + (INLINE ? "inline.js" : "js");
  const found = document.currentScript ?? [...document.scripts].find(({ src }) => src.split(/[?#]/, 1)[0]?.endsWith(name));
  if (!found) print("error", 'playerState: this script does not find its own tag, and so none of its attributes: leave type="module" out, or call _bc.initialize.');
  return /** @type {HTMLScriptElement | undefined} */ (found);
}

const tag = findTag();
const attributes = /** @type {DOMStringMap} */ (tag?.dataset ?? {});
const { load = "", wasmIntegrity = "" } = attributes;
/** Whether an attribute is there that needs no value. @param {string | undefined} value */
const isOn = (value) => value !== undefined && value !== "false";
const logsOutOnClose = isOn(attributes.logoutOnClose);
const wasmUrl = attributes.wasmUrl === undefined ? "" : /** @type {string | undefined} */ (anyURL.read(attributes.wasmUrl));
if (wasmUrl === undefined) print("error", "playerState: the script tag's data-wasm-url must be a URL; it is left aside.");
const isLater = load === "lazy" || load === "idle";
if (load && !isLater) print("error", 'playerState: the script tag\'s data-load must be "lazy" or "idle"; the program is loaded at once.');

const own = INLINE ? unpack : () => locate(() => new URL(WASM_FILE, tag?.src || location.href));
const { bc, set, adoption, logOutOnClose, begin } = createClientOf(wasmUrl ? () => new URL(wasmUrl) : own, wasmIntegrity, isLater);

/** A page that is never idle is not waited for any longer, in milliseconds. */
const LONGEST_WAIT = 10_000;

/** Loads the program when the page has nothing else to do. */
function beginWhenIdle() {
  if (typeof requestIdleCallback === "function") requestIdleCallback(begin, /** @type {IdleRequestOptions} */ ({ __proto__: null, timeout: LONGEST_WAIT }));
  else setTimeout(begin);
}

if (!isLater) begin();
// When the page is closed it is too late to load what logs the vendor's client out.
else if (load === "idle" || (attributes.client && logsOutOnClose)) {
  if (document.readyState === "complete") beginWhenIdle();
  else addEventListener("load", beginWhenIdle);
}

// A name that an earlier script declared with let, const or class is no property of
// the global object. It can be looked for only under its own name.
/** @type {Record<string, unknown>} */
const declared = {
  _bc: typeof _bc === "undefined" ? undefined : _bc,
  playerState: typeof playerState === "undefined" ? undefined : playerState,
};

/** @param {string} name @param {object} value @param {string} resolution */
function publish(name, value, resolution) {
  const global = /** @type {any} */ (globalThis)[name];
  if (hasOwn(globalThis, name) || (declared[name] !== undefined && declared[name] !== global)) {
    print("error", `playerState: this page has a global of its own named "${name}", which is left as it is. ${resolution}`);
  } else {
    Object.defineProperty(globalThis, name,
      /** @type {PropertyDescriptor} */ ({ __proto__: null, value, writable: true, configurable: true, enumerable: true }));
  }
}

const prefix = attributes.codePrefix || (attributes.client ? "" : "_bc");
if (prefix) publish(prefix, bc, 'Give this script\'s object another name with the attribute data-code-prefix="...".');
publish("playerState", bc.playerState,
  `This script's is ${prefix || "..."}.playerState; the attribute data-code-prefix="..." says under which name.`);

/** @param {string} names @param {() => void} setUp */
function attempt(names, setUp) {
  try {
    setUp();
  } catch (error) {
    print("error", `playerState: the script tag's ${names}: ${messageOf(error)}`);
  }
}

// Before the rest: a program that starts anew is told it first, too, and the page may be left
// while it is told the rest.
if (logsOutOnClose) logOutOnClose();
if (attributes.wrapperName !== undefined) bc.setWrapperName(attributes.wrapperName);
if (attributes.appId !== undefined || attributes.appSecret !== undefined) {
  attempt("data-app-id, data-app-secret, data-app-version, data-server-url", () =>
    set.initialize(attributes.appId, attributes.appSecret, attributes.appVersion ?? "1.0.0", attributes.serverUrl));
} else if (attributes.serverUrl !== undefined) {
  attempt("data-server-url", () => set.setServerUrl(attributes.serverUrl));
}
if (attributes.client) {
  const path = attributes.client;
  attempt("data-client", () => adoption.attachNamed(path));
}
if (isOn(attributes.restoreSession)) bc.restoreSession();
