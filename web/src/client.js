import { later, stringify } from "../../jsbridge/guard.js";
import { createAdoption } from "./adoption.js";
import { readArguments } from "./arguments.js";
import { readConvention } from "./conventions.js";
import { entryArguments } from "./entries.js";
import { createLoader } from "./load.js";
import { createPending } from "./pending.js";
import { createProgram } from "./program.js";
import { getters, methods, reasonCodes, settings } from "playerstate:table";

/** @import { Options } from "./conventions.js" */
/** @import { Method } from "playerstate:table" */

/** A method's name below the client's object, as a page writes it. @param {string} name */
const label = (name) => (name.includes(".") ? name : `_bc.${name}`);

/**
 * The objects that a page uses, around one program.
 * @param {unknown} source what it is loaded from, as createLoader takes it
 * @param {string} integrity what it must be, "" for anything
 * @param {boolean} [lazy] whether no setting begins the load
 */
export function createClientOf(source, integrity, lazy = false) {
  const events = new EventTarget();
  /** The types that somebody has ever listened to. */
  const listened = new Set();
  const pending = createPending();
  const program = createProgram(createLoader(source, integrity), lazy, pending, (type, detail) => later(() => {
    if (listened.has(type)) events.dispatchEvent(new CustomEvent(type, /** @type {CustomEventInit} */ ({ __proto__: null, detail })));
  }));

  /** The latest call of this turn, if it was of a coalesced operation. @type {{key: string, handle: number} | null} */
  let latest = null;

  /** A method that the server answers. @param {string} name @param {Method} method */
  const ask = (name, method) =>
    // Async: a bad argument rejects, as the web's own functions do.
    async (/** @type {unknown[]} */ ...args) => {
      const { params, entry, coalesced } = method;
      const read = readArguments(label(name), params, args);
      if (entry === "logout") {
        const login = adoption.login();
        if (login) await login;
        adoption.takeOver();
      }
      const { service, operation } = method.service ? method : { service: read[0], operation: read[1] };
      const { tell, options } = readConvention(label(name), args.slice(params.length), service, operation);
      const passed = entryArguments[entry](method, read);
      const key = coalesced ? `${entry} ${passed}` : "";
      const same = key && latest?.key === key && pending.get(latest.handle) ? latest.handle : undefined;
      const { handle, promise } = pending.add(entry === "login" ? "playerState.login" : label(name), tell, options, same);
      if (same === undefined) {
        latest = key ? { key, handle } : null;
        later(() => { latest = null; });
        program.ask(entry, handle, passed);
      }
      return promise;
    };

  /** @type {Record<string, any>} */
  const bc = {
    playerState: {
      get client() {
        return bc;
      },
      attachClient: (/** @type {unknown} */ target) => adoption.attach(target),
      detachClient: () => adoption.detach(),
    },
    version: VERSION,
    reasonCodes,
    get ready() {
      return program.ready;
    },
    addEventListener(/** @type {[string, any, any]} */ ...args) {
      program.begin(); // who listens wants to hear of a logout of an earlier page, too
      listened.add(String(args[0]));
      events.addEventListener(...args);
    },
    removeEventListener: events.removeEventListener.bind(events),
  };
  /** @param {string} name @param {Function} method */
  const publish = (name, method) => {
    const path = name.split(".");
    const last = /** @type {string} */ (path.pop());
    path.reduce((object, member) => object[member], bc)[last] = method;
  };
  /** @type {Record<string, (...args: any[]) => void>} */
  const set = {};
  for (const [name, { params, internal }] of Object.entries(settings)) {
    set[name] = (...args) => {
      const read = readArguments(label(name), params, args);
      if (name === "logoutOnApplicationClose") adoption.takeOver();
      latest = null;
      program.tell(name, read);
    };
    if (!internal) publish(name, set[name]);
  }
  const adoption = createAdoption(
    (session) => set.attachForeign(...session),
    ({ service, operation, data, callback }) => {
      const { handle } = pending.add("_bc.sendRequest", callback ? (result) => callback(result) : null, /** @type {Options} */ ({ __proto__: null }));
      program.ask("send", handle, [service, operation, data === undefined ? "" : stringify(data)]);
    },
    () => set.foreignIdle(),
    {
      playerStateLogout: (/** @type {unknown[]} */ ...how) => bc.playerState.logout(...how),
      logout: (/** @type {unknown[]} */ ...how) => bc.logout(...how),
      logoutOnApplicationClose: set.logoutOnApplicationClose,
    },
  );
  for (const [name, without] of Object.entries(getters)) publish(name, () => program.get(name, without));
  for (const [name, method] of Object.entries(methods)) publish(name, ask(name, method));
  return { bc, set, adoption, begin: program.begin };
}
