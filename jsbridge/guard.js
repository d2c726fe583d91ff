/**
 * What a page's own code can not break. A page may have put anything in the place of the
 * browser's functions, and on the prototypes that every object has.
 */

const { hasOwnProperty } = Object.prototype;

/** @param {object} object @param {PropertyKey} name */
export const hasOwn = (object, name) => hasOwnProperty.call(object, name);

/**
 * Calls f in a microtask, and ignores its errors. Whatever calls the page's own code is
 * called this way: it may throw, and may call into the program, which is not to run then.
 * @param {() => unknown} f
 */
export async function later(f) {
  await undefined; // queueMicrotask may be the page's, too
  try {
    f();
  } catch {
    // It was for developers, or has told what there is to tell.
  }
}

/** Prints a line on the console. @param {"error" | "warn" | "info"} level @param {string} line */
export const print = (level, line) => void later(() => console[level](line));

/** What an error says: anything can be thrown. @param {any} error */
export function messageOf(error) {
  try {
    return String(error?.message ?? error);
  } catch {
    return "an error without words";
  }
}

/**
 * The JSON text of a value. Old libraries put a toJSON on the prototype of arrays, or of
 * all objects, that gives a JSON text, which would be written as a string. It is passed
 * over; an object's own toJSON, and that of its class, is not.
 * @param {unknown} value
 */
export const stringify = (value) => JSON.stringify(value, /** @type {any} */ ([]).toJSON && function (/** @type {string} */ key, /** @type {unknown} */ made) {
  // @ts-ignore the object that has the value
  const raw = this[key];
  return raw?.toJSON === /** @type {any} */ (Array.isArray(raw) ? Array : Object).prototype.toJSON ? raw : made;
});
