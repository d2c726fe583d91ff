// @ts-check
"use strict";

/**
 * What a call was told: the server's entry, or the module's own.
 * @typedef {{status: number, data?: unknown, reason_code?: number, status_message?: string, severity?: string}} Result
 * @typedef {(result: Result) => void} Callback
 * @typedef {import("./playerstate.js").ClientEventMap} ClientEventMap
 * @typedef {"good" | "bad" | "wait"} Outcome
 * @typedef {[input: RequestInfo | URL, init?: RequestInit]} FetchArguments
 */

/* global _bc, playerState */

(() => {
  const nativeFetch = window.fetch;
  const WIRE_ROWS = 100;
  const RESULT_ROWS = 50;
  const EVENT_ROWS = 50;
  const READ_BYTES = 64 * 1024;
  const READ_MS = 60_000;
  const SHOWN_CHARS = 6000;
  const DEMO_TIMEOUTS = [2, 3, 4, 5];

  /** "1" or "2" where this is the small page inside one of the two tabs, else "". */
  const tab = /^[?&]tab=([12])(?:&|$)/.exec(window.location.search)?.[1] ?? "";

  // ---- Small helpers -------------------------------------------------------

  /**
   * @param {string} id
   * @returns {HTMLElement}
   */
  function byId(id) {
    const element = document.getElementById(id);
    if (!element) throw new Error(`#${id} is missing from the page`);
    return element;
  }

  /** @param {string} id */
  const input = (id) => /** @type {HTMLInputElement} */ (byId(id));
  /** @param {string} id */
  const select = (id) => /** @type {HTMLSelectElement} */ (byId(id));
  /** @param {string} id */
  const button = (id) => /** @type {HTMLButtonElement} */ (byId(id));

  /**
   * An element with a class and text; text is only ever text.
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} tag
   * @param {string} className
   * @param {string} [text]
   * @returns {HTMLElementTagNameMap[T]}
   */
  function make(tag, className, text = "") {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.textContent = text;
    return element;
  }

  /**
   * @param {HTMLElement} element
   * @param {string} text
   */
  function setText(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  /**
   * @param {string} text
   * @param {number} most
   */
  const cut = (text, most) => (text.length > most ? `${text.slice(0, most)}\n… ${text.length - most} characters more` : text);

  /** @param {number} ms */
  const duration = (ms) => (ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

  /** @param {unknown} value @returns {value is Record<string, unknown>} */
  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

  /** @param {unknown} error */
  const messageOf = (error) => (error instanceof Error ? error.message : String(error));

  /** @param {number} n */
  const ordinal = (n) => `${n}${{ 1: "st", 2: "nd", 3: "rd" }[n % 100 > 10 && n % 100 < 14 ? 0 : n % 10] ?? "th"}`;

  /**
   * Puts a row on top of a list and drops what is over the limit.
   * @param {HTMLElement} list
   * @param {HTMLElement} row
   * @param {number} most
   */
  function putOnTop(list, row, most) {
    list.prepend(row);
    while (list.children.length > most) list.lastElementChild?.remove();
  }

  // ---- Masking -------------------------------------------------------------

  const HIDDEN = "••••••";
  const HIDDEN_KEYS = new Set(["authenticationtoken", "password", "secret", "appsecret", "x-sig", "signature"]);
  const SHORT_KEYS = new Set(["sessionid", "anonymousid", "externalid"]);

  /**
   * Values seen in secret places, to be masked wherever else they turn up.
   * @type {Map<string, string>}
   */
  const secrets = new Map();

  /** @param {string} value */
  const shorten = (value) => (value === "" ? "" : `${value.slice(0, value.length >= 8 ? 4 : 1)}…`);

  /**
   * @param {string} value
   * @param {string} mask
   */
  function remember(value, mask) {
    if (value.length < 6) return;
    for (const form of new Set([value, JSON.stringify(value).slice(1, -1)])) {
      secrets.delete(form);
      secrets.set(form, mask);
    }
    for (const oldest of secrets.keys()) {
      if (secrets.size <= 200) break;
      secrets.delete(oldest);
    }
  }

  /** @param {string} text */
  function maskKnown(text) {
    for (const [secret, mask] of secrets) {
      if (text.includes(secret)) text = text.replaceAll(secret, mask);
    }
    return text;
  }

  /**
   * @param {string} key
   * @param {unknown} value
   */
  function maskPair(key, value) {
    const name = key.toLowerCase();
    const hidden = HIDDEN_KEYS.has(name);
    if (!hidden && !SHORT_KEYS.has(name)) return value;
    if (value === null || value === "") return value;
    if (typeof value !== "string") return HIDDEN;
    const mask = hidden ? HIDDEN : shorten(value);
    if (hidden || name === "sessionid") remember(value, mask);
    return mask;
  }

  /**
   * @param {unknown} parsed
   * @returns {string}
   */
  const maskedJSON = (parsed) => maskKnown(JSON.stringify(parsed, maskPair, 2));

  /**
   * Masks a text that is no JSON, a JSON text broken off included.
   * @param {string} text
   */
  function maskedText(text) {
    const pairs = /"(authenticationToken|password|secret|appSecret|sessionId|anonymousId|externalId)"(\s*:\s*)("(?:[^"\\]|\\.)*(?:"|\\?$)|[^\s,}\]]+)/gi;
    return maskKnown(text.replace(pairs, (_, key, colon, value) => {
      const bare = String(value).replace(/^"|"$/g, "");
      return `"${key}"${colon}"${maskPair(key, bare)}"`;
    }));
  }

  /**
   * @param {string} text
   * @returns {{text: string, parsed: unknown}}
   */
  function readBody(text) {
    try {
      const parsed = JSON.parse(text);
      return { parsed, text: cut(maskedJSON(parsed), SHOWN_CHARS) };
    } catch {
      return { parsed: undefined, text: cut(maskedText(text), SHOWN_CHARS) };
    }
  }

  // ---- The player's state --------------------------------------------------

  /**
   * @template T
   * @param {() => T} read
   * @param {T} otherwise
   */
  function attempt(read, otherwise) {
    try {
      return read();
    } catch {
      return otherwise;
    }
  }

  const isLoggedIn = () => attempt(() => _bc.isAuthenticated() === true, false);

  function refreshState() {
    const lit = isLoggedIn();
    const session = lit ? attempt(() => String(_bc.getSessionId() ?? ""), "") : "";
    const profile = attempt(() => String(_bc.getProfileId() ?? ""), "");
    if (session) remember(session, shorten(session));
    // A session that is taken over is no login: no event tells of it.
    if (tab && lit && byId("scene").dataset.lit === "false") say("Logged in.", "good");
    byId("scene").dataset.lit = String(lit);
    byId("desk").dataset.lit = String(lit);
    setText(byId("state"), lit ? "Logged in" : "Logged out");
    setText(byId("scene-note"), lit ? "The lamp is lit." : "The lamp is out.");
    setText(byId("session"), session ? shorten(session) : "none");
    setText(byId("profile"), profile || "none");
  }

  /**
   * @param {string} text
   * @param {Outcome} [tone]
   */
  function say(text, tone = "wait") {
    const status = byId("status");
    status.dataset.tone = tone;
    setText(status, text);
  }

  // ---- Results -------------------------------------------------------------

  /** @param {Result} result */
  function describe(result) {
    if (result.status === 200) return "200";
    const reason = result.reason_code === undefined ? "" : ` / ${result.reason_code}`;
    const message = typeof result.status_message === "string" ? `: ${cut(maskKnown(result.status_message), 200)}` : "";
    return `${result.status}${reason}${message}`;
  }

  /**
   * A row in the results for one call; the function returned counts its callbacks.
   * @param {string} name
   */
  function addResult(name) {
    const started = performance.now();
    const row = make("li", "result-row");
    const count = make("span", "result-row__count mono", "");
    const text = make("span", "result-row__text", "waiting…");
    const took = make("span", "result-row__took", "");
    let callbacks = 0;
    row.dataset.outcome = "wait";
    row.append(make("span", "result-row__name mono", name), count, text, took);
    putOnTop(byId("results"), row, RESULT_ROWS);

    return {
      /** @param {Result} result */
      answered(result) {
        callbacks += 1;
        row.dataset.outcome = result.status === 200 ? "good" : "bad";
        setText(count, `×${callbacks}`);
        setText(text, describe(result));
        if (callbacks === 1) setText(took, `answered after ${duration(performance.now() - started)}`);
      },
      /** @param {unknown} error */
      refused(error) {
        row.dataset.outcome = "bad";
        setText(text, cut(maskKnown(messageOf(error)), 200));
      },
    };
  }

  /**
   * Makes one call of the module and keeps its result.
   * @param {string} name
   * @param {(callback: Callback) => Promise<unknown>} start
   * @param {(result: Result) => void} then
   */
  function call(name, start, then) {
    const row = addResult(name);
    /** @param {unknown} error */
    const refuse = (error) => {
      row.refused(error);
      say(`${name}: ${messageOf(error)}`, "bad");
    };
    try {
      const promise = start((result) => {
        row.answered(result);
        refreshState();
        then(result);
      });
      Promise.resolve(promise).catch(refuse);
    } catch (error) {
      refuse(error);
    }
    refreshState();
  }

  /** @param {Result} result */
  function sayLoggedIn(result) {
    if (result.status === 200) say("The server let the player in.", "good");
    else if (result.reason_code === 40207) say("Not logged in: 403 / 40207. This browser remembers a player with a name. Tick “Forget the player”, log out, and try again.", "bad");
    else say(`Not logged in. ${describe(result)}`, "bad");
  }

  /** @param {Callback} [then] */
  function loginAnonymous(then) {
    say("Logging in…");
    call("authenticateAnonymous", (callback) => _bc.authenticateAnonymous(callback), (result) => {
      sayLoggedIn(result);
      then?.(result);
    });
  }

  function loginUser() {
    const user = input("user").value;
    const password = input("password").value;
    const forceCreate = input("force-create").checked;
    remember(password, HIDDEN);
    input("password").value = "";
    say("Logging in…");
    call("authenticateUniversal", (callback) => _bc.authenticateUniversal(user, password, forceCreate, callback), sayLoggedIn);
  }

  /** @param {Result} result */
  function logoutStory(result) {
    if (result.status === 200) return "The server ended the session: 200.";
    if (result.reason_code === 40304 && result.status === 403) return "There was no session to end, so nothing was sent: 403 / 40304.";
    if (result.reason_code === 90001) return "Logged out here; the server has not confirmed it: 900 / 90001. The module goes on in the background.";
    return `The answer to the log out: ${describe(result)}`;
  }

  function logout() {
    const forget = input("forget").checked;
    say("Logged out here. Telling the server…");
    call(
      forget ? "_bc.logout(true)" : "playerState.logout",
      (callback) => (forget ? _bc.logout(true, callback) : playerState.logout(callback)),
      (result) => say(logoutStory(result), result.status === 200 ? "good" : "bad"),
    );
  }

  function loginThenLogout() {
    if (isLoggedIn()) logout();
    else loginAnonymous(() => { if (isLoggedIn()) logout(); });
  }

  // ---- Code that is shown and run ------------------------------------------

  /**
   * The source of a function's body, at the left margin.
   * @param {Function} shown
   */
  function sourceOf(shown) {
    const source = shown.toString();
    const lines = source.slice(source.indexOf("{\n") + 2, source.lastIndexOf("\n")).split("\n");
    const indent = Math.min(...lines.filter((line) => line.trim()).map((line) => line.search(/\S/)));
    return lines.map((line) => line.slice(indent)).join("\n");
  }

  /**
   * Shows a function's own source: what runs is what is read.
   * @param {Element} place
   * @param {Function} shown
   */
  function showCode(place, shown) {
    const source = sourceOf(shown);
    const tokens = /(?<s>"[^"]*")|(?<k>=>|\b(?:const|var|await|null)\b)|(?<n>\b(?:_bc|playerState)\b)|(?<f>\b\w+(?=\())/g;
    let done = 0;
    place.replaceChildren();
    for (const match of source.matchAll(tokens)) {
      const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0] ?? "";
      place.append(source.slice(done, match.index), make("span", kind, match[0]));
      done = match.index + match[0].length;
    }
    place.append(source.slice(done));
  }

  // ---- The documented example ----------------------------------------------

  /**
   * The example as the documentation has it; only its console is this page's.
   * @param {{log(text: string): void}} console
   */
  function documentedExample(console) {
    _bc.authenticateAnonymous(() => {
      playerState.logout(result => {
        var status = result.status;
        console.log(status + " : " + JSON.stringify(result, null, 2));
      });
    });
  }

  /** @param {string} text */
  const printed = (text) => attempt(() => /** @type {Result} */ (JSON.parse(text.slice(text.indexOf(" : ") + 3))), { status: 0, status_message: text });

  function runExample() {
    const output = byId("example-output");
    const row = addResult("the documented example");
    setText(output, "Running…");
    try {
      documentedExample({
        log(text) {
          window.console.log(text);
          setText(output, cut(maskedText(text), SHOWN_CHARS));
          row.answered(printed(text));
          refreshState();
        },
      });
    } catch (error) {
      row.refused(error);
      setText(output, messageOf(error));
    }
    refreshState();
  }

  // ---- Conventions ---------------------------------------------------------

  /** @typedef {{log(name: string, values: Record<string, unknown>): void}} CardConsole */

  /**
   * What the cards show and run; only the console is the card's.
   * @type {Record<string, (console: CardConsole) => unknown>}
   */
  const CONVENTIONS = {
    callback: (console) => {
      playerState.logout(result => {
        console.log("callback", { result });
      });
    },
    await: async (console) => {
      const result = await playerState.logout();
      console.log("await", { result });
    },
    raw: (console) => {
      _bc.sendRequest({
        service: "playerState",
        operation: "LOGOUT",
      }, result => {
        console.log("callback", { result });
      });
    },
    handlers: (console) => {
      playerState.logout(
        (json, cbObject) => {
          console.log("success", { json, cbObject });
        },
        (status, reasonCode, errorJson, cbObject) => {
          console.log("failure", {
            status, reasonCode, errorJson, cbObject,
          });
        },
        { round: 7 },
      );
    },
    handler: (console) => {
      playerState.logout({
        serverCallback(service, operation, json) {
          console.log("serverCallback", { service, operation, json });
        },
        serverError(service, operation, status, reasonCode, json) {
          console.log("serverError", {
            service, operation, status, reasonCode, json,
          });
        },
      });
    },
  };

  /**
   * The result among what a handler was called with: itself, or as JSON.
   * @param {Record<string, unknown>} values
   */
  function resultAmong({ result, json, errorJson }) {
    return /** @type {Result} */ (result ?? JSON.parse(String(json ?? errorJson)));
  }

  /**
   * The arguments of one call of a handler, by name, as text.
   * @param {Record<string, unknown>} values
   */
  function argumentList(values) {
    const list = make("dl", "");
    for (const [name, value] of Object.entries(values)) {
      const term = make("dt", "", `${name} `);
      term.append(make("span", "", typeof value));
      const text = typeof value === "string" ? maskedText(value) : maskedJSON(value);
      const item = make("div", "");
      item.append(term, make("dd", "", cut(text, SHOWN_CHARS)));
      list.append(item);
    }
    return list;
  }

  /** @param {HTMLElement} card */
  function setUpConvention(card) {
    const convention = CONVENTIONS[card.dataset.convention ?? ""];
    const code = card.querySelector("code");
    const told = /** @type {HTMLElement | null} */ (card.querySelector(".told"));
    const title = card.querySelector("h3")?.textContent ?? "";
    if (!convention || !code || !told) throw new Error(`the card "${title}" is not whole`);
    let busy = false;

    /**
     * @param {Outcome} outcome
     * @param {...HTMLElement} parts
     */
    const show = (outcome, ...parts) => {
      told.dataset.outcome = outcome;
      told.replaceChildren(...parts);
    };

    function run() {
      const row = addResult(title);
      const started = performance.now();
      let calls = 0;
      show("wait", make("p", "told__none", "Running…"));
      /** @param {unknown} error */
      const refuse = (error) => {
        busy = false;
        row.refused(error);
        show("bad", make("p", "", cut(maskKnown(messageOf(error)), 200)));
      };
      /** @type {CardConsole} */
      const console = {
        log(name, values) {
          const result = resultAmong(values);
          const took = duration(performance.now() - started);
          busy = false;
          calls += 1;
          row.answered(result);
          refreshState();
          say(logoutStory(result), result.status === 200 ? "good" : "bad");
          show(
            result.status === 200 ? "good" : "bad",
            make("p", "told__call mono", name === "await" ? "await gave result" : `${name}(${Object.keys(values).join(", ")})`),
            make("p", "told__took", `${name === "await" ? "Fulfilled" : "Called"} ×${calls}, after ${took}`),
            argumentList(values),
          );
        },
      };
      try {
        Promise.resolve(convention?.(console)).catch(refuse);
      } catch (error) {
        refuse(error);
      }
      refreshState();
    }

    showCode(code, convention);
    card.querySelector("button")?.addEventListener("click", () => {
      if (busy) return;
      busy = true;
      if (isLoggedIn()) return run();
      show("wait", make("p", "told__none", "Logging in first…"));
      loginAnonymous((result) => {
        if (isLoggedIn()) return run();
        busy = false;
        show("bad", make("p", "", `Not run: nobody could be logged in. ${describe(result)}`));
      });
    });
  }

  // ---- Events --------------------------------------------------------------

  /** @type {Record<keyof ClientEventMap, Outcome | "">} */
  const EVENTS = { login: "good", logout: "", sessionexpired: "bad", unconfirmed: "wait", delivered: "good" };

  /**
   * @param {string} key
   * @param {unknown} value
   */
  function eventDetail(key, value) {
    const text = key === "profileId" ? shorten(String(value)) : String(maskPair(key, value));
    return `${key}: ${cut(maskKnown(text), 200)}`;
  }

  /**
   * A row for one event; what happened elsewhere is also said beside the lamp.
   * @param {CustomEvent<object>} event
   */
  function heard({ type, detail }) {
    const row = make("li", "event-row");
    row.dataset.outcome = EVENTS[/** @type {keyof ClientEventMap} */ (type)];
    const details = Object.entries(detail).map(([key, value]) => eventDetail(key, value)).join(", ");
    row.append(
      make("span", "event-row__name mono", type),
      make("span", "event-row__when", clock()),
      make("span", "event-row__detail mono", details || "no details"),
    );
    putOnTop(byId("events"), row, EVENT_ROWS);
    if ("elsewhere" in detail && detail.elsewhere === true) say("Logged out in another tab.");
    if (type === "sessionexpired" && "reasonCode" in detail) say(`The server says that the session is over: ${detail.reasonCode}.`, "bad");
    refreshState();
  }

  function hearEvents() {
    for (const type of /** @type {(keyof ClientEventMap)[]} */ (Object.keys(EVENTS))) _bc.addEventListener(type, heard);
  }

  // ---- Two tabs ------------------------------------------------------------

  /** Makes the page the small one of a tab: the lamp, and the player's two buttons. */
  function beTab() {
    document.body.classList.add("compact");
    document.title = `Tab ${tab} · ${document.title}`;
    setText(byId("player-title"), `Tab ${tab}`);
  }

  function setUpTabs() {
    /** @type {Promise<Window[]> | undefined} */
    let opened;

    /** @param {string} text @param {Outcome} [tone] */
    const tell = (text, tone = "wait") => {
      byId("tabs-status").dataset.tone = tone;
      setText(byId("tabs-status"), text);
    };

    /**
     * The window of a tab whose module runs.
     * @param {number} number
     * @returns {Promise<Window>}
     */
    async function open(number) {
      const frame = make("iframe", "");
      frame.title = `Tab ${number}`;
      const loaded = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
      frame.src = `?tab=${number}`;
      byId(`tab-${number}`).replaceChildren(frame);
      await loaded;
      const view = frame.contentWindow;
      if (!view?._bc) throw new Error("the page in it did not load");
      await view._bc.ready;
      view._bc.addEventListener("logout", ({ detail }) => {
        if (detail.elsewhere) tell(`Tab ${number} was told: logged out in another tab.`);
      });
      return view;
    }

    /** The first tab logs in; the second takes over the session, whose login was packet 0. */
    async function loginBoth() {
      tell("Opening…");
      const [first, second] = await (opened ??= Promise.all([open(1), open(2)]));
      if (!first || !second) return;
      setText(button("tabs-login"), "Log both in");
      tell("Tab 1 logs in…");
      const result = await first._bc.authenticateAnonymous();
      if (result.status !== 200) return tell(`Tab 1 is not logged in. ${describe(result)}`, "bad");
      second._bc.attachSession({ sessionId: first._bc.getSessionId(), packetId: 1, profileId: first._bc.getProfileId() });
      tell("Both are logged in, to one session. Log out in either.", "good");
    }

    let busy = false;
    button("tabs-login").addEventListener("click", () => {
      if (busy) return;
      busy = true;
      loginBoth()
        .catch((error) => {
          opened = undefined;
          tell(`The tabs did not open: ${cut(maskKnown(messageOf(error)), 200)}`, "bad");
        })
        .finally(() => { busy = false; });
    });
  }

  // ---- The wire ------------------------------------------------------------

  /**
   * How often each packet was sent, by its number and a hash of its bytes.
   * @type {Map<string, number>}
   */
  const sent = new Map();

  /** @param {string} text */
  function hash(text) {
    let a = 0x811c9dc5, b = 0x1b873593;
    for (let i = 0; i < text.length; i += 1) {
      const c = text.charCodeAt(i);
      a = Math.imul(a ^ c, 0x01000193);
      b = Math.imul(b ^ c, 0x85ebca6b);
    }
    return `${a >>> 0}.${b >>> 0}.${text.length}`;
  }

  /** @param {string} key */
  function countAttempt(key) {
    const attempts = (sent.get(key) ?? 0) + 1;
    sent.delete(key);
    sent.set(key, attempts);
    for (const oldest of sent.keys()) {
      if (sent.size <= WIRE_ROWS) break;
      sent.delete(oldest);
    }
    return attempts;
  }

  /** @param {RequestInfo | URL} target */
  function isDispatcher(target) {
    const url = target instanceof Request ? target.url : String(target);
    return new URL(url, document.baseURI).pathname.replace(/\/+$/, "").endsWith("/dispatcherv2");
  }

  /** @param {unknown} body */
  function bodyText(body) {
    if (typeof body === "string") return body;
    if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return new TextDecoder().decode(body);
    return "";
  }

  /**
   * @param {unknown} parsed
   * @param {string} key
   * @returns {Record<string, unknown>[]}
   */
  function entries(parsed, key) {
    const list = isObject(parsed) ? parsed[key] : undefined;
    return Array.isArray(list) ? list.filter(isObject) : [];
  }

  /**
   * What a whole body says to a packet of so many messages.
   * @param {unknown} parsed
   * @param {{packet?: number, messages: number}} request
   * @returns {{good: boolean, words: string}}
   */
  function verdict(parsed, { packet, messages }) {
    const answers = entries(parsed, "responses");
    const bad = (/** @type {string} */ words) => ({ good: false, words });
    if (!isObject(parsed)) return bad("no usable answer");
    if (answers.length === 0 && typeof parsed.reason_code === "number") return bad(`error ${parsed.reason_code}`);
    if (!answers.every((entry) => Number.isFinite(entry.status))) return bad("no usable answer");
    if (parsed.packetId !== packet && parsed.packetId !== -1) return bad(`bears packet ${cut(JSON.stringify(parsed.packetId) ?? "none", 20)}`);
    if (answers.length !== messages) return bad(`${answers.length} answers to ${messages}`);
    const words = answers.map((entry) => describe(/** @type {Result} */ ({ status: entry.status, reason_code: entry.reason_code })));
    return { good: answers.every((entry) => entry.status === 200), words: `answer ${words.join(", ")}` };
  }

  /**
   * Reads a copy of an answer: so much and so long, and no more.
   * @param {Response} copy
   * @returns {Promise<{text: string, end: "whole" | "capped" | "broken" | "abandoned"}>}
   */
  async function readCopy(copy) {
    if (!copy.body) return { text: "", end: "whole" };
    const reader = copy.body.getReader();
    const decoder = new TextDecoder();
    const timer = setTimeout(() => { reader.cancel().catch(() => {}); }, READ_MS);
    let text = "", bytes = 0;
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return { text: text + decoder.decode(), end: "whole" };
        bytes += value.byteLength;
        text += decoder.decode(value.subarray(0, READ_BYTES), { stream: true });
        if (bytes > READ_BYTES) {
          reader.cancel().catch(() => {});
          return { text, end: "capped" };
        }
      }
    } catch (error) {
      return { text, end: isAbort(error) ? "abandoned" : "broken" };
    } finally {
      clearTimeout(timer);
    }
  }

  /** @param {unknown} error */
  const isAbort = (error) => error instanceof DOMException && (error.name === "AbortError" || error.name === "TimeoutError");

  /**
   * @param {string} title
   * @param {string} text
   */
  function bodyView(title, text) {
    const block = make("div", "");
    const pre = make("pre", "", text);
    pre.tabIndex = 0;
    block.append(make("h3", "", title), pre);
    return { block, pre };
  }

  /** @param {string} text */
  function describeRequest(text) {
    const { parsed, text: shown } = readBody(text);
    const packet = isObject(parsed) && typeof parsed.packetId === "number" ? parsed.packetId : undefined;
    const names = entries(parsed, "messages").map((message) => `${message.service}.${message.operation}`);
    return {
      packet,
      messages: names.length,
      name: cut(names.join(", ") || "a request", 200),
      shown: parsed === undefined ? "(not shown)" : shown,
      attempts: packet === undefined ? 1 : countAttempt(`${packet} ${hash(text)}`),
    };
  }

  const clock = () => {
    const now = new Date();
    return `${now.toLocaleTimeString("en-GB")}.${Math.floor(now.getMilliseconds() / 100)}`;
  };

  /**
   * A row on the wire view for one request.
   * @param {string} text the request's body
   */
  function addWireRow(text) {
    const started = performance.now();
    const { packet, messages, name, shown, attempts } = describeRequest(text);
    const row = make("li", "wire-row");
    const details = make("details", "");
    const summary = make("summary", "");
    const title = make("span", "wire-row__name mono", name);
    const outcome = make("span", "wire-row__outcome", "waiting…");
    const took = make("span", "wire-row__took", "");
    const bodies = make("div", "wire-row__bodies");
    const answer = bodyView("Answer", "None yet.");
    if (attempts > 1) title.append(" ", make("span", "wire-row__try", `${ordinal(attempts)} try`));
    row.dataset.outcome = "wait";
    row.dataset.packet = String(packet ?? "");
    row.dataset.attempt = String(attempts);
    summary.append(
      make("span", "wire-row__when", `${clock()} · packet ${packet ?? "?"}`),
      title, outcome, took,
    );
    bodies.append(bodyView("Request", shown).block, answer.block);
    details.append(summary, bodies);
    row.append(details);
    putOnTop(byId("wire"), row, WIRE_ROWS);

    return {
      request: { packet, messages },
      /**
       * @param {Outcome} kind
       * @param {string} words
       * @param {string} body
       */
      ended(kind, words, body) {
        row.dataset.outcome = kind;
        setText(outcome, words);
        setText(took, duration(performance.now() - started));
        setText(answer.pre, body);
      },
      /** @param {number} status */
      began(status) {
        setText(outcome, `HTTP ${status}, reading…`);
      },
    };
  }

  /** @typedef {ReturnType<typeof addWireRow>} WireRow */

  /**
   * @param {WireRow} row
   * @param {Response} copy
   */
  async function showAnswer(row, copy) {
    row.began(copy.status);
    const { text, end } = await readCopy(copy);
    const { parsed, text: shown } = readBody(text);
    const { good, words } = verdict(parsed, row.request);
    const ends = { whole: words, capped: "too long to show whole", broken: "broken off", abandoned: "given up" };
    row.ended(good && end === "whole" && copy.ok ? "good" : "bad", `HTTP ${copy.status} · ${ends[end]}`, shown || "(empty)");
  }

  /**
   * @param {WireRow} row
   * @param {unknown} error
   */
  function showFailure(row, error) {
    if (isAbort(error)) row.ended("bad", "no answer in time, given up", "None.");
    else row.ended("bad", "no connection", maskKnown(messageOf(error)));
  }

  function afterExchange() {
    refreshState();
    faults?.refreshSoon();
  }

  /**
   * Watches one request without touching it. The copy is taken in the first
   * reaction to the answer, before the module can have read its body.
   * @param {FetchArguments} args
   * @param {Promise<Response>} answer
   */
  function watch([target, init], answer) {
    if ((init?.method ?? "GET").toUpperCase() !== "POST" || !isDispatcher(target)) return;
    const row = addWireRow(bodyText(init?.body));
    answer
      .then((response) => showAnswer(row, response.clone()), (error) => showFailure(row, error))
      .catch((error) => row.ended("bad", "could not be shown", messageOf(error)))
      .finally(afterExchange);
    queueMicrotask(refreshState);
  }

  function tapFetch() {
    /** @this {unknown} @param {FetchArguments} args */
    window.fetch = function fetch(...args) {
      const answer = Reflect.apply(nativeFetch, this, args);
      try {
        watch(args, answer);
      } catch (error) {
        console.warn("The wire view missed a request:", messageOf(error));
      }
      return answer;
    };
  }

  // ---- Faults --------------------------------------------------------------

  /** @typedef {{name: string, group: string, title: string, description: string, processed?: boolean, preflight?: boolean}} Fault */

  /** @type {Record<string, string>} */
  const GROUPS = {
    connection: "Connection", http: "HTTP status", body: "Body of the answer", packet: "Contents of the packet",
    hang: "Time", redirect: "Redirects",
  };

  /** @type {Fault} */
  const BY_CHANCE = {
    name: "random", group: "By chance", title: "Any passing fault",
    description: "Each time another one of those above that pass within about a second.",
  };

  /** The fault picker; the page has one where the server brings its own dispatcher. */
  function setUpFaults() {
    const picker = select("fault-select");
    /** @type {Map<string, Fault>} */
    const known = new Map();
    /** @type {number | undefined} */
    let timer;

    /** @param {string} text @param {Outcome} [tone] */
    const tell = (text, tone = "wait") => {
      byId("fault-status").dataset.tone = tone;
      setText(byId("fault-status"), text);
    };

    /** @param {RequestInit} [init] */
    async function ask(init) {
      const response = await nativeFetch.call(window, "dispatcherv2/faults", { cache: "no-store", ...init });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return response;
    }

    /** @param {unknown} pending */
    function pendingText(pending) {
      if (!Array.isArray(pending) || pending.length === 0) return "The network is whole.";
      return `Broken: ${pending.map(pendingName).join("; ")}.`;
    }

    /** @param {unknown} item */
    function pendingName(item) {
      if (!isObject(item)) return String(item);
      const name = String(item.fault ?? item.name ?? "a fault");
      const left = Number(item.left ?? item.times ?? 0);
      const often = left > 0 ? `, ${left} more` : ", every time";
      return `${known.get(name)?.title ?? name}${often}, on ${item.operation || "any call"}`;
    }

    /** @param {Fault[]} list */
    function fill(list) {
      /** @type {Map<string, HTMLOptGroupElement>} */
      const groups = new Map();
      for (const fault of list) {
        known.set(fault.name, fault);
        const group = groups.get(fault.group) ?? document.createElement("optgroup");
        group.label = GROUPS[fault.group] ?? fault.group;
        groups.set(fault.group, group);
        const option = make("option", "", fault.title);
        option.value = fault.name;
        group.append(option);
      }
      picker.replaceChildren(...groups.values());
      picker.disabled = list.length === 0;
      button("fault-apply").disabled = list.length === 0;
      explain();
    }

    function explain() {
      const fault = known.get(picker.value);
      setText(byId("fault-text"), fault?.description ?? "");
      setText(byId("fault-processed"), fault?.processed === undefined ? "" : fault.processed
        ? "The server does carry the request out."
        : "The server does not carry the request out.");
    }

    async function refresh() {
      const body = /** @type {{faults?: Fault[], pending?: unknown}} */ (await (await ask()).json());
      // This page is of the dispatcher's own origin, where no such rule is asked for.
      if (known.size === 0) fill([...(body.faults ?? []).filter((fault) => !fault.preflight && fault.group !== "cors"), BY_CHANCE]);
      const broken = Array.isArray(body.pending) && body.pending.length > 0;
      tell(pendingText(body.pending), broken ? "bad" : "wait");
    }

    /** @param {object} order */
    const send = (order) => ask({ method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(order) });

    async function mend() {
      await send({ fault: "none" });
      await refresh();
    }

    /** One fault at a time: the dispatcher would do an older one first. */
    async function breakIt() {
      await send({ fault: "none" });
      await send({ fault: picker.value, times: times(), operation: select("fault-operation").value });
      await refresh();
    }

    /** @param {Promise<void>} work */
    const orTell = (work) => work.catch((error) => tell(`The fault list did not answer: ${messageOf(error)}`, "bad"));

    const times = () => Number(/** @type {HTMLInputElement} */ (document.querySelector("input[name=fault-times]:checked")).value);

    picker.addEventListener("change", explain);
    byId("fault-form").addEventListener("submit", (event) => {
      event.preventDefault();
      orTell(breakIt());
    });
    button("fault-clear").addEventListener("click", () => orTell(mend()));
    button("fault-try").addEventListener("click", loginThenLogout);
    orTell(refresh());

    return {
      /** Asks again what is left of the faults, once for a burst of requests. */
      refreshSoon() {
        clearTimeout(timer);
        timer = setTimeout(() => orTell(refresh()), 150);
      },
    };
  }

  // ---- The module ----------------------------------------------------------

  const MODULE_BUTTONS = "#login-anonymous, #login-user, #logout, #run-example, #fault-try, .card__run, #tabs-login";

  /** @param {boolean} enabled */
  function enableCalls(enabled) {
    for (const element of document.querySelectorAll(MODULE_BUTTONS)) {
      /** @type {HTMLButtonElement} */ (element).disabled = !enabled;
    }
  }

  const hasModule = () => typeof window._bc === "object" && window._bc !== null;

  async function awaitModule() {
    enableCalls(false);
    if (!hasModule()) throw new Error("playerstate.js did not load");
    hearEvents();
    await _bc.ready;
    if (embedded) _bc.setPacketTimeouts(DEMO_TIMEOUTS);
    setText(byId("module"), `ready, version ${_bc.version}`);
    say("Nobody is logged in.");
  }

  /** @param {unknown} error */
  function moduleFailed(error) {
    const why = cut(messageOf(error), 200);
    setText(byId("module"), `did not start: ${why}`);
    say(`Nobody can log in: the module did not start.${hasModule() ? " A call is still answered, with 900 / 90200." : ""}`, "bad");
  }

  function holdStill() {
    const still = byId("scene").dataset.still !== "true";
    byId("scene").dataset.still = String(still);
    button("scene-still").setAttribute("aria-pressed", String(still));
  }

  function listen() {
    button("login-anonymous").addEventListener("click", () => loginAnonymous());
    button("logout").addEventListener("click", logout);
    button("run-example").addEventListener("click", runExample);
    button("scene-still").addEventListener("click", holdStill);
    button("wire-clear").addEventListener("click", () => byId("wire").replaceChildren());
    button("results-clear").addEventListener("click", () => byId("results").replaceChildren());
    button("events-clear").addEventListener("click", () => byId("events").replaceChildren());
    showCode(byId("example-code"), documentedExample);
    for (const card of document.querySelectorAll(".card")) setUpConvention(/** @type {HTMLElement} */ (card));
    byId("login-form").addEventListener("submit", (event) => {
      event.preventDefault();
      loginUser();
    });
  }

  const appSecret = /** @type {HTMLElement | null} */ (document.querySelector("script[data-app-secret]"))?.dataset.appSecret;
  if (appSecret) remember(appSecret, HIDDEN);
  tapFetch();
  const embedded = document.getElementById("faults") !== null;
  const faults = embedded && !tab ? setUpFaults() : undefined;
  listen();
  if (tab) beTab();
  else setUpTabs();
  refreshState();
  setInterval(refreshState, 250);
  awaitModule().catch(moduleFailed).finally(() => {
    enableCalls(hasModule());
    refreshState();
  });
})();
