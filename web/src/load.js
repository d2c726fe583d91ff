import { messageOf, print } from "../../jsbridge/guard.js";
import { compileFile, compileGiven, isPassing } from "./compile.js";

/** The program must have come within this time, in milliseconds: no call waits for ever. */
const LONGEST_LOAD = 120_000;
/** The pause after the first attempt that fails, in milliseconds: a change of networks takes about as long. It doubles with each. */
const FIRST_PAUSE = 1_000;
/** The longest one: a network that comes back without a word is found within it. */
const LONGEST_PAUSE = 15_000;

/** Ends the present task. @returns {Promise<void>} */
const task = () => new Promise((resolve) => { setTimeout(resolve); });

/** Waits for some milliseconds, or until the network comes back. @param {number} ms @returns {Promise<void>} */
const pause = (ms) => new Promise((resolve) => {
  const end = () => {
    clearTimeout(timer);
    globalThis.removeEventListener?.("online", end);
    resolve();
  };
  const timer = setTimeout(end, ms);
  globalThis.addEventListener?.("online", end);
});

/** @param {SecurityPolicyViolationEvent} violation */
const barredBy = ({ effectiveDirective, blockedURI }) =>
  `the page's Content Security Policy bars it (${effectiveDirective}): add ${blockedURI === "wasm-eval" ? "'wasm-unsafe-eval'" : new URL(blockedURI).origin} to it`;

/**
 * The loads that are under way or have succeeded, by their sources: the clients of one source
 * share the module.
 * @type {WeakMap<object, {integrity: string, module: Promise<WebAssembly.Module>}>}
 */
const loads = new WeakMap();

/**
 * What loads the program: the owner of the attempts until it is compiled.
 *
 * @param {unknown} source a function that gives the URL of the .wasm, or what else is compiled, at each attempt; or that itself, for one attempt
 * @param {string} integrity what it must be, as in a script's integrity attribute; "" for anything
 */
export function createLoader(source, integrity) {
  /** When the latest attempt began. */
  let tried = -Infinity;
  /** What is loaded, for the page to read. */
  let name = "the program";

  /**
   * One load: attempts, until one succeeds, the next would fail as well, or the time is over.
   * @returns {Promise<WebAssembly.Module>} rejects with an error that says why there is none
   */
  async function load() {
    /** Of a Content Security Policy that bars the load: the fetch's own error does not say so. @type {SecurityPolicyViolationEvent | undefined} */
    let violation;
    const violated = (/** @type {SecurityPolicyViolationEvent} */ event) => {
      if (event.blockedURI === name || event.blockedURI === "wasm-eval") violation = event;
    };
    /** The latest attempt's error. @type {unknown} */
    let failed;
    const controller = new AbortController();

    const compile = async (/** @type {boolean} */ fetching) => {
      const given = typeof source === "function" ? source() : source;
      if (given instanceof URL) name = given.href;
      return given instanceof URL ? compileFile(name, integrity, fetching, controller.signal) : compileGiven(given, integrity);
    };

    /** One attempt, in two ways: a fetch of the page's own may fail, or take the program for a text. */
    const attempt = async () => {
      if (typeof source !== "function") return compile(false);
      try {
        return await compile(true);
      } catch (error) {
        failed = error;
        if (controller.signal.aborted) throw error;
      }
      try {
        return await compile(false);
      } catch (error) {
        if (!isPassing(error)) failed = error; // or else the first one tells more
        throw error;
      }
    };

    const attempts = async () => {
      // A page that calls again and again must not ask without a pause.
      const early = tried + FIRST_PAUSE - performance.now();
      if (early > 0) await pause(early);
      for (let ms = FIRST_PAUSE; ; ms = Math.min(2 * ms, LONGEST_PAUSE)) {
        tried = performance.now();
        try {
          return await attempt();
        } catch (error) {
          await task(); // a violation is told in a task of its own
          if (violation || !isPassing(error) || typeof source !== "function" || controller.signal.aborted) throw error;
        }
        if (ms === FIRST_PAUSE) print("warn", `playerState: ${name} could not be loaded: ${messageOf(failed)}; it is tried again`);
        await pause(ms);
        if (controller.signal.aborted) throw failed;
      }
    };

    globalThis.addEventListener?.("securitypolicyviolation", violated);
    let timer = /** @type {any} */ (0);
    const limit = new Promise((_, reject) => {
      timer = setTimeout(() => {
        failed = new Error(`it did not come within ${LONGEST_LOAD / 1000} seconds${failed ? `: ${messageOf(failed)}` : ""}`);
        reject(failed);
        controller.abort();
      }, LONGEST_LOAD);
    });
    try {
      return await Promise.race([/** @type {Promise<never>} */ (limit), attempts()]);
    } catch (error) {
      throw new Error(`playerState: ${name} could not be loaded: ${violation ? barredBy(violation) : messageOf(failed ?? error)}`, { cause: error });
    } finally {
      clearTimeout(timer);
      globalThis.removeEventListener?.("securitypolicyviolation", violated);
    }
  }

  const key = /** @type {object} */ (source);
  const once = () => {
    const known = loads.get(key);
    if (known && known.integrity === integrity) return known.module;
    const module = load();
    loads.set(key, { integrity, module });
    module.catch(() => once.forget(module)); // whoever starts it tells
    return module;
  };
  /** Has the next load ask again. @param {Promise<WebAssembly.Module>} module what has failed, or can't be started */
  once.forget = (module) => {
    if (loads.get(key)?.module === module) loads.delete(key);
  };
  return once;
}
