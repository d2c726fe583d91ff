import { later } from "../../jsbridge/guard.js";
import { clearSession, hasSession, isBusy, isInitialized, isLoggingIn, readVendor, sessionOf, watchSession } from "./vendor.js";

/** @import { Message, Vendor } from "./vendor.js" */

/** How often the vendor's client is looked at while it has a packet in flight, in milliseconds. */
const LOOK_EVERY = 10;
/** The longest wait for a login of the vendor's client, in milliseconds: that of all its attempts. */
const LONGEST_LOGIN = 120_000;
/** How often it is looked for under its name, in milliseconds: the page may make another one. */
const FIND_EVERY = 1_000;

/**
 * The vendor's client of the page, whose sessions ours ends.
 * @param {(session: unknown[]) => void} take has the program take a session over; throws a TypeError if a part of it is not as expected
 * @param {{seen: (...session: unknown[]) => void, heard: (notice: string) => void}} tabs tell the program of the session that the vendor's client has, and once more of another tab's notice
 * @param {(message: Message) => void} send has the program send a message in it
 * @param {() => void} idle tells the program that the vendor's client has no packet in flight any more
 * @param {{logout: Function, logoutOnApplicationClose: Function, playerStateLogout: Function}} ours take the place of the vendor's functions
 */
export function createAdoption(take, tabs, send, idle, ours) {
  /** @type {Vendor | null} */
  let attached = null;
  /** Undoes what attach has changed. @type {() => void} */
  let restore = () => {};
  /** Finds the object that is attached by name. @type {() => unknown} */
  let find = () => undefined;
  /** The object that is attached. @type {unknown} */
  let target;

  /** Puts our function in the place of one of the vendor's, which older versions lack. @param {any} object @param {string} name @param {Function} own */
  function replace(object, name, own) {
    const vendors = object[name];
    object[name] = own;
    return () => {
      if (object[name] !== own) return;
      if (vendors) object[name] = vendors;
      else delete object[name];
    };
  }

  /** The timer by which it is looked for. */
  let finder = 0;
  /** The session, and its next packet's number, that the program was told of at last. */
  let seen = "";

  function release() {
    restore();
    attached = null;
    target = undefined;
  }

  function detach() {
    release();
    clearInterval(finder);
    find = () => undefined;
  }

  /** @param {unknown} object @throws {TypeError} naming the member that is not as expected */
  function attach(object) {
    const vendor = readVendor(object);
    release();
    const { client, wrapper } = vendor;
    const forget = (/** @type {unknown} */ forgetUser) => forgetUser && wrapper.resetStoredProfileId?.();
    const undo = [replace(client.playerState, "logout", (/** @type {unknown[]} */ ...how) => ours.playerStateLogout(...how))];
    if (wrapper) {
      undo.push(replace(wrapper, "logout", (/** @type {unknown} */ forgetUser, /** @type {unknown[]} */ ...how) => {
        forget(forgetUser);
        return ours.logout(false, ...how);
      }), replace(wrapper, "logoutOnApplicationClose", (/** @type {unknown} */ forgetUser) => {
        forget(forgetUser);
        ours.logoutOnApplicationClose(false);
      }));
    }
    undo.push(watchSession(vendor, () => {
      const session = sessionOf(vendor).slice(0, -1), [id, packetId] = session;
      const now = id ? `${packetId} ${id}` : "";
      if (now === seen) return;
      tabs.seen(...session);
      seen = now;
    }), () => {
      if (seen) later(() => tabs.seen("", ...sessionOf(vendor).slice(1, -1)));
      seen = "";
    });
    restore = () => undo.splice(0).forEach((f) => f());
    attached = vendor;
    target = object;
  }

  /** The vendor's client at this moment: the page may make it later, or replace it. */
  function present() {
    const object = find() ?? target;
    if (object !== undefined && object !== null && object !== target) attach(object);
    return attached;
  }

  /** Tells the program once the packet that is in flight has ended. @param {Vendor} vendor */
  function watch(vendor) {
    const timer = setInterval(() => {
      if (isBusy(vendor)) return;
      clearInterval(timer);
      idle();
    }, LOOK_EVERY);
  }

  /** Has the program take over the session that the vendor's client has, if it has one. @param {boolean} [beside] while a session of ours goes on */
  function takeOver(beside = false) {
    const vendor = present();
    if (!vendor || !isInitialized(vendor)) return;
    take([...sessionOf(vendor), beside]); // its app, at least
    if (!hasSession(vendor)) return;
    clearSession(vendor).forEach(send);
    if (isBusy(vendor)) watch(vendor);
  }

  /** Waits for a login of the vendor's client that is on its way; null if none is. @returns {Promise<void> | null} */
  function login() {
    const vendor = present();
    if (!vendor || !isLoggingIn(vendor)) return null;
    const end = performance.now() + LONGEST_LOGIN;
    return new Promise((resolve) => {
      const timer = setInterval(() => {
        if (isLoggingIn(vendor) && performance.now() < end) return;
        clearInterval(timer);
        resolve();
      }, LOOK_EVERY);
    });
  }

  return {
    /** Attaches an object, by which no name is looked for any more. @param {unknown} object @throws {TypeError} naming the member that is not as expected */
    attach(object) {
      attach(object);
      clearInterval(finder);
      find = () => object;
    },

    detach,
    takeOver,

    /** Attaches the object of that name, once it is there. @param {string} path a global's name, or a dotted path */
    attachNamed(path) {
      const names = path.split(".");
      find = () => names.reduce((/** @type {any} */ object, name) => object?.[name], globalThis);
      const [first] = names;
      const look = () => {
        try {
          present();
        } catch {
          // It may not be whole yet: a logout looks again, and tells.
        }
      };
      finder = setInterval(look, FIND_EVERY);
      if (find() !== undefined) return present();
      if (Object.getOwnPropertyDescriptor(globalThis, first)) return null;
      // The game makes it later: its functions are ours from then on.
      Object.defineProperty(globalThis, first, /** @type {PropertyDescriptor} */ ({
        __proto__: null, configurable: true, enumerable: true,
        get: () => undefined,
        set(value) {
          Object.defineProperty(globalThis, first, /** @type {PropertyDescriptor} */ ({ __proto__: null, value, configurable: true, enumerable: true, writable: true }));
          look();
        },
      }));
      return null;
    },

    login,

    /** Logs the vendor's client out if it still has that session, which a notice of another tab's ends. @param {{sessionId: string, notice: string}} detail */
    async obey({ sessionId, notice }) {
      await login();
      if (!attached || sessionOf(attached)[0] !== sessionId) return;
      takeOver(true);
      tabs.heard(notice);
    },
  };
}
