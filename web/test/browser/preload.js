// Notes what the page prints and throws. It runs before the page's own scripts; the driver
// takes what is noted by calling a function that no page finds by chance.
{
  /** @type {{level: string, text: string, event?: Event}[]} without a level it was thrown */
  const noted = [];
  for (const level of /** @type {const} */ (["log", "info", "warn", "error", "debug"])) {
    const own = console[level];
    console[level] = (...values) => {
      noted.push({ level, text: values.map(String).join(" ") });
      own.apply(console, values);
    };
  }
  addEventListener("error", (event) => noted.push({ level: "", text: event.message, event }));
  addEventListener("unhandledrejection", (event) => noted.push({ level: "", text: String(event.reason), event }));
  Object.defineProperty(window, Symbol.for("noted"), {
    // The page's own listeners say whether an error is theirs.
    value: () => noted.splice(0).filter(({ event }) => !event?.defaultPrevented).map(({ level, text }) => ({ level, text })),
  });
}
