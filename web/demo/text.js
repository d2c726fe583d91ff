// Values as the page's texts write them.

/**
 * A text, or its beginning and how much more there is.
 * @param {string} text
 * @param {number} [most] characters
 */
export const cut = (text, most = 6000) => (text.length > most ? `${text.slice(0, most)}\n… ${text.length - most} characters more` : text);

/** @param {number} ms */
export const duration = (ms) => (ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

/** The time of day, to a tenth of a second. */
export function clock() {
  const now = new Date();
  return `${now.toLocaleTimeString("en-GB")}.${Math.floor(now.getMilliseconds() / 100)}`;
}

/** @param {number} n */
export const ordinal = (n) => `${n}${{ 1: "st", 2: "nd", 3: "rd" }[n % 100 > 10 && n % 100 < 14 ? 0 : n % 10] ?? "th"}`;
