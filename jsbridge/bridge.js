/**
 * The browser's half of the bridge: what package jsbridge calls.
 *
 * Whatever happens later comes back as enter("resume", id, …), once an id. The
 * object belongs to one instance of the program: stop() ends all that it has begun.
 *
 * @param {(name: string, ...args: unknown[]) => unknown} enter calls into Go
 * @param {(call: number, result: object) => void} settle answers a call of the page
 * @param {(type: string, detail: object) => void} emit tells the page of an event
 */
function createBridge(enter, settle, emit) {
  /** An answer's body is read so far and no further, in bytes. */
  const BODY_LIMIT = 4 << 20;
  /** The longest time that setTimeout takes, in milliseconds. */
  const LONGEST = 2 ** 31 - 1;

  /** What is under way, and how it is ended. @type {Map<number, () => void>} */
  const under = new Map();
  const resume = (/** @type {number} */ id, /** @type {unknown[]} */ ...args) => {
    if (under.delete(id)) enter("resume", id, ...args);
  };

  /** @param {Response} response */
  async function readJSON(response) {
    const reader = response.body?.getReader();
    const decoder = new TextDecoder();
    let text = "";
    for (let size = 0; reader;) {
      const { done, value } = await reader.read();
      if (done) break;
      if ((size += value.length) > BODY_LIMIT) {
        reader.cancel().catch(() => {});
        throw new Error(`the server's answer is longer than ${BODY_LIMIT} bytes`);
      }
      text += decoder.decode(value, { stream: true });
    }
    try {
      return JSON.parse(text + decoder.decode());
    } catch {
      // The parser's own message quotes the text, which may hold a session id.
      throw new Error("the server's answer is no JSON");
    }
  }

  /** Milliseconds that a Retry-After header asks for: seconds, or a date. @param {string | null} header */
  function retryAfter(header) {
    const ms = header === null ? 0 : /^\s*\d+\s*$/.test(header) ? 1000 * Number(header) : Date.parse(header) - Date.now();
    return ms > 0 ? Math.min(ms, LONGEST) : 0;
  }

  /** What localStorage will not keep. @type {Map<string, string>} */
  const memory = createBridge.memory ??= new Map();
  const stored = () => localStorage; // throws where storage is barred

  // The origin's other pages are told by a channel, or by way of storage.
  const TOLD = "playerState";
  const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel(TOLD) : null;
  const heard = (/** @type {any} */ event) => {
    const text = event.type === "message" ? event.data : event.key === TOLD ? event.newValue : null;
    if (typeof text === "string") enter("heard", text);
  };
  if (channel) channel.onmessage = heard;
  else globalThis.addEventListener?.("storage", heard);

  return {
    /** What Go lets itself be called by. @type {Record<string, Function>} */
    exports: {},
    settle,
    emit,

    /** Tells the origin's other pages. @param {string} text */
    broadcast(text) {
      if (channel) return channel.postMessage(text);
      this.save(TOLD, text);
      this.remove(TOLD);
    },

    /**
     * @param {number} id @param {string} url @param {string} body @param {number} timeoutMs of the whole attempt
     * @param {boolean} keepalive @param {Record<string, string>} headers
     */
    async fetch(id, url, body, timeoutMs, keepalive, headers) {
      const controller = new AbortController();
      let timedOut = false;
      const timer = setTimeout(() => {
        timedOut = true;
        controller.abort();
      }, Math.min(timeoutMs, LONGEST));
      under.set(id, () => {
        clearTimeout(timer);
        controller.abort();
      });
      let status = 0, wait = 0, value, fault = "";
      try {
        const response = await fetch(url, {
          method: "POST", headers, body, keepalive, signal: controller.signal,
          credentials: "omit", referrerPolicy: "no-referrer",
        });
        status = response.status;
        wait = retryAfter(response.headers.get("Retry-After"));
        value = await readJSON(response);
      } catch (error) {
        fault = String(/** @type {any} */ (error)?.message ?? error);
        if (timedOut) {
          status = 0;
          fault = `the server did not answer within ${timeoutMs} ms`;
        } else if (status === 0) {
          fault = `the server could not be reached: ${fault}`;
        }
      }
      clearTimeout(timer);
      resume(id, status, wait, value, fault);
    },

    /** @param {number} id @param {number} ms */
    after(id, ms) {
      const timer = setTimeout(resume, Math.min(ms, LONGEST), id);
      under.set(id, () => clearTimeout(timer));
    },

    /** @param {number} id */
    soon(id) {
      under.set(id, () => {});
      queueMicrotask(() => resume(id));
    },

    /** Resumes when the page has nothing else to do, after some time. @param {number} id @param {number} ms */
    idle(id, ms) {
      const timer = setTimeout(() => {
        if (typeof requestIdleCallback === "function") requestIdleCallback(() => resume(id), { timeout: ms });
        else resume(id);
      }, ms);
      under.set(id, () => clearTimeout(timer));
    },

    /**
     * Resumes once no other page of the origin holds the name; cancel(id) gives it
     * up. Where there are no locks, every page holds every name.
     * @param {number} id @param {string} name
     */
    hold(id, name) {
      const controller = new AbortController();
      /** @type {() => void} */
      let release;
      const released = new Promise((resolve) => { release = () => resolve(undefined); });
      under.set(id, () => {
        controller.abort();
        release();
      });
      const granted = () => {
        if (under.has(id)) enter("resume", id);
        return released;
      };
      const asked = globalThis.navigator?.locks?.request(name, { signal: controller.signal }, granted)
        ?? Promise.reject(new Error("no locks"));
      asked.catch(() => controller.signal.aborted || granted());
    },

    /** @param {number} id */
    cancel(id) {
      const end = under.get(id);
      under.delete(id);
      end?.();
    },

    stop() {
      for (const id of [...under.keys()]) this.cancel(id);
      channel?.close();
      globalThis.removeEventListener?.("storage", heard);
    },

    now: () => Date.now(),
    random: (/** @type {number} */ n) => Math.floor(Math.random() * n),
    newID() {
      const b = crypto.getRandomValues(new Uint8Array(16));
      b[6] = (b[6] & 0x0f) | 0x40;
      b[8] = (b[8] & 0x3f) | 0x80;
      return [...b].map((x, i) => ([4, 6, 8, 10].includes(i) ? "-" : "") + x.toString(16).padStart(2, "0")).join("");
    },
    /** JSON texts: hours east of Greenwich, language, country; "" for what is not known. */
    locale() {
      const [language, country] = (globalThis.navigator?.language ?? "").split("-");
      const known = (/** @type {string | undefined} */ text) => (text ? JSON.stringify(text) : "");
      return [String(-new Date().getTimezoneOffset() / 60), known(language), known(country)];
    },

    quote: (/** @type {string} */ text) => JSON.stringify(text),
    parse(/** @type {string} */ text) {
      try {
        return JSON.parse(text);
      } catch {
        return undefined;
      }
    },
    /** An object's own member: a page may have put anything on Object.prototype. */
    own: (/** @type {any} */ object, /** @type {string} */ name) =>
      typeof object === "object" && object !== null && Object.hasOwn(object, name) ? object[name] : undefined,
    items: (/** @type {unknown} */ value) => (Array.isArray(value) ? value.length : -1),
    object(/** @type {unknown[]} */ ...pairs) {
      /** @type {Record<string, unknown>} */
      const made = {};
      for (let i = 0; i < pairs.length; i += 2) made[String(pairs[i])] = pairs[i + 1];
      return made;
    },

    /** @param {string} key */
    load(key) {
      try {
        return memory.get(key) ?? stored().getItem(key);
      } catch {
        return null;
      }
    },
    /** @param {string} key @param {string} text */
    save(key, text) {
      memory.delete(key);
      try {
        stored().setItem(key, text);
      } catch {
        memory.set(key, text);
      }
    },
    /** @param {string} key */
    remove(key) {
      memory.delete(key);
      try {
        stored().removeItem(key);
      } catch {
        // What could not be stored need not be removed.
      }
    },
    /** @param {string} prefix */
    keys(prefix) {
      let names = [...memory.keys()];
      try {
        names = names.concat(Object.keys(stored()));
      } catch {
        // Then there are those in memory.
      }
      return names.filter((name) => name.startsWith(prefix));
    },

    log: (/** @type {string} */ line) => console.info("playerState: " + line),
  };
}
