/**
 * The browser's half of the bridge: the helpers that package jsbridge calls.
 *
 * Go is entered by the names that it exports. Whatever happens later comes back as
 * enter("wake", handle, …). The object belongs to one instance of the program: stop()
 * ends all that it has begun.
 *
 * The helpers are imports of the program, which takes and gives numbers only: a text is its
 * place and its size in the program's memory, a JSON value its place in a list. No helper
 * may throw: an exception would leave the program in the middle of the call.
 *
 * An object that is handed to the browser has no prototype if the browser looks for more in
 * it than it has: a page may have put that on the one that all objects have.
 */

import { hasOwn, later, messageOf, print, stringify } from "./guard.js";

/** An answer's body is read up to this size and no further, in bytes. */
const BODY_LIMIT = 4 << 20;
/** The longest time that setTimeout and setInterval take, in milliseconds. */
export const LONGEST = 2 ** 31 - 1;
/** A timer that fires so much later than it was to was held up by the page, in milliseconds. */
const LATE = 50;
/** What has arrived while the page was held up is taken within this time, in milliseconds. */
const GRACE = 500;

/** What localStorage does not keep: it outlives an instance. @type {Map<string, string>} */
const memory = new Map();

/** @param {string} text @returns {unknown} undefined if it is no JSON */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Closes an answer's connection. @param {ReadableStreamDefaultReader | undefined} reader */
async function close(reader) {
  try {
    await reader?.cancel();
  } catch {
    // It is closed.
  }
}

/** @param {number} size */
function limit(size) {
  if (size > BODY_LIMIT) throw new Error(`the server's answer is longer than ${BODY_LIMIT} bytes`);
}

/**
 * Reads a JSON text up to its end: the end of the answer, and of its connection, may come
 * later or never.
 * @param {ReadableStreamDefaultReader<Uint8Array>} reader
 * @returns {Promise<unknown>} undefined if the answer is no JSON
 */
async function readJSON(reader) {
  const decoder = new TextDecoder();
  let text = "", size = 0;
  /** How many objects are open, and whether a text in them is, and a backslash in that. */
  let depth = 0, quoted = false, escaped = false;
  /** Whether the first object has ended. If the text is whole then, it is that object. */
  let ended = false;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return parsed(text + decoder.decode());
    limit(size += value.length);
    const piece = decoder.decode(value, { stream: true });
    text += piece;
    if (ended) continue;
    for (const c of piece) {
      if (escaped) escaped = false;
      else if (c === "\\") escaped = quoted;
      else if (c === '"') quoted = !quoted;
      else if (!quoted && c === "{") depth++;
      else if (!quoted && c === "}") ended = --depth === 0 || ended;
    }
    const whole = ended ? parsed(text) : undefined;
    if (whole !== undefined) return whole;
  }
}

/**
 * Reads an answer that is no stream, as a fetch of the page's own may give it.
 * @param {any} response
 * @returns {Promise<unknown>} undefined if it is no JSON
 */
async function readWhole(response) {
  let text;
  try {
    text = await response.text();
  } catch {
    try {
      text = stringify(await response.json());
    } catch {
      // Its message may quote the answer.
    }
  }
  limit(text?.length);
  return parsed(text);
}

/**
 * Waits for the end of an answer that is whole. If it does not come, the connection is
 * closed when the attempt's time is over.
 * @param {ReadableStreamDefaultReader<Uint8Array>} reader
 */
async function drain(reader) {
  await undefined; // whoever waits for the answer goes first
  const { done } = await reader.read();
  if (!done) await close(reader);
}

/** Milliseconds that a Retry-After header asks for: seconds, or a date. @param {any} response */
function retryAfter(response) {
  try {
    const header = response.headers.get("Retry-After");
    const ms = /^\s*\d+\s*$/.test(header) ? 1000 * header : Date.parse(header) - Date.now();
    return ms > 0 ? Math.min(ms, LONGEST) : 0;
  } catch {
    return 0; // the answer is one of the page's own
  }
}

