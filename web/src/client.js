/**
 * A method: what it takes, and either what it asks (the servop that answers it
 * later), or what it gets while there is no program; else it returns nothing.
 *
 * @typedef {{takes?: [string, Check][], asks?: (read: any[]) => [string, string], gets?: unknown}} Method
 */

/** @type {Method["asks"]} */
const LOGIN = () => ["authenticationV2", "AUTHENTICATE"];
/** @type {Method["asks"]} */
const LOGOUT = () => ["playerState", "LOGOUT"];

/** The methods of `_bc`, by the names that the program answers to. @type {Record<string, Method>} */
const METHODS = {
  initialize: { takes: [["appId", APP_ID], ["secret", NAME], ["appVersion", NAME], ["serverUrl", optional(HTTP_URL, "")]] },
  setServerUrl: { takes: [["url", HTTP_URL]] },
  setPacketTimeouts: { takes: [["timeouts", SECONDS]] },
  enableLogging: { takes: [["on", FLAG]] },
  attachSession: {
    takes: [["session", object(
      ["sessionId", NAME], ["packetId", PACKET_ID], ["profileId", optional(TEXT, "")], ["expiresInSeconds", optional(EXPIRY, 0)],
    )]],
  },
  logoutOnApplicationClose: { takes: [["forgetUser", optional(FLAG, false)]] },

  isInitialized: { gets: false },
  isAuthenticated: { gets: false },
  getSessionId: { gets: "" },
  getProfileId: { gets: "" },

  authenticateAnonymous: { takes: [], asks: LOGIN },
  authenticateUniversal: { takes: [["userId", NAME], ["password", TEXT], ["forceCreate", FLAG]], asks: LOGIN },
  authenticateEmailPassword: { takes: [["email", NAME], ["password", TEXT], ["forceCreate", FLAG]], asks: LOGIN },
  logout: { takes: [["forgetUser", optional(FLAG, false)]], asks: LOGOUT },
  sendRequest: {
    takes: [["request", object(["service", NAME], ["operation", NAME], ["data", DATA])]],
    asks: ([service, operation]) => [service, operation],
  },
};

/**
 * The objects that a page uses, around one program.
 * @param {URL} url where the .wasm is
 * @param {string} integrity what it must be, "" for anything
 */
function createClientOf(url, integrity) {
  const events = new EventTarget();
  /** The types that somebody has ever listened to. */
  const listened = new Set();
  const calls = createCalls();
  const program = createProgram(url, integrity, calls.settle, (type, detail) => queueMicrotask(() => {
    if (listened.has(type)) events.dispatchEvent(new CustomEvent(type, { detail }));
  }));

  /** @param {string} label its name in errors @param {string} name its name in the program @param {Method} method @param {unknown[]} [given] what the program gets before the arguments */
  function method(label, name, { takes = [], asks, gets }, given = []) {
    if (gets !== undefined) return () => program.get(name, gets);
    if (!asks) return (/** @type {unknown[]} */ ...args) => program.tell(name, readArguments(label, takes, args));
    // Async: a bad argument rejects, as the web's own functions do.
    return async (/** @type {unknown[]} */ ...args) => {
      const read = [...given, ...readArguments(label, takes, args)];
      const [service, operation] = asks(read);
      const { tell, options } = readConvention(label, args.slice(takes.length), service, operation);
      const { call, promise } = calls.open(asks === LOGIN ? "playerState.login" : label, tell, options);
      program.ask(name, call, read);
      return promise;
    };
  }

  const playerState = { logout: method("playerState.logout", "logout", { asks: LOGOUT }, [false]) };
  /** @type {Record<string, any>} */
  const bc = {
    playerState,
    version: VERSION,
    reasonCodes: REASON_CODES,
    get ready() {
      return program.ready;
    },
    addEventListener(/** @type {[string, any, any]} */ ...args) {
      program.begin(); // who listens wants to hear of what an earlier page left, too
      listened.add(String(args[0]));
      events.addEventListener(...args);
    },
    removeEventListener: events.removeEventListener.bind(events),
  };
  for (const name of Object.keys(METHODS)) bc[name] = method(`_bc.${name}`, name, METHODS[name]);
  return { bc, playerState, begin: program.begin };
}
