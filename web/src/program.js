import { messageOf, print } from "../../jsbridge/guard.js";
import { failure } from "./failure.js";
import { startInstance } from "./instance.js";
import { createRetained } from "./retained.js";
import { replayed, reasonCodes } from "playerstate:table";
import { missing } from "./support.js";
import { measure } from "./timeline.js";

/** @typedef {ReturnType<typeof import("./pending.js").createPending>} Pending */

/** Deaths in a row, with no call completed between, after which it stays dead. */
const MOST_DEATHS = 3;

/**
 * The Go program as the page sees it: loaded once, started again if it dies. Calls that
 * come before it runs are held and handed over in order; if it can not run, each is
 * completed all the same, and the next one begins anew.
 *
 * @param {ReturnType<typeof import("./load.js").createLoader>} load compiles it, at once if it has done so before; rejects with an error for the page
 * @param {boolean} lazy whether the settings that a new instance gets again begin no load
 * @param {Pending} pending the calls that are not completed
 * @param {(type: string, detail: string) => void} emit tells the page of an event; its detail is a JSON text
 */
export function createProgram(load, lazy, pending, emit) {
  /** Calls into the running program; null while there is none. @type {((name: string, ...args: unknown[]) => unknown) | null} */
  let enter = null;
  /** When the load began that is under way, or has led to the program; 0 if there is none, or it has failed. */
  let begun = 0;
  /** Calls that wait for the program. @type {{name: string, handle: number, args: unknown[]}[]} */
  let held = [];
  /** The latest call of each setting that a new instance gets again. @type {Map<string, unknown[]>} */
  const settings = new Map();
  /** What an instance keeps for the one after it. */
  const retained = createRetained(() => enter?.("returned"));
  let deaths = 0;

  /** Fulfilled once the program runs, rejected if the load fails. The next load has another one. @type {Promise<void>} */
  let ready;
  /** @type {() => void} */
  let fulfil = () => {};
  /** @type {(error: Error) => void} */
  let reject = () => {};

  /** What the browser lacks, as far as it is known. */
  let lack = "";

  /** The latest failure that the console was told. */
  let told = "";

  /** @param {Error} error */
  function fail(error) {
    begun = 0;
    if (error.message !== told) print("error", told = error.message);
    reject(error);
    held = held.filter(({ handle }) => !handle); // what was set is for the next load
    pending.fail(failure(reasonCodes.CLIENT_DISABLED, error.message));
  }

  /** @param {Promise<WebAssembly.Module>} compiled */
  async function start(compiled) {
    const entered = await startInstance(compiled, (handle, result) => {
      deaths = 0;
      pending.complete(handle, result);
    }, emit, retained, (cause) => {
      enter = null;
      // The cause is the engine's or the runtime's: it quotes nothing of the page's.
      pending.fail(failure(reasonCodes.CLIENT_DISABLED, `playerState: the program stopped unexpectedly${cause ? ` (${messageOf(cause)})` : ""}; it is started again`), true);
      if (++deaths < MOST_DEATHS) start(load()).catch(fail);
      else fail(new Error("playerState: the program stopped again and again"));
    });
    if (!entered) return;
    enter = entered;
    measure("playerState.load", begun);
    fulfil();
    for (const [name, args] of settings) entered(name, ...args);
    if (retained.own) entered("resume");
    for (const { name, handle, args } of held.splice(0)) run(name, handle, args);
    entered("adopt");
  }

  /** @param {string} name @param {number} handle 0 for a call that is not completed @param {unknown[]} args */
  function run(name, handle, args) {
    if (enter === null) {
      held.push({ name, handle, args });
      return;
    }
    if (replayed.has(name)) {
      settings.delete(name); // the latest goes last
      settings.set(name, args);
    }
    const call = pending.get(handle);
    if (call) call.entered = true;
    enter(name, ...(handle ? [handle] : []), ...args);
  }

  /** Loads the program, unless that is under way or done. */
  function begin() {
    if (begun) return;
    begun = performance.now();
    ready = new Promise((...functions) => { [fulfil, reject] = functions; });
    ready.catch(() => {}); // not everybody waits for it; each call tells
    lack ||= missing(false);
    const compiled = lack ? null : load();
    const started = compiled ? start(compiled) : Promise.reject();
    started.catch((error) => {
      if (compiled) load.forget(compiled); // there may be another version by the next call
      lack ||= missing(true);
      fail(lack ? new Error(`playerState: the program can not run here: there is no ${lack}`) : error);
    });
  }

  return {
    begin,

    /** Says whose what the program keeps is: an app's, under a wrapper's name. @param {string} name */
    keepFor: (name) => retained.use(`playerState.session.${name}`),

    get ready() {
      begin();
      return ready;
    },

    /** A call that is completed later. @param {string} name @param {number} handle @param {unknown[]} args */
    ask(name, handle, args) {
      begin();
      run(name, handle, args);
    },

    /** A call that returns nothing. @param {string} name @param {unknown[]} args */
    tell(name, args) {
      if (!lazy || !replayed.has(name)) begin();
      run(name, 0, args);
    },

    /** A question about the present state. @param {string} name @param {unknown} without the answer while there is no program */
    get: (name, without) => enter?.(name) ?? without,
  };
}
