import { later } from "../../jsbridge/guard.js";

/** The entries that the present turn is to leave: names and starts. @type {Map<string, number>} */
const measured = new Map();

/**
 * Leaves an entry in the page's performance timeline: the latest one of each name, so that
 * none pile up. A browser that does not know measure's options (User Timing, Level 2)
 * gets none.
 * @param {string} name @param {number} start
 */
export function measure(name, start) {
  if (measured.size === 0) {
    later(() => {
      const entries = [...measured];
      measured.clear();
      for (const [entry, begun] of entries) {
        performance.clearMeasures(entry);
        performance.measure(entry, /** @type {PerformanceMeasureOptions} */ ({ __proto__: null, start: begun, end: performance.now() }));
      }
    });
  }
  measured.set(name, start);
}
