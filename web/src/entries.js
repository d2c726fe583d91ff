import { stringify } from "../../jsbridge/guard.js";

/** @import { Method } from "playerstate:table" */

/** The values of the parameters that have a key, by their keys. One that is null was left out. @param {Method} method @param {unknown[]} read @returns {Record<string, any>} */
function byKey({ keys }, read) {
  /** @type {Record<string, any>} */
  const values = {};
  keys.forEach((key, i) => { if (key && read[i] !== null) values[key] = read[i]; });
  return values;
}

/**
 * The arguments, behind the call's handle, of each of the program's functions that a
 * method calls (wasm/entries.go).
 * @type {Record<Method["entry"], (method: Method, read: any[]) => unknown[]>}
 */
export const entryArguments = {
  send(method, read) {
    const { service, operation, keys } = method;
    return service ? [service, operation, keys.some(Boolean) ? stringify(byKey(method, read)) : ""] : read;
  },
  login(method, read) {
    const { externalId = "", authenticationToken = "", forceCreate = true } = byKey(method, read);
    return [method.type, externalId, authenticationToken, forceCreate];
  },
  logout: (_, [forgetUser = false]) => [forgetUser],
};
