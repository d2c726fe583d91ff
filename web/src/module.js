// The module's exports: a client that is ready-made and loads its program when it is
// first used, and the way to make others.
import { readArguments } from "./arguments.js";
import { anyURL, object, optional, text } from "./checks.js";
import { createClientOf } from "./client.js";
import { locate } from "./locate.js";
import { reasonCodes, settings } from "playerstate:table";

// Bundlers know the program by these words.
const wasm = () => locate(() => new URL(WASM_FILE, import.meta.url));

/** @param {Record<string, any>} options see playerstate.d.ts */
export function createClient(options) {
  const initialize = settings.initialize.params;
  const read = readArguments("createClient", [["options", object(
    ...initialize, ["wasmUrl", optional(anyURL, "")], ["wasmIntegrity", optional(text, "")], ["wrapperName", optional(text, "")],
  )]], [options]);
  const [wasmUrl, wasmIntegrity, wrapperName] = read.splice(initialize.length);
  const { bc } = createClientOf(wasmUrl ? () => new URL(wasmUrl) : wasm, wasmIntegrity);
  bc.setWrapperName(wrapperName);
  bc.initialize(...initialize.map(([name]) => options[name]));
  return bc;
}

export const { bc: _bc } = createClientOf(wasm, "");
export const { playerState } = _bc;
export const version = VERSION;
export { reasonCodes };
