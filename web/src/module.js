// The module's exports: a client that is ready-made and loads its program when it is
// first used, and the way to make others.
import { readArguments } from "./arguments.js";
import { anyURL, object, optional, text } from "./checks.js";
import { createClientOf } from "./client.js";
import { reasonCodes, settings } from "playerstate:table";

const wasm = new URL(WASM_FILE, import.meta.url);

/** @param {Record<string, any>} options see playerstate.d.ts */
export function createClient(options) {
  const initialize = settings.initialize.params;
  const read = readArguments("createClient", [["options", object(
    ...initialize, ["wasmUrl", optional(anyURL, wasm)], ["wasmIntegrity", optional(text, "")],
  )]], [options]);
  const [wasmUrl, wasmIntegrity] = read.splice(initialize.length);
  const { bc } = createClientOf(new URL(wasmUrl), wasmIntegrity);
  bc.initialize(...initialize.map(([name]) => options[name]));
  return bc;
}

export const { bc: _bc } = createClientOf(wasm, "");
export const { playerState } = _bc;
export const version = VERSION;
export { reasonCodes };
