/** The entries that the present turn is to leave: names and starts. @type {Map<string, number>} */
const measured = new Map();

/**
 * Leaves an entry in the page's performance timeline: the latest one of each name, so that
 * none pile up.
 * @param {string} name @param {number} start
 */
export function measure(name, start) {
  if (measured.size === 0) {
    queueMicrotask(() => {
      for (const [entry, begun] of measured) {
        performance.clearMeasures(entry);
        performance.measure(entry, { start: begun, end: performance.now() });
      }
      measured.clear();
    });
  }
  measured.set(name, start);
}
