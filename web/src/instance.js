import { createBridge, nextTask } from "../../jsbridge/bridge.js";
import { messageOf, print } from "../../jsbridge/guard.js";
import { goRuntime } from "playerstate:wasm_exec";

/** The runtime's console, for what it has to say about its own timers: its last words go by writeSync. */
const quiet = { warn() {}, log() {} };

/** The files that the program sees: only what its runtime's last words go by. */
function createFiles() {
  let line = "";
  const decoder = new TextDecoder();
  return {
    /** Prints the runtime's last words. @param {number} _fd @param {Uint8Array} bytes */
    writeSync(_fd, bytes) {
      const lines = (line + decoder.decode(bytes)).split("\n");
      line = lines.pop() ?? "";
      if (lines.length > 0) print("error", lines.join("\n"));
      return bytes.length;
    },
  };
}

/**
 * Starts one instance of the program, in a few tasks between which the page goes on: each
 * may be longer than a frame.
 * @param {Promise<WebAssembly.Module>} compiled
 * @param {(call: number, result: object) => void} complete completes a call
 * @param {(type: string, detail: string) => void} emit tells the page of an event; its detail is a JSON text
 * @param {{text: string}} retained is kept for the instance after this one
 * @param {(cause: unknown) => void} died is called once, if the program dies
 * @returns {Promise<((name: string, ...args: unknown[]) => unknown) | null>} calls into the program; null if it has died
 */
export async function startInstance(compiled, complete, emit, retained, died) {
  await nextTask();
  const go = new (goRuntime(createFiles(), quiet))();
  go.exit = () => {};
  let dead = false;
  const die = (/** @type {unknown} */ cause) => {
    if (dead) return;
    dead = true;
    bridge.stop();
    died(cause);
  };
  /** @type {WebAssembly.Instance | undefined} */
  let instance;
  /** Calls a function that Go exports; undefined if it is not there. @param {string} name @param {number[]} args */
  const enter = (name, ...args) => {
    if (dead) return undefined;
    let returned;
    try {
      returned = /** @type {any} */ (instance?.exports[name])?.(...args);
    } catch (error) {
      die(error);
    }
    if (go.exited) die(undefined);
    return returned;
  };
  const module = await compiled;
  const bridge = createBridge(enter, complete, emit, retained, () => /** @type {any} */ (instance).exports.mem);
  go.importObject.jsbridge = /** @type {any} */ (bridge);
  try {
    instance = await WebAssembly.instantiate(module, go.importObject);
    if (!instance.exports.begin) throw new Error("it is of another version than the script");
  } catch (error) {
    bridge.stop();
    throw new Error(`playerState: the program could not be started: ${messageOf(error)}`, { cause: error });
  }
  await nextTask();
  go.run(instance).then(die, die);
  await nextTask();
  return dead ? null : (name, ...args) => bridge.exports[name](...args);
}
