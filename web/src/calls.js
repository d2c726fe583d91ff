/** What the present turn has to leave in the performance timeline: names and starts. @type {Map<string, number>} */
const measured = new Map();

/** Leaves an entry in the page's performance timeline: the latest one of each name, so that none pile up. @param {string} name @param {number} start */
function measure(name, start) {
  if (measured.size === 0) {
    queueMicrotask(() => {
      for (const [name, start] of measured) {
        performance.clearMeasures(name);
        performance.measure(name, { start, end: performance.now() });
      }
      measured.clear();
    });
  }
  measured.set(name, start);
}

/**
 * The calls that the page waits for. Each is answered once, whoever answers first,
 * and after the present turn of the event loop: never during the call itself.
 */
function createCalls() {
  /** @type {Map<number, (result: object) => void>} */
  const open = new Map();
  let last = 0;

  /** @param {unknown} error */
  const report = (error) => {
    if (typeof reportError === "function") reportError(error);
    else setTimeout(() => { throw error; });
  };

  return {
    /**
     * @param {string} name the name of its entry in the performance timeline
     * @param {Tell | null} tell @param {Options} options
     * @returns {{call: number, promise: Promise<object>}}
     */
    open(name, tell, { signal, timeoutMs }) {
      const call = ++last;
      const start = performance.now();
      const abandon = (/** @type {string} */ why) => this.settle(call, {
        status: 900, reason_code: 90001, status_message: `${why}; what was called goes on without it`, severity: "ERROR",
      });
      const aborted = () => abandon("the call was aborted by its signal");
      const timer = timeoutMs === undefined || timeoutMs === Infinity ? undefined
        : setTimeout(abandon, Math.min(timeoutMs, 2 ** 31 - 1), `the call was not answered within its timeoutMs of ${timeoutMs}`);
      const promise = new Promise((resolve) => open.set(call, (result) => {
        queueMicrotask(() => {
          resolve(result);
          try {
            tell?.(result);
          } catch (error) {
            report(error);
          }
          measure(name, start);
          clearTimeout(timer);
          signal?.removeEventListener("abort", aborted);
        });
      }));
      if (signal?.aborted) aborted();
      else signal?.addEventListener("abort", aborted);
      return { call, promise };
    },

    /** @param {number} call @param {object} result */
    settle(call, result) {
      const answer = open.get(call);
      open.delete(call);
      answer?.(result);
    },
  };
}
