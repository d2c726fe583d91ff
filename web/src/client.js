import { later, stringify } from "../../jsbridge/guard.js";
import { createAdoption } from "./adoption.js";
import { mustBe, readArguments } from "./arguments.js";
import { readConvention } from "./conventions.js";
import { entryArguments } from "./entries.js";
import { createLoader } from "./load.js";
import { copy, createPending } from "./pending.js";
import { createProgram } from "./program.js";
import { createStored } from "./stored.js";
import { text } from "./checks.js";
import { getters, methods, reasonCodes, settings, storedTexts } from "playerstate:table";

/** @import { Options, Tell } from "./conventions.js" */
/** @import { Method } from "playerstate:table" */

/** A method's name below the client's object, as a page writes it. @param {string} name */
const label = (name) => (name.startsWith("playerState.") ? name : `_bc.${name}`);

/** Something that events are dispatched at: an old browser makes no EventTarget as such. @returns {EventTarget} */
function createTarget() {
  try {
    return new EventTarget();
  } catch {
    return new MessageChannel().port1;
  }
}

/**
 * The objects that a page uses, around one program.
 * @param {unknown} source what it is loaded from, as createLoader takes it
 * @param {string} integrity what it must be, "" for anything
 * @param {boolean} [lazy] whether no setting begins the load
 */
export function createClientOf(source, integrity, lazy = false) {
  const events = createTarget();
  /** The types that somebody has ever listened to. */
  const listened = new Set();
  const pending = createPending();
  /** Tells the page of an event. @param {string} type @param {() => any} detail gives its detail, in a microtask */
  const emit = (type, detail) => later(() => {
    if (type === "foreignlogout") adoption.obey(detail()).catch(() => {}); // a client that is not known stays as it is
    else if (listened.has(type)) events.dispatchEvent(new CustomEvent(type, /** @type {CustomEventInit} */ ({ __proto__: null, detail: detail() })));
  });
  const program = createProgram(createLoader(source, integrity), lazy, pending, (type, detail) => emit(type, () => JSON.parse(detail)));
  const stored = createStored();

  /** The latest call of this turn, if it was of a coalesced operation. @type {{key: string, handle: number} | null} */
  let latest = null;

  /**
   * Tells the caller of a result, and the page if the call has failed.
   * @param {Tell | null} tell @param {string} service @param {string} operation @returns {Tell}
   */
  const watched = (tell, service, operation) => (result) => {
    if (result.status !== 200) {
      const detail = { service, operation, result: copy(result) }; // the caller may change its own
      emit("error", () => detail);
    }
    tell?.(result);
  };

  /** Has the program store what it keeps for one app, under one name. @param {string} prefix of the keys */
  function settle(prefix) {
    set.storeUnder(prefix);
    if (stored.appId) program.keepFor(prefix + stored.appId);
  }

  /** A method that the server answers. @param {string} name @param {Method} method */
  const ask = (name, method) => {
    const { params, entry, coalesced } = method, path = label(name);
    const measured = entry === "login" ? "playerState.login" : path;

    /** @param {unknown[]} read @param {Tell} tell @param {Options} options */
    const begin = (read, tell, options) => {
      const passed = entryArguments[entry](method, read);
      const key = coalesced ? `${entry} ${passed}` : "";
      const same = key && latest?.key === key && pending.get(latest.handle) ? latest.handle : undefined;
      const { handle, promise } = pending.add(measured, tell, options, same);
      if (same === undefined) {
        latest = key ? { key, handle } : null;
        later(() => { latest = null; });
        program.ask(entry, handle, passed);
      }
      return promise;
    };

    return (/** @type {unknown[]} */ ...args) => {
      try {
        const read = readArguments(path, params, args);
        const { service, operation } = method.service ? method : { service: read[0], operation: read[1] };
        const { tell, options } = readConvention(path, args.slice(params.length), service, operation);
        const told = watched(tell, service, operation);
        if (entry !== "logout") return begin(read, told, options);
        const end = () => {
          adoption.takeOver();
          return begin(read, told, options);
        };
        return adoption.login()?.then(end) ?? end();
      } catch (error) {
        return Promise.reject(error); // as the web's own functions do
      }
    };
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
    authentication: {},
    // The paths by which a page reaches the vendor's client.
    get brainCloudClient() {
      return bc;
    },
    get brainCloudManager() {
      return bc;
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
    registerGlobalErrorCallback(/** @type {((result: object) => void) | null | undefined} */ callback) {
      if (typeof (callback ?? onError) !== "function") throw mustBe("_bc.registerGlobalErrorCallback", "callback", "a function", callback);
      events.removeEventListener("error", onError);
      onError = (/** @type {any} */ event) => callback?.(event.detail.result);
      bc.addEventListener("error", onError);
    },
    setWrapperName(/** @type {unknown} */ name) {
      const [wrapperName] = readArguments("_bc.setWrapperName", [["name", text]], [name]);
      settle(stored.rename(wrapperName));
    },
    canReconnect: () => stored.canReconnect,
  };
  let onError = (/** @type {any} */ _event) => {};
  for (const name of Object.keys(storedTexts)) {
    const key = storedTexts[name];
    bc[`getStored${name}`] = () => stored.get(key);
    bc[`setStored${name}`] = (/** @type {unknown} */ value) => {
      const [checked] = readArguments(`_bc.setStored${name}`, [[key, text]], [value]);
      stored.set(key, checked);
    };
    bc[`resetStored${name}`] = () => stored.set(key, "");
  }
  /** @param {string} name @param {Function} method */
  const publish = (name, method) => {
    const path = name.split(".");
    const last = /** @type {string} */ (path.pop());
    path.reduce((object, member) => object[member], bc)[last] = method;
  };
  /** @type {Record<string, (...args: any[]) => void>} */
  const set = {};
  for (const name of Object.keys(settings)) {
    const { params, internal } = settings[name];
    set[name] = (...args) => {
      const read = readArguments(label(name), params, args);
      if (/LogoutOnApplicationClose$/i.test(name)) adoption.takeOver();
      if (name === "initialize") settle(stored.initialize(read[0]));
      latest = null;
      program.tell(name, read);
    };
    if (!internal) publish(name, set[name]);
  }
  const adoption = createAdoption(
    (session) => set.attachForeign(...session),
    { seen: set.foreignSeen, heard: set.heard },
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
  for (const name of Object.keys(getters)) publish(name, () => program.get(name, getters[name]));
  for (const name of Object.keys(methods)) {
    const own = ask(name, methods[name]);
    publish(name, own);
    if (name.startsWith("authenticate")) bc.authentication[name] = own;
  }
  /** Has the player logged out when the page is left. */
  const logOutOnClose = () => {
    // Before the program's own, which then ends the session.
    globalThis.addEventListener?.("pagehide", () => adoption.takeOver());
    set.logoutOnClose(true);
  };
  return { bc, set, adoption, logOutOnClose, begin: program.begin };
}
