/** The keys that a client of this page has. @type {Set<string>} */
const taken = new Set();
/** Begins the text of a page that has been left. */
const LEFT = "left ";

/** @param {string} key */
function read(key) {
  try {
    return sessionStorage.getItem(key) ?? "";
  } catch {
    return ""; // it is barred, or this is no page
  }
}

/** @param {string} key @param {string} text */
function write(key, text) {
  try {
    sessionStorage.setItem(key, text);
  } catch {
    // Then the next page has none.
  }
}

/**
 * The text that the program keeps outside itself. It is for the instance of the program that
 * starts if this one dies, and for the page that is loaded next in this tab, for which it is
 * stored while the page is left or hidden. While the page goes on it is not: a tab that is
 * duplicated would have a copy, and a write at each change would cost the main thread more than
 * all else of it.
 *
 * @param {() => void} returned is called if the page comes back from the back/forward cache
 */
export function createRetained(returned) {
  let key = "", text = "", away = false, cached = false;
  const mark = () => {
    if (key && !away && text) write(key, LEFT + text);
    away = true;
  };
  const unmark = () => {
    if (key && away && text) write(key, "");
    away = false;
  };
  const { document } = globalThis;
  if (document) {
    addEventListener("pagehide", ({ persisted }) => {
      mark();
      cached = persisted;
    });
    addEventListener("pageshow", () => {
      if (!cached) return;
      cached = false;
      const stored = read(key);
      if (stored.startsWith(LEFT)) text = stored.slice(LEFT.length); // it may be another page's
      unmark();
      returned();
    });
    // A page that is not seen may end without a word.
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") mark();
      else if (!cached) unmark();
    });
  }
  return {
    /** Whether it is this page's. */
    own: false,

    /** Says whose it is from now on, and takes up what another page has left. @param {string} name */
    use(name) {
      if (key === name || key.startsWith(`${name} `)) return;
      if (this.own) write(key, "");
      taken.delete(key);
      key = name;
      for (let n = 2; taken.has(key); n++) key = `${name} ${n}`;
      taken.add(key);
      const stored = read(key);
      text = stored.startsWith(LEFT) ? stored.slice(LEFT.length) : "";
      this.own = false;
      if (text) write(key, "");
    },

    get text() {
      return text;
    },
    set text(kept) {
      text = kept;
      this.own = true;
      if (key && away) write(key, LEFT + text);
    },
  };
}