/** The browser's scheduler, as the page finds it; a global of that name may be the page's own. */
const { scheduler } = /** @type {any} */ (globalThis);
const postTask = Object.prototype.toString.call(scheduler) === "[object Scheduler]" && scheduler.postTask;

/** Ends the present task: by the browser's scheduler, or else by a message, which costs several times as much. @returns {Promise<void>} */
export const nextTask = () => new Promise((resolve) => {
  if (postTask) {
    try {
      postTask.call(scheduler, resolve);
      return;
    } catch {
      // It is patched.
    }
  }
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    resolve();
  };
  port2.postMessage(null);
});

/** Whether this is a process, of Node.js, Deno or Bun, that ends when nothing keeps it. */
export const isProcess = typeof /** @type {any} */ (globalThis).process?.versions?.node === "string";

/**
 * Has a timer or a channel not keep a process from its end: in Node.js, Deno and Bun only
 * what a caller waits for does. In a browser there is nothing to do.
 * @template T @param {T} resource
 */
function background(resource) {
  if (isProcess) /** @type {any} */ (resource).unref();
  return resource;
}

const stored = () => localStorage; // throws if storage is barred

/** @param {string} key */
export function load(key) {
  try {
    return memory.get(key) ?? stored().getItem(key);
  } catch {
    return null;
  }
}

/** @param {string} key @param {string} text */
export function save(key, text) {
  memory.delete(key);
  try {
    stored().setItem(key, text);
  } catch {
    memory.set(key, text);
  }
}

/** @param {string} key */
function remove(key) {
  memory.delete(key);
  try {
    stored().removeItem(key);
  } catch {
    // What could not be stored need not be removed.
  }
}

/**
 * @param {(name: string, ...args: number[]) => number | undefined} enter calls into Go: undefined if Go does not export the name, or is not there
 * @param {(call: number, result: any) => void} complete hands the page the result of a call
 * @param {(type: string, detail: string) => void} emit tells the page of an event; its detail is a JSON text
 * @param {{text: string}} retained outlives the instance
 * @param {() => WebAssembly.Memory} memoryOf the program's memory
 */
