/**
 * The browser's half of the bridge: what package jsbridge calls.
 *
 * Go is entered by the names that it exports. Whatever happens later comes back as
 * enter("wake", id, …), once an id. The object belongs to one instance of the program:
 * stop() ends all that it has begun.
 *
 * A value that goes over to Go leaves a reference behind that is freed by a
 * collection, and costs more than the call that it goes with. So what goes over often
 * does so as numbers: a text by way of the mailbox, a JSON value by its place in a list.
 *
 * @param {(name: string, ...args: number[]) => number} enter calls into Go: undefined where it is not there
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
  /**
   * The values that Go has in hand, until it returns; place 0 is for none. A page may
   * call in while Go calls out: each call takes away what it has put on top.
   * @type {unknown[]}
   */
  const values = [undefined];
  const place = (/** @type {unknown} */ value) => (value === undefined ? 0 : values.push(value) - 1);
  /** @param {number} id @param {unknown} [body] @param {string} [fault] */
  const wake = (id, status = 0, wait = 0, body, fault) => {
    const before = values.length;
    enter("wake", id, status, wait, place(body), place(fault));
    values.length = before;
  };
  const resume = (/** @type {number} */ id) => {
    if (under.delete(id)) wake(id);
  };

  /** Where Go puts texts. */
  let mailbox = new Uint8Array();
  const mail = new TextDecoder("utf-8", { ignoreBOM: true });
  /** Takes the texts of that many bytes. @param {number} size */
  const take = (size) => mail.decode(mailbox.subarray(0, size)).split("\0");

  /** @param {string} text undefined where it is no JSON */
  const parsed = (text) => {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  };

  /**
   * Reads a JSON text, as far as it is one: what ends an answer, and its connection,
   * may come later or never. Undefined where the answer is no JSON.
   * @param {ReadableStreamDefaultReader<Uint8Array>} reader
   */
  async function readJSON(reader) {
    const decoder = new TextDecoder();
    let text = "", size = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return parsed(text + decoder.decode());
      const first = size === 0;
      if ((size += value.length) > BODY_LIMIT) {
        reader.cancel().catch(() => {});
        throw new Error(`the server's answer is longer than ${BODY_LIMIT} bytes`);
      }
      text += decoder.decode(value, { stream: true });
      const whole = first && text.endsWith("}") ? parsed(text) : undefined;
      if (whole !== undefined) return whole;
    }
  }

  /**
   * The end of an answer that is whole. Where it does not come, the connection is
   * closed when the attempt's time is over.
   * @param {ReadableStreamDefaultReader<Uint8Array> | undefined} reader
   */
  async function ended(reader) {
    await undefined; // whoever waits for the answer goes first
    const { done } = await /** @type {any} */ (reader).read();
    if (!done) await reader?.cancel();
  }

  /** Milliseconds that a Retry-After header asks for: seconds, or a date. @param {string | null} header */
  function retryAfter(header) {
    const ms = header === null ? 0 : /^\s*\d+\s*$/.test(header) ? 1000 * Number(header) : Date.parse(header) - Date.now();
    return ms > 0 ? Math.min(ms, LONGEST) : 0;
  }

  /** What localStorage will not keep. @type {Map<string, string>} */
  const memory = createBridge.memory ??= new Map();
  const stored = () => localStorage; // throws where storage is barred

  /** @param {string} key @param {string} text */
  const save = (key, text) => {
    memory.delete(key);
    try {
      stored().setItem(key, text);
    } catch {
      memory.set(key, text);
    }
  };
  /** @param {string} key */
  const remove = (key) => {
    memory.delete(key);
    try {
      stored().removeItem(key);
    } catch {
      // What could not be stored need not be removed.
    }
  };

  // The origin's other pages are told by a channel, or by way of storage.
  const TOLD = "playerState";
  /** @type {BroadcastChannel | null} */
  let channel = null;
  try {
    channel = new BroadcastChannel(TOLD);
  } catch {
    // It is missing, or barred as storage is.
  }
  const heard = (/** @type {any} */ event) => {
    const text = event.type === "message" ? event.data : event.key === TOLD ? event.newValue : null;
    if (typeof text === "string") exports.heard?.(text); // none while the program starts
  };
  if (channel) channel.onmessage = heard;
  else globalThis.addEventListener?.("storage", heard);

  /** What Go lets itself be called by. @type {Record<string, (...args: any[]) => any>} */
  const exports = {};

  return {
    exports,
    /** The entry of that number. @param {number} number */
    entry: (number) => (/** @type {unknown[]} */ ...args) => {
      const first = values.length;
      values.push(...args);
      const returned = values[enter("call", number, first)];
      values.length = first;
      return returned;
    },
    /** A mailbox for texts of so many bytes. @param {number} size */
    mailbox: (size) => (mailbox = new Uint8Array(size)),

    /** Tells the origin's other pages a text. @param {number} size */
    broadcast(size) {
      const [text] = take(size);
      if (channel) return channel.postMessage(text);
      save(TOLD, text);
      remove(TOLD);
    },

    /** Tells the page of an event: its type and, as JSON, its details. @param {number} size */
    emit(size) {
      const [type, detail] = take(size);
      emit(type, JSON.parse(detail));
    },

    /** Answers a call of the page. @param {number} call @param {number} at the result's place */
    settle: (call, at) => settle(call, /** @type {object} */ (values[at])),

    /**
     * Posts texts: the URL, the body, and names and values of headers.
     * @param {number} id @param {number} size @param {number} timeoutMs of the whole attempt
     * @param {boolean} keepalive
     */
    async fetch(id, size, timeoutMs, keepalive) {
      const [url, body, ...pairs] = take(size);
      /** @type {Record<string, string>} */
      const headers = {};
      for (let i = 0; i < pairs.length; i += 2) headers[pairs[i]] = pairs[i + 1];
      const controller = new AbortController();
      let timedOut = false, timer = 0, status = 0, wait = 0, value, fault, reader;
      under.set(id, () => {
        clearTimeout(timer);
        controller.abort();
      });
      try {
        const answer = fetch(url, {
          method: "POST", headers, body, keepalive, signal: controller.signal,
          credentials: "omit", referrerPolicy: "no-referrer",
        });
        // Only now: the packet does not wait for it.
        timer = setTimeout(() => {
          timedOut = true;
          controller.abort();
        }, Math.min(timeoutMs, LONGEST));
        const response = await answer;
        status = response.status;
        wait = response.ok ? 0 : retryAfter(response.headers.get("Retry-After"));
        reader = response.body?.getReader();
        value = reader && await readJSON(reader);
        // The parser's own message quotes the text, which may hold a session id.
        if (value === undefined) fault = "the server's answer is no JSON";
      } catch (error) {
        await undefined; // a fetch of the page's own may throw, and Go waits for its return
        fault = String(/** @type {any} */ (error)?.message ?? error);
        if (timedOut) {
          status = 0;
          fault = `the server did not answer within ${timeoutMs} ms`;
        } else if (status === 0) {
          fault = `the server could not be reached: ${fault}`;
        }
      }
      if (under.delete(id)) wake(id, status, wait, value, fault);
      if (value !== undefined) await ended(reader).catch(() => {});
      clearTimeout(timer);
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

    /** Has Go collect its garbage when the page has nothing else to do, after some time. @param {number} ms */
    idle(ms) {
      const collect = () => {
        if (under.delete(0)) enter("collect");
      };
      const timer = setTimeout(() => {
        if (typeof requestIdleCallback === "function") requestIdleCallback(collect, { timeout: ms });
        else collect();
      }, ms);
      under.set(0, () => clearTimeout(timer));
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
        if (under.has(id)) wake(id);
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
    parse: (/** @type {string} */ text) => place(parsed(text)),
    /** An object's own member: a page may have put anything on Object.prototype. @param {number} at @param {string} name */
    member(at, name) {
      const object = /** @type {any} */ (values[at]);
      return typeof object === "object" && object !== null && Object.hasOwn(object, name) ? place(object[name]) : 0;
    },
    /** @param {number} at */
    items: (at) => (Array.isArray(values[at]) ? values[at].length : -1),
    /** @param {number} at @param {number} i */
    item: (at, i) => place(/** @type {unknown[]} */ (values[at])[i]),
    /** An object goes over as null. @param {number} at */
    scalar: (at) => (typeof values[at] === "object" ? null : values[at]),

    /** @param {string} key */
    load(key) {
      try {
        return memory.get(key) ?? stored().getItem(key);
      } catch {
        return null;
      }
    },
    save,
    remove,
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
