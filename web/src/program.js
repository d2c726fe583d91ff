/**
 * The Go program as the page sees it: loaded once, started again where it dies.
 * Calls that come before it runs are held and handed over in order; where it can
 * not run, each is answered all the same.
 *
 * @param {URL} url where the .wasm is
 * @param {string} integrity what it must be, as in a script's integrity attribute; "" for anything
 * @param {(call: number, result: object) => void} settle answers a call
 * @param {(type: string, detail: object) => void} emit tells the page of an event
 */
function createProgram(url, integrity, settle, emit) {
  /** Deaths in a row, with no call answered between, after which it stays dead. */
  const MOST_DEATHS = 3;
  /** The program must have come within that time, in milliseconds: no call waits for ever. */
  const LONGEST_LOAD = 120_000;
  /** What sets the program up, and is done again in an instance that starts again. */
  const SETTINGS = new Set(["initialize", "setServerUrl", "setPacketTimeouts", "enableLogging"]);

  /** Calls into the running program; null while there is none. @type {((name: string, ...args: unknown[]) => unknown) | null} */
  let enter = null;
  /** Why there is no program and will be none. @type {object | null} */
  let failure = null;
  /** Calls that wait for the program. @type {{name: string, call: number, args: unknown[]}[]} */
  let held = [];
  /** Calls that the program has and has not answered, each with those that it stands for. @type {Map<number, number[]>} */
  const inside = new Map();
  /** The logout that the present turn of the event loop has called: called again, it is the same. @type {{forgetUser: unknown, same: number[]} | null} */
  let logout = null;
  /** The latest call of each of SETTINGS. @type {Map<string, unknown[]>} */
  const settings = new Map();
  let deaths = 0;

  /** @type {{resolve: () => void, reject: (error: Error) => void}} */
  let readiness;
  /** @type {Promise<void>} */
  const ready = new Promise((resolve, reject) => { readiness = { resolve, reject }; });
  ready.catch(() => {}); // not everybody waits for it; each call tells

  const unable = (/** @type {string} */ why) =>
    ({ status: 900, reason_code: 90200, status_message: why, severity: "ERROR" });

  /** @param {Error} error */
  function fail(error) {
    failure = unable(error.message);
    console.error(error.message);
    readiness.reject(error);
    for (const { call } of held.splice(0)) if (call) settle(call, failure);
  }

  /** Answers a call that the program has, and those that are the same. @param {number} call @param {object} result */
  function answer(call, result) {
    const same = inside.get(call) ?? [];
    inside.delete(call);
    if (logout?.same === same) logout = null; // who calls from now on calls again
    settle(call, result);
    for (const other of same) settle(other, result);
  }

  /** A timer would have to wait in a tab that is not seen. @returns {Promise<void>} */
  const nextTask = () => new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

  async function compile() {
    if (typeof WebAssembly !== "object") throw new Error("this browser has no WebAssembly");
    const response = await fetch(url, { credentials: "same-origin", integrity, signal: AbortSignal.timeout(LONGEST_LOAD) });
    if (!response.ok) throw new Error(`HTTP status ${response.status}`);
    // A server that does not know the type costs the streaming, not the program.
    const streams = response.headers.get("Content-Type")?.startsWith("application/wasm") && WebAssembly.compileStreaming;
    return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
  }

  /** What the program sees as its global object: the page's own is left alone. */
  function surroundings() {
    let line = "";
    const decoder = new TextDecoder();
    return {
      Object, Array, Uint8Array, crypto, performance, TextEncoder, TextDecoder,
      fs: {
        /** The runtime's own last words. @param {number} _fd @param {Uint8Array} bytes */
        writeSync(_fd, bytes) {
          const lines = (line + decoder.decode(bytes)).split("\n");
          line = lines.pop() ?? "";
          if (lines.length > 0) console.error(lines.join("\n"));
          return bytes.length;
        },
      },
      process: {}, path: {},
    };
  }

  /**
   * Starts the program in a few tasks, between which the page goes on: each may be longer
   * than a frame.
   * @param {Promise<WebAssembly.Module>} compiled
   */
  async function start(compiled) {
    await nextTask();
    const world = /** @type {any} */ (surroundings());
    const go = new (goRuntime(world, world.fs))();
    go.exit = () => {};
    let dead = false;
    const died = (/** @type {unknown} */ cause) => {
      if (dead) return;
      dead = true;
      bridge.stop();
      enter = null;
      // The cause is the engine's or the runtime's: it quotes nothing of the page's.
      const why = unable(`playerState: the program stopped unexpectedly${cause ? ` (${cause})` : ""}; it is started again`);
      for (const call of [...inside.keys()]) answer(call, why);
      if (++deaths < MOST_DEATHS) start(compiled).catch(fail);
      else fail(new Error("playerState: the program stopped again and again"));
    };
    /** @type {WebAssembly.Instance | undefined} */
    let instance;
    /** Calls what Go exports; nothing happens while it is not there. @param {string} name @param {number[]} args */
    const into = (name, ...args) => {
      if (dead) return undefined;
      let returned;
      try {
        returned = /** @type {any} */ (instance?.exports[name] ?? bridge.exports[name])?.(...args);
      } catch (error) {
        died(error);
      }
      if (go.exited) died(undefined);
      return returned;
    };
    const module = await compiled;
    await nextTask();
    const bridge = world.jsbridge = createBridge(into, (call, result) => {
      deaths = 0;
      answer(call, result);
    }, emit);
    try {
      instance = await WebAssembly.instantiate(module, go.importObject);
    } catch (error) {
      bridge.stop();
      throw error;
    }
    if (dead) return;
    go.run(instance).then(died, died);
    await nextTask();
    if (dead) return;

    const call = enter = (/** @type {string} */ name, /** @type {unknown[]} */ ...args) => bridge.exports[name](...args);
    measure("playerState.load", begun);
    readiness.resolve();
    for (const [name, args] of settings) call(name, ...args);
    for (const { name, call, args } of held.splice(0)) run(name, call, args);
    call("adopt");
  }

  /** @param {string} name @param {number} call 0 where nothing is answered @param {unknown[]} args */
  function run(name, call, args) {
    if (enter === null) {
      held.push({ name, call, args });
      return;
    }
    if (SETTINGS.has(name)) {
      settings.delete(name); // the latest goes last
      settings.set(name, args);
    }
    if (name === "logout") {
      if (logout?.forgetUser === args[0]) {
        logout.same.push(call);
        return;
      }
      logout = { forgetUser: args[0], same: [] };
      queueMicrotask(() => { logout = null; });
    } else {
      logout = null;
    }
    if (call) inside.set(call, logout?.same ?? []);
    enter(name, ...(call ? [call] : []), ...args);
  }

  let begun = 0;
  /** Loads the program, once. */
  function begin() {
    if (begun) return;
    begun = performance.now();
    /** The directive of a Content Security Policy that bars the load: the fetch's own error does not say so. */
    let barrier = "";
    addEventListener("securitypolicyviolation", (event) => {
      if (event.blockedURI === url.href) barrier = event.effectiveDirective;
    });
    addEventListener("online", () => enter?.("online"));
    addEventListener("pagehide", () => enter?.("leave"));
    const compiled = compile();
    compiled.catch(() => {}); // start() tells
    start(compiled).catch(async (error) => {
      await new Promise((resolve) => setTimeout(resolve)); // a violation is told in a task of its own
      let cause = error?.message ?? error;
      if (barrier) cause = `the page's Content Security Policy bars it (${barrier})`;
      else if (integrity) cause = `${cause} (it may not be the file that its integrity says)`;
      fail(new Error(`playerState: ${url} could not be loaded: ${cause}`, { cause: error }));
    });
  }

  return {
    begin,

    get ready() {
      begin();
      return ready;
    },

    /** A call that is answered later. @param {string} name @param {number} call @param {unknown[]} args */
    ask(name, call, args) {
      begin();
      if (failure) settle(call, failure);
      else run(name, call, args);
    },

    /** A call that returns nothing. @param {string} name @param {unknown[]} args */
    tell(name, args) {
      begin();
      if (!failure) run(name, 0, args);
    },

    /** A question about the present state. @template T @param {string} name @param {T} otherwise the answer while there is no program @returns {T} */
    get: (name, otherwise) => /** @type {T} */ (enter?.(name) ?? otherwise),
  };
}