export function createBridge(enter, complete, emit, retained, memoryOf) {
  /** How each thing that is pending is cancelled, by its handle. @type {Map<number, () => void>} */
  const pending = new Map();
  /**
   * The values that Go has in hand, until it returns; place 0 is for none. A page may
   * call in while Go calls out: each call removes the values that it has put on top.
   * @type {unknown[]}
   */
  const values = [undefined];
  const place = (/** @type {unknown} */ value) => (value === undefined ? 0 : values.push(value) - 1);
  /** @param {number} handle @param {unknown} [value] @param {string} [fault] */
  const wake = (handle, status = 0, wait = 0, value, fault) => {
    const before = values.length;
    enter("wake", handle, status, wait, place(value), place(fault));
    values.length = before;
  };
  const resume = (/** @type {number} */ handle) => {
    if (pending.delete(handle)) wake(handle);
  };

  /** A part of the program's memory, which moves when it grows. @param {number} at @param {number} size */
  const bytes = (at, size) => new Uint8Array(memoryOf().buffer, at, size);
  const utf8 = new TextDecoder("utf-8", /** @type {TextDecoderOptions} */ ({ __proto__: null, ignoreBOM: true }));
  const encoder = new TextEncoder();
  /** A text of Go's. @param {number} at @param {number} size */
  const read = (at, size) => utf8.decode(bytes(at, size));

  /** The buffer for texts to Go, and the text that is longer and not taken yet. */
  let buffer = 0, room = 0, long = new Uint8Array();
  /** Hands a text to Go. @param {unknown} text @returns {number} its size; -1 if it is none */
  const hand = (text) => {
    if (typeof text !== "string") return -1;
    const done = encoder.encodeInto(text, bytes(buffer, room));
    if (done.read === text.length) return done.written;
    long = encoder.encode(text);
    return long.length;
  };

  /**
   * An object's own member: a page may have put anything on Object.prototype.
   * @param {number} value @param {number} at of its name @param {number} size
   * @returns {unknown} undefined if there is none
   */
  const own = (value, at, size) => {
    const object = /** @type {any} */ (values[value]), name = read(at, size);
    return typeof object === "object" && object !== null && hasOwn(object, name) ? object[name] : undefined;
  };

  const nothing = () => {};
  /** Sends a text to the origin's other pages, while a channel is joined. @type {(text: string) => void} */
  let send = nothing;

  /**
   * What fetch is called with, to post texts: the URL, the body, and names and values of
   * headers.
   * @param {string[]} texts @param {boolean} keepalive
   * @returns {{url: string, init: RequestInit, controller: AbortController}}
   */
  const request = ([url, body, ...pairs], keepalive) => {
    const headers = /** @type {Record<string, any>} */ ({ __proto__: null });
    for (let i = 0; i < pairs.length; i += 2) headers[pairs[i]] = pairs[i + 1];
    const controller = new AbortController();
    const init = /** @type {RequestInit} */ ({
      __proto__: null, method: "POST", headers, body, keepalive, signal: controller.signal, credentials: "omit", referrerPolicy: "no-referrer",
      // It may lead to another origin, which would be handed body and headers: none is
      // followed, as there is no mode for one's own origin only.
      redirect: "error",
    });
    return { url, init, controller };
  };

  /**
   * Posts a request.
   * @param {number} handle @param {ReturnType<typeof request>} request
   * @param {number} timeoutMs of the whole attempt @param {Promise<Response>} [sent] what fetch has returned, if it has been called
   */
  const post = async (handle, { url, init, controller }, timeoutMs, sent) => {
    const { signal } = controller;
    let timer = 0, status = 0, wait = 0, value, fault, late;
    /** @type {ReadableStreamDefaultReader<Uint8Array> | undefined} */
    let reader;
    /** @type {(why?: string) => void} */
    let end = () => {};
    /** Rejects if the attempt ends before its answer: a fetch of the page's own may not heed the signal. */
    const ended = new Promise((_, reject) => {
      end = (why) => {
        clearTimeout(timer);
        late = why;
        reject();
        later(() => controller.abort()); // the page's own code may listen
        later(() => close(reader));
      };
    });
    pending.set(handle, () => end());
    const answered = (async () => {
      /** @type {any} */
      const response = await (sent ?? fetch(url, init));
      status = +response.status || 0;
      wait = response.ok ? 0 : retryAfter(response);
      try {
        reader = response.body.getReader();
      } catch {
        // The answer is one of the page's own, or was read by it.
      }
      if (signal.aborted) return close(reader);
      value = await (reader ? readJSON(reader) : readWhole(response));
      // The parser's own message quotes the text, which may hold a secret.
      if (value === undefined) fault = "the server's answer is no JSON";
    })();
    // Only now: the request does not wait for it.
    const ms = Math.min(timeoutMs, LONGEST), due = performance.now() + ms;
    const expire = (/** @type {boolean} */ first) => {
      // If the page was held up, the answer may be there, behind this timer.
      if (first && performance.now() > due + LATE) timer = setTimeout(expire, GRACE, false);
      else end(`the server did not answer within ${timeoutMs} ms`);
    };
    timer = setTimeout(expire, ms, true);
    try {
      await Promise.race([ended, answered]);
    } catch (error) {
      if (late) status = 0;
      fault = late ?? (status ? "" : "the server could not be reached: ") + messageOf(error);
      value = undefined;
      close(reader);
    }
    if (pending.delete(handle)) wake(handle, status, wait, value, fault);
    if (reader && value !== undefined) await drain(reader).catch(() => {});
    clearTimeout(timer);
  };

  /** Do what was prepared for the moment when the page is left, by their handles. @type {Map<number, () => void>} */
  const prepared = new Map();
  /** Tells Go that this was done. */
  let tell = nothing;

  /** How each lock is asked for, and given up, by their handles. @type {Map<number, {ask: () => void, leave: () => void}>} */
  const locks = new Map();
  /** Whether the page is left, and fires no timer if it is kept, until it is back: a timer of then. */
  let away = /** @type {any} */ (0);
  // In Firefox a page may be put into the cache with a lock that it has, or is granted there:
  // it would keep it from all others. This comes before what else the page does as it is left.
  const hide = () => {
    for (const { leave } of locks.values()) leave();
    clearTimeout(away);
    away = background(setTimeout(() => {
      away = 0;
      for (const { ask } of locks.values()) ask();
    }));
  };
  globalThis.addEventListener?.("pagehide", hide, true);

  /** The functions that Go exposes. @type {Record<string, (...args: unknown[]) => unknown>} */
  const exports = {};

  return {
    exports,

    /** Says where texts to Go are put. @param {number} at @param {number} size */
    share(at, size) {
      buffer = at;
      room = size;
    },

    /** Puts the text that is longer into Go's memory. @param {number} at */
    take(at) {
      bytes(at, long.length).set(long);
      long = new Uint8Array();
    },

    /** Lets the page call Go's function of that number. @param {number} name @param {number} size @param {number} number */
    expose(name, size, number) {
      exports[read(name, size)] = (...args) => {
        tell(); // the page's own fetch calls in as the page is left
        const first = values.length;
        values.push(...args);
        const returned = values[enter("call", number, first) ?? 0];
        values.length = first;
        return returned;
      };
    },

    /** Tells the page of an event: its type and its detail, a JSON text. @param {number} at @param {number} size */
    emit(at, size) {
      const [type, detail] = read(at, size).split("\0");
      emit(type, detail);
    },

    /** Hands the page the result of a call. @param {number} call @param {number} at the result's place */
    complete: (call, at) => complete(call, values[at]),

    /**
     * Resumes at each event of the global object, with the status 1 if the page is left and
     * what was prepared for that is done; if the page's own fetch calls in meanwhile, before
     * that, and once more without at the end.
     * @param {number} handle @param {number} at @param {number} size
     */
    listen(handle, at, size) {
      const type = read(at, size);
      /** The latest event whose farewells are done. @type {Event | undefined} */
      let done;
      const listener = (/** @type {Event} */ event) => {
        if (type !== "pagehide" || prepared.size === 0) return wake(handle);
        tell = () => {
          tell = nothing;
          wake(handle, 1);
        };
        for (const [key, farewell] of [...prepared]) {
          if (prepared.has(key)) farewell(); // the page's own fetch may have had it withdrawn
        }
        if (tell === nothing) wake(handle); // it is told, but has been called since
        else tell();
        done = event;
      };
      const listeners = [listener];
      // Firefox may stop one script as the last page of a process is closed. Then the other does it.
      if (type === "pagehide") listeners.push((event) => { if (done !== event && prepared.size > 0) listener(event); });
      for (const one of listeners) globalThis.addEventListener?.(type, one);
      pending.set(handle, () => { for (const one of listeners) globalThis.removeEventListener?.(type, one); });
    },

    /**
     * Resumes with each text that another page of the origin sends on the channel. If
     * there is no BroadcastChannel, or it is barred or would keep a process (Deno's), storage
     * is the channel.
     * @param {number} handle @param {number} at @param {number} size
     */
    join(handle, at, size) {
      const name = read(at, size);
      /** @type {() => void} */
      let leave;
      try {
        if (isProcess && !("unref" in BroadcastChannel.prototype)) throw new Error("none");
        const channel = background(new BroadcastChannel(name));
        channel.onmessage = (event) => typeof event.data === "string" && wake(handle, 0, 0, event.data);
        send = (text) => channel.postMessage(text);
        leave = () => channel.close();
      } catch {
        const listener = (/** @type {StorageEvent} */ event) => {
          if (event.key === name && event.newValue !== null) wake(handle, 0, 0, event.newValue);
        };
        globalThis.addEventListener?.("storage", listener);
        send = (text) => {
          save(name, text);
          remove(name);
        };
        leave = () => globalThis.removeEventListener?.("storage", listener);
      }
      pending.set(handle, () => {
        send = nothing;
        leave();
      });
    },

    /** @param {number} at @param {number} size */
    broadcast: (at, size) => send(read(at, size)),

    /**
     * Posts what texts say.
     * @param {number} handle @param {number} at @param {number} size
     * @param {number} timeoutMs of the whole attempt @param {number} keepalive 1 if it is
     */
    fetch: (handle, at, size, timeoutMs, keepalive) => post(handle, request(read(at, size).split("\0"), keepalive === 1), timeoutMs),

    /**
     * Has texts posted, as fetch does, by a request that outlives the page, when the page is
     * left: by scripts alone, as a browser may end the program before it is told. Beside that
     * a text is saved, another one retained, and a third one sent to the origin's other pages,
     * behind which stands the number after the one that is stored under the counter's key;
     * neither of these two is if it is "". cancel(handle) withdraws it.
     * @param {number} handle @param {number} at @param {number} size @param {number} timeoutMs
     */
    prepare(handle, at, size, timeoutMs) {
      const [key, text, kept, counter, told, ...texts] = read(at, size).split("\0");
      const ready = request(texts, true);
      prepared.set(handle, () => {
        let sent;
        try {
          sent = fetch(ready.url, ready.init); // at once: Firefox may stop the script at any loop or call
        } catch {
          // The page's own fetch throws, as it will again.
        }
        prepared.delete(handle);
        post(handle, ready, timeoutMs, sent);
        save(key, text);
        if (told) send(told + ((Number(load(counter)) || 0) + 1));
        if (kept) retained.text = kept;
      });
      pending.set(handle, () => { prepared.delete(handle); });
    },

    /** @param {number} handle @param {number} ms */
    after(handle, ms) {
      const timer = background(setTimeout(resume, Math.min(ms, LONGEST), handle));
      pending.set(handle, () => clearTimeout(timer));
    },

    /** @param {number} handle */
    soon(handle) {
      pending.set(handle, () => {});
      later(() => resume(handle));
    },

    /** Resumes in a task of its own. A timer would be late in a tab that is not seen. @param {number} handle */
    task(handle) {
      pending.set(handle, () => {});
      nextTask().then(() => resume(handle));
    },

    /**
     * Resumes once no other page of the origin holds the lock; cancel(handle) gives it
     * up. If there are no locks, every page holds every one. So does a process, which a
     * lock would keep from its end. A page that is left gives the lock up and, as soon as it
     * is back, asks for it again: it resumes each time that it is granted.
     * @param {number} handle @param {number} at @param {number} size
     */
    lock(handle, at, size) {
      const name = read(at, size);
      let controller = new AbortController(), release = () => {};
      const granted = () => pending.has(handle) && new Promise((resolve) => {
        release = () => resolve(undefined);
        wake(handle);
      });
      const ask = async () => {
        const { signal } = controller = new AbortController();
        try {
          await (isProcess ? nextTask().then(granted) : navigator.locks.request(name, /** @type {LockOptions} */ ({ __proto__: null, signal }), granted));
        } catch {
          await undefined; // whoever asks goes first
          if (!signal.aborted) granted();
        }
      };
      const leave = () => {
        controller.abort();
        release();
      };
      locks.set(handle, { ask, leave });
      pending.set(handle, () => {
        locks.delete(handle);
        leave();
      });
      if (!away) ask();
    },

    /** @param {number} handle */
    cancel(handle) {
      const end = pending.get(handle);
      pending.delete(handle);
      end?.();
    },

    stop() {
      for (const handle of [...pending.keys()]) this.cancel(handle);
      globalThis.removeEventListener?.("pagehide", hide, true);
      clearTimeout(away);
    },

    now: () => performance.now(),
    wallClock: () => Date.now(),
    random: (/** @type {number} */ n) => Math.floor(Math.random() * n),
    newID() {
      const b = crypto.getRandomValues(new Uint8Array(16));
      b[6] = (b[6] & 0x0f) | 0x40;
      b[8] = (b[8] & 0x3f) | 0x80;
      return hand([...b].map((x, i) => ([4, 6, 8, 10].includes(i) ? "-" : "") + x.toString(16).padStart(2, "0")).join(""));
    },
    /**
     * JSON texts: hours east of Greenwich, language, country; "" for one that is not known.
     * A language tag is language, script, region and more (BCP 47). Of the regions that are
     * numbers, Latin America counts as a country, with a name that is not ISO's; a Chinese
     * script without a region counts as China.
     */
    locale() {
      const [, language, script, region] = /^([a-z]+)(?:-[a-z]{3})*(?:-([a-z]{4}))?(?:-([a-z]{2}|419))?(?![^-])/i.exec(globalThis.navigator?.language ?? "") ?? [];
      const known = (/** @type {string | undefined} */ text) => (text ? JSON.stringify(text) : "");
      return hand([
        String(-new Date().getTimezoneOffset() / 60), known(language),
        known(region === "419" ? "_LA_" : region ?? (/^Han[st]$/.test(script) ? "CN" : "")),
      ].join("\0"));
    },

    /** @param {number} at @param {number} size */
    quote: (at, size) => hand(JSON.stringify(read(at, size))),
    /** @param {number} at @param {number} size */
    parse: (at, size) => place(parsed(read(at, size))),
    /** @param {number} value @param {number} at of the member's name @param {number} size */
    member: (value, at, size) => place(own(value, at, size)),
    /** @param {number} value @param {number} at @param {number} size @returns {number} NaN if it is none */
    integer(value, at, size) {
      const n = /** @type {number} */ (own(value, at, size));
      return Number.isSafeInteger(n) ? n : NaN;
    },
    /** @param {number} value @param {number} at @param {number} size */
    memberText: (value, at, size) => hand(own(value, at, size)),
    /** @param {number} value */
    items(value) {
      const array = values[value];
      return Array.isArray(array) ? array.length : -1;
    },
    /** @param {number} value @param {number} i */
    item: (value, i) => place(/** @type {unknown[]} */ (values[value])[i]),
    /** @param {number} value */
    number: (value) => /** @type {number} */ (values[value]),
    /** @param {number} value */
    text: (value) => hand(values[value]),
    /** @param {number} value */
    flag: (value) => +(values[value] === true),

    /** @param {number} at @param {number} size */
    load: (at, size) => hand(load(read(at, size))),
    /** @param {number} at @param {number} size @param {number} text @param {number} length */
    save: (at, size, text, length) => save(read(at, size), read(text, length)),
    /** @param {number} at @param {number} size */
    remove: (at, size) => remove(read(at, size)),
    /** @param {number} at @param {number} size */
    keys(at, size) {
      const prefix = read(at, size);
      let names = [...memory.keys()];
      try {
        names = names.concat(Object.keys(stored()));
      } catch {
        // Then there are those in memory.
      }
      names = names.filter((name) => name.startsWith(prefix));
      return names.length > 0 ? hand(names.join("\0")) : -1;
    },

    /** @param {number} at @param {number} size */
    retain(at, size) {
      retained.text = read(at, size);
    },
    retained: () => hand(retained.text),

    /** @param {number} at @param {number} size */
    log: (at, size) => print("info", read(at, size)),
  };
}
