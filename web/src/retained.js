/** How many clients the page has made: each has a text of its own. */
let clients = 0;

/**
 * The text that the program keeps outside itself. It is for the instance of the program that
 * starts if this one dies, and for the page that is loaded next in this tab, but in no other
 * one: a session is its tab's own.
 */
export function createRetained() {
  const key = `playerState.session${clients++ || ""}`;
  let text = "";
  try {
    text = sessionStorage.getItem(key) ?? "";
  } catch {
    // It is barred, or this is no page.
  }
  return {
    /** Whether it is this page's. */
    own: false,
    get text() {
      return text;
    },
    set text(kept) {
      text = kept;
      this.own = true;
      try {
        sessionStorage.setItem(key, text);
      } catch {
        // Then the next page has none.
      }
    },
  };
}
