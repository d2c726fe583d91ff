import { hasOwn, stringify } from "../../jsbridge/guard.js";

/** @import { Method } from "playerstate:table" */

/**
 * The values of the parameters that have a key, by their keys. One that is null was left out;
 * two of one key are joined.
 * @param {Method} method @param {unknown[]} read
 */
function byKey({ keys, data }, read) {
  /** @type {Record<string, any>} */
  const values = { ...data };
  keys.forEach((key, i) => {
    if (key && read[i] !== null) values[key] = hasOwn(values, key) ? `${values[key]}:${read[i]}` : read[i];
  });
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
    const { authenticationType = method.type, externalId = "", authenticationToken = "", forceCreate, externalAuthName = "", extraJson } = byKey(method, read);
    return [authenticationType, externalId, stringify(authenticationToken), forceCreate, externalAuthName, extraJson ? stringify(extraJson) : ""];
  },
  restoreSession: () => [],
  logout: (_, [forgetUser = false]) => [forgetUser],
};
