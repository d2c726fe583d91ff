import { later } from "../../jsbridge/guard.js";

/**
 * All that is read and written of the vendor's client, npm braincloud 4.15 and later: a
 * wrapper with brainCloudClient and brainCloudManager in it, or the client alone.
 *
 * @typedef {object} Vendor
 * @property {any} client
 * @property {any} manager
 * @property {any} wrapper null if there is none
 *
 * @typedef {{service: string, operation: string, data?: unknown, callback?: (result: object) => void}} Message
 */

/** The members of the manager, and what typeof says of each. */
const MANAGER = {
  _sessionId: "string", _packetId: "number", _appId: "string", _secret: "string", _dispatcherUrl: "string",
  _isAuthenticated: "boolean", _requestInProgress: "boolean", _sendQueue: "object", _inProgressQueue: "object",
  stopHeartBeat: "function",
};

/** @param {string} member @param {any} value @param {string} type */
function mustBeA(member, value, type) {
  if (typeof value !== type || value === null) {
    throw new TypeError(`attachClient: this is no client of the vendor's that is known: its ${member} must be ${type === "object" ? "an" : "a"} ${type}, not ${value === null ? "null" : typeof value}`);
  }
}

/**
 * Reads the vendor's object, and touches nothing.
 * @param {any} target a wrapper or a client
 * @returns {Vendor}
 * @throws {TypeError} naming the member that is not as expected
 */
export function readVendor(target) {
  mustBeA("value", target, "object");
  const client = target.brainCloudClient ?? target;
  mustBeA("brainCloudClient", client, "object");
  const manager = client.brainCloudManager ?? target.brainCloudManager;
  mustBeA("brainCloudManager", manager, "object");
  for (const member of /** @type {(keyof typeof MANAGER)[]} */ (Object.keys(MANAGER))) mustBeA(`brainCloudManager.${member}`, manager[member], MANAGER[member]);
  mustBeA("playerState", client.playerState, "object");
  mustBeA("playerState.logout", client.playerState.logout, "function");
  return { client, manager, wrapper: client === target ? null : target };
}

const isLogin = (/** @type {Message} */ message) => message?.operation === "AUTHENTICATE";

/** Whether a login of the vendor's client is on its way. @param {Vendor} vendor */
export const isLoggingIn = ({ manager }) =>
  manager._sendQueue.some(isLogin) || (manager._requestInProgress && manager._inProgressQueue.some(isLogin));

/** Whether a packet of it is in flight. @param {Vendor} vendor */
export const isBusy = ({ manager }) => manager._requestInProgress;

/** Whether the page has told it which game it is. @param {Vendor} vendor */
export const isInitialized = ({ manager }) => manager._appId !== "" && manager._secret !== "";

/** @param {Vendor} vendor */
export const hasSession = ({ manager }) => manager._sessionId !== "";

/**
 * The session that it has, as the program's attachForeign takes it; with "" for its id if it
 * has none.
 * @param {Vendor} vendor @returns {unknown[]}
 */
export const sessionOf = ({ client, manager }) => [
  manager._sessionId, manager._packetId, client.authentication?.profileId ?? "", manager._appId, manager._secret,
  manager._dispatcherUrl, manager._requestInProgress,
];

/**
 * Has a function called, soon, whenever the vendor's client opens a session or ends it, or
 * uses up a packet's number.
 * @param {Vendor} vendor @param {() => void} changed @returns {() => void} what ends that
 */
export function watchSession({ manager }, changed) {
  const undo = ["_sessionId", "_packetId"].map((member) => {
    let now = manager[member];
    const define = (/** @type {PropertyDescriptor} */ how) =>
      Reflect.defineProperty(manager, member, /** @type {PropertyDescriptor} */ ({ __proto__: null, configurable: true, enumerable: true, ...how }));
    define({
      get: () => now,
      set(value) {
        now = value;
        later(changed);
      },
    });
    return () => void define({ value: now, writable: true });
  });
  later(changed);
  return () => undo.forEach((f) => f());
}

/**
 * Logs the vendor's client out in every way that it knows: its next login works.
 * @param {Vendor} vendor
 * @returns {Message[]} the messages that waited in its session
 */
export function clearSession({ client, manager }) {
  const messages = manager._sendQueue.splice(0).filter((/** @type {Message} */ message) => message.service !== undefined);
  manager.stopHeartBeat();
  manager._isAuthenticated = false;
  manager._sessionId = "";
  manager._packetId += 1;
  if (client.authentication) client.authentication.profileId = "";
  return messages;
}
