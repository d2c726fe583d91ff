// The page's own clocks, which go on as ever, and by so much more when a test says so.
// Timers of a minute and more go by them, those of a session's heartbeats; the attribute
// data-shortest says another number of milliseconds.
globalThis.pass = (() => {
  const { setTimeout, setInterval, clearTimeout, Date: { now } } = globalThis;
  const shortest = Number(document.currentScript.dataset.shortest ?? 60_000);
  /** By their ids. @type {Map<object, {due: number, every: number, run: () => void}>} */
  const timers = new Map();
  let passed = 0;
  Date.now = () => now() + passed;
  const elapsed = performance.now.bind(performance);
  performance.now = () => elapsed() + passed;

  const timer = (real, repeated) => (f, ms, ...args) => {
    if (!(ms >= shortest)) return real(f, ms, ...args);
    const id = {};
    timers.set(id, { due: Date.now() + ms, every: repeated ? ms : 0, run: () => f(...args) });
    return id;
  };
  globalThis.setTimeout = timer(setTimeout, false);
  globalThis.setInterval = timer(setInterval, true);
  globalThis.clearTimeout = globalThis.clearInterval = (id) => timers.delete(id) || clearTimeout(id);

  return (ms) => {
    passed += ms;
    for (const [id, timer] of [...timers]) {
      if (timer.due > Date.now()) continue;
      if (timer.every) timer.due += timer.every;
      else timers.delete(id);
      timer.run();
    }
  };
})();
