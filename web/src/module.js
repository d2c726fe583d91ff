// The module's exports: a client that is ready-made and loads its program when it is
// first used, and the way to make others.
import { readArguments } from "./arguments.js";
import { anyURL, flag, object, optional, text } from "./checks.js";
import { createClientOf } from "./client.js";
import { PROGRAM, isProgram } from "./compile.js";
import { locate } from "./locate.js";
import { reasonCodes, settings } from "playerstate:table";
import { unpack } from "./unpack.js";

// Bundlers know the program by these words.
const own = INLINE ? unpack : () => locate(() => new URL(WASM_FILE, import.meta.url));

/** @type {import("./checks.js").Check} */
const program = { expected: PROGRAM, read: (value) => (isProgram(value) ? value : undefined) };

/** What gives each URL: clients of one URL share the program. @type {Map<string, () => URL>} */
const urls = new Map();

/** @param {string} url */
function at(url) {
  const source = urls.get(url) ?? (() => new URL(url));
  urls.set(url, source);
  return source;
}

/** @param {Record<string, any>} options see playerstate.d.ts */
export function createClient(options) {
  const initialize = settings.initialize.params;
  const read = readArguments("createClient", [["options", object(
    ...initialize, ["wasm", optional(program, "")], ["wasmUrl", optional(anyURL, "")], ["wasmIntegrity", optional(text, "")],
    ["wrapperName", optional(text, "")], ["logoutOnClose", optional(flag, false)],
  )]], [options]);
  const [wasm, wasmUrl, wasmIntegrity, wrapperName, logoutOnClose] = read.splice(initialize.length);
  if (wasm && wasmUrl) throw new TypeError("createClient: options.wasm and options.wasmUrl both say what the program is: leave one out");
  const { bc, logOutOnClose } = createClientOf(wasm || (wasmUrl ? at(wasmUrl) : own), wasmIntegrity);
  if (logoutOnClose) logOutOnClose(); // before the rest, as the tag does
  bc.setWrapperName(wrapperName);
  bc.initialize(...initialize.map(([name]) => options[name]));
  return bc;
}

export const { bc: _bc } = createClientOf(own, "");
export const { playerState } = _bc;
export const version = VERSION;
export { reasonCodes };
