/** The keys that a client of this page has. @type {Set<string>} */
const taken = new Set();
/** Begins the text of a page that has been left. */
const LEFT = "left ";
/**
 * A page that comes back may read before the text of the one that is left for it is there:
 * their processes are two. It reads again after this time, in milliseconds.
 */
const LATE = 100;

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
 * stored while the page is left or hidden: a page that is not seen may end without a word. While
 * it is seen nothing is stored: a tab that is duplicated would have a copy, and a write at each
 * change would cost the main thread more than all else of it.
 *
 * @param {() => void} returned is called if the page comes back from the back/forward cache, and once more if another page's text was late
 */
export function createRetained(returned) {
  const { document } = globalThis;
  const isHidden = () => document?.visibilityState === "hidden";
  let key = "", text = "", cached = false;
  /** Whether the page is left or hidden, and so the text stored. */
  let away = isHidden();

  /** What a page has left, "" for nothing. */
  const found = () => {
    const stored = read(key);
    return stored.startsWith(LEFT) ? stored.slice(LEFT.length) : "";
  };
  const turn = (/** @type {boolean} */ left) => {
    if (key && text && left !== away) write(key, left ? LEFT + text : "");
    away = left;
  };
  /** Takes up what is there, which may be another page's; false if nothing is. */
  const look = () => {
    const kept = found();
    if (kept) {
      text = kept;
      away = true; // that is how it is stored
      turn(isHidden());
    } else {
      away = isHidden(); // nothing is there to clear, but another page's text may be on its way
    }
    returned();
    return kept !== "";
  };
  if (document) {
    addEventListener("pagehide", ({ persisted }) => {
      turn(true);
      cached = persisted;
    });
    addEventListener("pageshow", () => {
      if (!cached) return;
      cached = false;
      if (!look()) setTimeout(() => !away && found() && look(), LATE);
    });
    document.addEventListener("visibilitychange", () => {
      if (!cached) turn(isHidden());
    });
  }
  return {
    /** Whether it is this page's. */
    own: false,

    /** Says whose it is from now on, and takes up what another page has left. @param {string} name */
    use(name) {
      if (key === name || key.startsWith(`${name} `)) return;
      if (this.own) write(key, "");
      else if (text) write(key, LEFT + text); // it was not for this one
      taken.delete(key);
      key = name;
      for (let n = 2; taken.has(key); n++) key = `${name} ${n}`;
      taken.add(key);
      text = found();
      this.own = false;
      if (text && !away) write(key, "");
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
