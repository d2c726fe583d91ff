/**
 * playerState: a browser client for brainCloud's `playerState.logout` and the calls
 * around it.
 *
 * As a script: `<script src="playerstate.js" …></script>` makes two globals, `_bc` and
 * `playerState`. The tag's attributes:
 *
 * | attribute | what it sets |
 * | --- | --- |
 * | `data-app-id`, `data-app-secret`, `data-app-version`, `data-server-url` | {@link BrainCloudClient.initialize}'s arguments; the version is "1.0.0" if it is left out; `data-server-url` alone is {@link BrainCloudClient.setServerUrl}'s |
 * | `data-client` | the name of a global, or a dotted path, that the vendor's client has or will have: see {@link PlayerState.attachClient}. No `_bc` is made then, unless `data-code-prefix` names it |
 * | `data-wrapper-name` | {@link BrainCloudClient.setWrapperName}'s argument |
 * | `data-restore-session` | go on with the session of the page before this one, as {@link BrainCloudClient.restoreSession} does; "false" is as if it were not there |
 * | `data-code-prefix` | the name of the first global, in place of `_bc` |
 * | `data-logout-on-close` | log the player out when the page is closed or left; "false" is as if it were not there |
 * | `data-load` | when the program is loaded: at once if it is left out; "lazy" is at the first call that the server answers, or if somebody listens or asks for `ready`; "idle" is when the page is loaded and has nothing else to do |
 * | `data-wasm-url` | where playerstate.wasm is, in place of beside the script; a relative one is relative to the page |
 * | `data-wasm-integrity` | what the program must hash to, as in a script's `integrity` |
 *
 * As a module: `import { createClient } from "playerstate"`, or from "playerstate/inline",
 * which has the program within itself, as playerstate.inline.js has.
 *
 * Every call that the server answers returns a promise, and takes in addition whichever
 * way of being told the caller is used to (see {@link Callback}, {@link SuccessHandler},
 * {@link ServerHandler}). The promise is fulfilled with a {@link Result} whether the call
 * succeeded or not; it is rejected only with a TypeError, for an argument of the wrong kind.
 * Handlers are called after the present turn of the event loop, never during the call.
 */

/** The result of a call: `if (result.status === 200)` tells which one it is. Fields that the server adds are kept. */
export type Result<T = unknown> = Success<T> | Failure;

/** The result of a call that succeeded. */
export type Success<T = unknown> = {
  readonly status: 200;
  /** What the server answered, `null` if it had nothing to say. */
  readonly data: T;
};

/** The result of a call that failed. */
export type Failure = {
  /** HTTP-like, such as 403, or 202 for a login that the server refused; 900 if the server gave no result. Never 200. */
  readonly status: FailureStatus;
  /** Why: one of {@link reasonCodes}, or another of the vendor's. */
  readonly reason_code: number;
  /** Why, in words for a developer. */
  readonly status_message: string;
  /** "ERROR". */
  readonly severity: string;
  /** With {@link ReasonCodes.GAME_VERSION_NOT_SUPPORTED}: where a newer version of the game is, a store's URL. */
  readonly upgradeAppId?: string;
  /** With {@link ReasonCodes.DISABLED_APP}: why the app is switched off, as the server writes it: a text, or an object. */
  readonly disabledReason?: unknown;
};

/** Three digits, and not 200. */
export type FailureStatus = Exclude<NumberIn<`${Exclude<Digit, 0>}${Digit}${Digit}`>, 200>;
type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
type NumberIn<S extends string> = S extends `${infer N extends number}` ? N : never;

/** The result of a logout: `{"status":200,"data":null}` if it succeeded. */
export type LogoutResult = Result<null>;

/** The result of a login. */
export type LoginResult = Result<LoginData>;

/** What the server tells of a player who has logged in. */
export type LoginData = {
  readonly sessionId: string;
  readonly profileId: string;
  /** Seconds that the session outlives the last packet. */
  readonly playerSessionExpiry?: number;
  /** Whatever else it sends. */
  readonly [field: string]: unknown;
};

/** The player's state, as the server sends it. */
export type UserState = {
  readonly [field: string]: unknown;
};

/** A status that a player has for a time. */
export type UserStatus = {
  /** When it began, in milliseconds since 1970. */
  readonly activeStart: number;
  readonly statusName: string;
  /** The game's own. */
  readonly details: { readonly [field: string]: unknown };
  /** When it ends, in milliseconds since 1970. */
  readonly activeUntil: number;
};

/** Statuses, by name. */
export type UserStatuses = {
  readonly [statusName: string]: UserStatus | undefined;
};

/** Attributes of a player, by name. */
export type Attributes = {
  readonly [name: string]: string;
};

/** The vendor's reason codes that a game is likely to meet. */
export interface ReasonCodes {
  /** With 202: the server does not know the player, and the login names a profile. See the event "identityconflict". */
  readonly MISSING_IDENTITY_ERROR: 40206;
  /** With 202: the player has another profile than the one that the login names. See the event "identityconflict". */
  readonly SWITCHING_PROFILES: 40207;
  /** With 202: there is no such player, and none may be created. */
  readonly MISSING_PROFILE_ERROR: 40208;
  /** With 202: the player has not confirmed the email address. */
  readonly EMAIL_NOT_VALIDATED: 40214;
  /** With 403: the app secret is not the app's. */
  readonly BAD_SIGNATURE: 40301;
  /** With 403: the session was over, by its own time. */
  readonly USER_SESSION_EXPIRED: 40303;
  /** With 202: the server redirected a login for the second time, or to nowhere. The first redirect is followed. */
  readonly MANUAL_REDIRECT: 40308;
  /** With 403: nobody is logged in. Nothing was sent, or the server said so. */
  readonly NO_SESSION: 40304;
  /** With 403: the password is not the player's. */
  readonly TOKEN_DOES_NOT_MATCH_USER: 40307;
  /** With 400: the game's version is too old. `upgradeAppId` in the result says where a newer one is. */
  readonly GAME_VERSION_NOT_SUPPORTED: 40322;
  /** With 403: the app is switched off. `disabledReason` in the result says why. */
  readonly DISABLED_APP: 40330;
  /** With 403: the session was over, as the player logged in elsewhere or a script ended it. */
  readonly USER_SESSION_LOGGED_OUT: 40356;
  /** With 900: the server's last answer was not one to this call. */
  readonly JSON_PARSING_ERROR: 40408;
  /** The packet came without a session. */
  readonly NULL_SESSION: 40426;
  /** The packet's number is not the one that the server waits for. */
  readonly INVALID_PACKET_ID: 40566;
  /** The server does not have the answer any more that it was asked to repeat. */
  readonly MISSING_LAST_PACKET_RESPONSE: 40605;
  /** With 900: the server was still at work on the packet at the last attempt. */
  readonly PACKET_IN_PROGRESS: 40606;
  /** The server has had a packet of that number. */
  readonly DUPLICATE_PACKET_ID: 40730;
  /** The server could not log the player out. */
  readonly LOGOUT_ERROR: 40906;
  /** With 900: every attempt failed or took too long, or the caller's own signal or `timeoutMs` ended the wait. */
  readonly CLIENT_NETWORK_ERROR_TIMEOUT: 90001;
  /** With 900: the program could not be loaded, or has stopped. */
  readonly CLIENT_DISABLED: 90200;
  /** With 900: `initialize` has not been called. */
  readonly CLIENT_NOT_INITIALIZED: 90202;
}

/** The number of a reason code of {@link reasonCodes}. */
export type ReasonCode = ReasonCodes[keyof ReasonCodes];

/** JavaScript's way of being told: one function for success and failure. It gets the very object that the promise does. */
export type Callback<R> = (result: R) => void;

/**
 * C#'s and Objective-C's way: one function for success.
 * @param responseJson the whole result as JSON
 * @param cbObject what the caller handed over with the two functions
 */
export type SuccessHandler<O = undefined> = (responseJson: string, cbObject: O) => void;

/**
 * C#'s and Objective-C's way: one function for failure.
 * @param status as in {@link Failure}
 * @param reasonCode as in {@link Failure}
 * @param errorJson the whole result as JSON
 * @param cbObject what the caller handed over with the two functions
 */
export type FailureHandler<O = undefined> = (status: number, reasonCode: number, errorJson: string, cbObject: O) => void;

/** Java's and C++'s way: an object with a method for success and one for failure. Each is called with the object as `this`. */
export interface ServerHandler {
  /** @param json the whole result as JSON */
  serverCallback(serviceName: string, serviceOperation: string, json: string): void;
  /** @param errorJson the whole result as JSON */
  serverError?(serviceName: string, serviceOperation: string, statusCode: number, reasonCode: number, errorJson: string): void;
}

/**
 * For one call. If either ends the wait, the result is 900 with 90001 at once; the call is
 * carried out all the same.
 */
export interface CallOptions {
  /** Ends the wait for the result. */
  readonly signal?: AbortSignal | null | undefined;
  /** Milliseconds, 0 or more, until the wait for the result ends by itself. Left out or Infinity: none but the network's. */
  readonly timeoutMs?: number | null | undefined;
}

/**
 * A call that the server answers: its own arguments, and behind them those of any of the
 * conventions. Options alone are apart from a handler: with a union of the two the
 * compiler gives a callback no types if the arguments before it hold a list.
 */
type Call<Own extends unknown[], R> = {
  (...args: [...Own, ...ByHandlers]): Promise<R>;
  <O>(...args: [...Own, ...ByHandlersWith<O>]): Promise<R>;
  (...args: [...Own, ...ByCallback<R>]): Promise<R>;
  (...args: [...Own, ...ByObject]): Promise<R>;
  (...args: [...Own, options: SomeOptions]): Promise<R>;
};
/** Such a call with a result whose data the caller names. */
type CallFor<Own extends unknown[]> = {
  <T = unknown>(...args: [...Own, ...ByHandlers]): Promise<Result<T>>;
  <T = unknown, O = unknown>(...args: [...Own, ...ByHandlersWith<O>]): Promise<Result<T>>;
  <T = unknown>(...args: [...Own, ...ByCallback<Result<T>>]): Promise<Result<T>>;
  <T = unknown>(...args: [...Own, ...ByObject]): Promise<Result<T>>;
  <T = unknown>(...args: [...Own, options: SomeOptions]): Promise<Result<T>>;
};
// What a call takes behind its own arguments, one tuple a convention.
type ByHandlers = [success: SuccessHandler | null | undefined, failure: FailureHandler];
type ByHandlersWith<O> = [success: SuccessHandler<O> | null | undefined, failure: FailureHandler<O> | null | undefined, cbObject: O, options?: CallOptions | null];
type ByObject = [handler: ServerHandler, options?: CallOptions | null];
type ByCallback<R> = [callback?: Callback<R> | null, options?: CallOptions | null];
/** Options that stand alone: an object without any of them is a mistake. */
type SomeOptions = (CallOptions & { readonly signal: CallOptions["signal"] }) | (CallOptions & { readonly timeoutMs: CallOptions["timeoutMs"] });

/** The object under the documented name. Its methods need no `this`. */
export interface PlayerState {
  /**
   * Logs the player out. The session is over for this page at once, whatever the network
   * does; a logout that the server has not confirmed is delivered later, from any page of
   * the origin (see the events "unconfirmed" and "delivered" of {@link ClientEventMap}).
   * Who calls it while a logout is on its way gets that one's result.
   *
   * @returns `{status: 200, data: null}`; 403 with 40304 if nobody is logged in, and then
   * nothing is sent; 403 with 40303, 40304 or 40356 if the server had ended the session
   * before; 900 if the server did not confirm it
   * @throws TypeError if an argument is of the wrong kind: the promise is rejected with it
   * @example
   * playerState.logout(result => {
   *   var status = result.status;
   *   console.log(status + " : " + JSON.stringify(result, null, 2));
   * });
   */
  logout: Call<[], LogoutResult>;

  /** The client that this belongs to: with `data-client`, the only way to it, unless `data-code-prefix` names it. */
  readonly client: BrainCloudClient;
  /**
   * From now on a logout ends the session that the vendor's client has at that moment: its
   * own packets are waited for, and its callbacks come. Its `playerState.logout`, and a
   * wrapper's `logout` and `logoutOnApplicationClose`, are ours until it is detached.
   * @param client a wrapper or a client of the vendor's, npm braincloud 4.15 or later
   * @throws TypeError naming the member, if it is none that is known; nothing is changed then
   */
  attachClient(client: object): void;
  /** Gives the vendor's client its own functions back. */
  detachClient(): void;

  /**
   * Reads the player's state from the server.
   *
   * @returns the state; 403 with 40304 if nobody is logged in, and then nothing is sent
   * @throws TypeError if an argument is of the wrong kind: the promise is rejected with it
   * @example
   * const result = await playerState.readUserState();
   * if (result.status === 200) console.log(result.data);
   */
  readUserState: Call<[], Result<UserState>>;

  // As above: 403 with 40304 if nobody is logged in, and a TypeError for an argument of the wrong kind.

  /** Deletes the player for good, and all data, and the session with it. The stored profile id is forgotten. */
  deleteUser: Call<[], Result<null>>;
  /** Deletes what the game has stored of the player, such as attributes and statuses. The player stays. */
  resetUser: Call<[], Result<null>>;
  /** Sets the name that others see. */
  updateUserName: Call<[userName: string], Result<{ readonly playerName: string }>>;
  /** Sets the URL of the player's picture. */
  updateUserPictureUrl: Call<[url: string], Result<{ readonly playerPictureUrl: string }>>;
  /** Sets the player's email address. */
  updateContactEmail: Call<[email: string], Result<{ readonly contactEmail: string }>>;
  /** Sets the player's language, such as "fr". */
  updateLanguageCode: Call<[code: string], Result<{ readonly languageCode: string }>>;
  /** Sets the hours that the player is ahead of UTC, such as -3.5. */
  updateTimeZoneOffset: Call<[hours: number], Result<{ readonly timeZoneOffset: number }>>;
  /** Sets the object that the player's friends can read. */
  updateSummaryFriendData: Call<[summary: object], Result<null>>;
  /** Reads the player's attributes. */
  getAttributes: Call<[], Result<{ readonly attributes: Attributes }>>;
  /** Sets attributes, texts by name. If `wipeExisting` is true, all others are deleted. */
  updateAttributes: Call<[attributes: Attributes, wipeExisting: boolean], Result<null>>;
  /** Deletes the attributes of those names. */
  removeAttributes: Call<[names: readonly string[]], Result<null>>;
  /** Gives the player a status for so many seconds. The name is not empty; `details` is an object of the game's own. */
  setUserStatus: Call<[name: string, durationSecs: number, details: object], Result<UserStatuses>>;
  /** Reads the status of that name, or all of them if it is "". */
  getUserStatus: Call<[name: string], Result<UserStatuses>>;
  /** Has a status last so many seconds longer. */
  extendUserStatus: Call<[name: string, additionalSecs: number, details: object], Result<UserStatus>>;
  /** Has a status last so many seconds longer, but no longer than `maxActiveSecs`; null is no limit. */
  extendUserStatusWithMax: Call<[name: string, additionalSecs: number, maxActiveSecs: number | null | undefined, details: object], Result<UserStatus>>;
  /** Ends the status of that name. */
  clearUserStatus: Call<[name: string], Result<null>>;
}

/** The client: `_bc`, or what {@link createClient} returns. Its methods need no `this`. */
export interface BrainCloudClient {
  /** The client's version, such as "1.0.0". */
  readonly version: string;
  /**
   * Fulfilled once the program runs; rejected with an Error that says why if it can not be
   * loaded, and the result of each call that waits is then 900 with 90200. No call has to
   * wait for it: a call that comes earlier is carried out in its order. Asking for it begins
   * the load. A load that fails in a way that may pass is tried again for two minutes before
   * it is rejected; after that the next call, or asking for `ready`, begins another load,
   * which has another promise.
   */
  readonly ready: Promise<void>;
  readonly playerState: PlayerState;
  readonly reasonCodes: ReasonCodes;

  /**
   * Says which app this is. Do it once, before the first login: a player of another app is
   * logged out, at the server that has the session.
   * @param appId the app's id, such as "20001", in printable ASCII characters
   * @param secret the app's secret
   * @param appVersion the game's version, such as "1.0.0"
   * @param serverUrl the dispatcher's http or https URL, with or without `/dispatcherv2`; if it is left out the URL stays as it was, at first the vendor's own
   * @throws TypeError if an argument is of the wrong kind
   */
  initialize(appId: string, secret: string, appVersion: string, serverUrl?: string | null): void;
  /**
   * Says which dispatcher the sessions talk to that are opened from now on. An open one stays with its own.
   * @param url http or https, with or without `/dispatcherv2`
   * @throws TypeError if it is no such URL
   */
  setServerUrl(url: string): void;
  /**
   * Says how long each attempt at sending a packet may take, in seconds: 15, 20, 35 and 50
   * unless it is called. N numbers are N attempts (in C#, where they are retries, N + 1); a
   * login has only the first, as it is sent once.
   * @param timeouts one or more, each above 0
   * @throws TypeError if they are not
   */
  setPacketTimeouts(timeouts: readonly number[]): void;
  /**
   * Prints lines for developers on the console, or stops it: the operations of each packet,
   * its attempts and how they end. No secret is among them.
   * @throws TypeError if `on` is no boolean
   */
  enableLogging(on: boolean): void;
  /**
   * Says which language the logins tell the server, such as "fr".
   * @param code as it is sent; "" or left out for the browser's
   * @throws TypeError if it is no string
   */
  overrideLanguageCode(code?: string | null): void;
  /**
   * Says which country the logins tell the server, such as "CA".
   * @param code as it is sent; "" or left out for the browser's
   * @throws TypeError if it is no string
   */
  overrideCountryCode(code?: string | null): void;
  /**
   * Says under which name the player's ids are stored, as the vendor's wrapper is given it when
   * it is made. Do it before `initialize`; "" unless it is called.
   * @throws TypeError if it is no string
   */
  setWrapperName(name: string): void;
  /**
   * Forgets the session and gives up the calls that wait in it; nothing is sent. A logout that
   * was called before is carried out all the same.
   */
  resetCommunication(): void;
  /**
   * Has a function called with the result of every call that fails, whoever made it, until
   * another one takes its place. The event "error" tells the same.
   * @param callback null for none
   * @throws TypeError if it is no function
   */
  registerGlobalErrorCallback(callback: ((result: Failure) => void) | null | undefined): void;
  /**
   * Takes over a session that something else has opened, as if the player had logged in here.
   * A player who was logged in is logged out, unless it is the same session.
   * @throws TypeError if a member is of the wrong kind
   */
  attachSession(session: AttachedSession): void;

  /** Whether `initialize` was called. False while there is no program yet. */
  isInitialized(): boolean;
  /** Whether a player is logged in. False while there is no program yet. */
  isAuthenticated(): boolean;
  /** The session's id, "" if nobody is logged in. */
  getSessionId(): string;
  /** The profile id of the player who is logged in, "" if nobody is or it is not known. */
  getProfileId(): string;
  /** The app's id, the one of a redirect if there was one; "" before `initialize`, and while there is no program yet. */
  getAppId(): string;
  /** The game's version, as `initialize` was given it; "" before that, and while there is no program yet. */
  getAppVersion(): string;

  // What is stored of the player who logged in last, "" for none. It is there before the program is.
  getStoredAnonymousId(): string;
  getStoredProfileId(): string;
  getStoredSessionId(): string;
  /** "Anonymous", "Universal" and so on. */
  getStoredAuthenticationType(): string;
  // Each throws a TypeError if the argument is no string.
  setStoredAnonymousId(anonymousId: string): void;
  setStoredProfileId(profileId: string): void;
  setStoredSessionId(sessionId: string): void;
  setStoredAuthenticationType(authenticationType: string): void;
  resetStoredAnonymousId(): void;
  resetStoredProfileId(): void;
  resetStoredSessionId(): void;
  resetStoredAuthenticationType(): void;
  /** Whether a player can come back by {@link reconnect}: both ids are stored. */
  canReconnect(): boolean;
  /**
   * Logs the player in again who logged in last, by whatever login, without a password.
   * Nobody is created.
   * @returns as {@link authenticateAnonymous}; 202 with 40208 if nobody has logged in before
   * @throws TypeError if an argument is of the wrong kind: the promise is rejected with it
   */
  reconnect: Call<[], LoginResult>;
  /**
   * Goes on with the session of the page that was in this tab before, as after a reload, and
   * reads the player's state in it. The player is logged in when it returns, unless there is
   * no such session.
   * @returns as {@link PlayerState.readUserState}; 403 with 40303, 40304 or 40356 if the server has ended the session
   * @throws TypeError if an argument is of the wrong kind: the promise is rejected with it
   */
  restoreSession: Call<[], Result<UserState>>;

  /**
   * Logs in the player of this browser, who is created at the first time. A login is sent
   * once: a repeat could create a second player.
   * @returns the session and the profile; else the server's refusal, such as 202 with one
   * of {@link reasonCodes}, or 900 if no answer to it came
   * @throws TypeError if an argument is of the wrong kind: the promise is rejected with it
   */
  authenticateAnonymous: Call<[], LoginResult>;

  /**
   * Logs in a player by user id and password.
   * @param userId not empty
   * @param password the player's
   * @param forceCreate whether a player who is not known is created
   * @returns as {@link authenticateAnonymous}; 403 with 40307 for a wrong password, 202 with
   * 40208 for an unknown player who may not be created
   * @throws TypeError if an argument is of the wrong kind: the promise is rejected with it
   */
  authenticateUniversal: Call<[userId: string, password: string, forceCreate: boolean], LoginResult>;

  /**
   * Logs in a player by email address and password.
   * @param email not empty
   * @param password the player's
   * @param forceCreate whether a player who is not known is created
   * @returns as {@link authenticateUniversal}
   * @throws TypeError if an argument is of the wrong kind: the promise is rejected with it
   */
  authenticateEmailPassword: Call<[email: string, password: string, forceCreate: boolean], LoginResult>;

  // As above: forceCreate says whether a player who is not known is created.

  /** Logs in by a service that the app's own script checks, named by `externalAuthName`. */
  authenticateExternal: Call<[userId: string, token: string, externalAuthName: string, forceCreate: boolean], LoginResult>;
  authenticateFacebook: Call<[facebookId: string, facebookToken: string, forceCreate: boolean], LoginResult>;
  authenticateFacebookLimited: Call<[facebookLimitedId: string, facebookToken: string, forceCreate: boolean], LoginResult>;
  authenticateGoogle: Call<[googleUserId: string, serverAuthCode: string, forceCreate: boolean], LoginResult>;
  authenticateGoogleOpenId: Call<[googleUserAccountEmail: string, idToken: string, forceCreate: boolean], LoginResult>;
  authenticateApple: Call<[appleUserId: string, identityToken: string, forceCreate: boolean], LoginResult>;
  authenticateGameCenter: Call<[gameCenterId: string, forceCreate: boolean], LoginResult>;
  authenticateSteam: Call<[userId: string, sessionTicket: string, forceCreate: boolean], LoginResult>;
  authenticateTwitter: Call<[userId: string, token: string, secret: string, forceCreate: boolean], LoginResult>;
  authenticateParse: Call<[userId: string, token: string, forceCreate: boolean], LoginResult>;
  authenticateUltra: Call<[ultraUsername: string, ultraIdToken: string, forceCreate: boolean], LoginResult>;
  /** Logs in by the id and the token that another device was given. Nobody is created. */
  authenticateHandoff: Call<[handoffId: string, securityToken: string], LoginResult>;
  /** Logs in by the code that another device shows. Nobody is created. */
  authenticateSettopHandoff: Call<[handoffCode: string], LoginResult>;
  /**
   * Logs in by any of the vendor's authentication types.
   * @param authenticationType such as "Universal"
   * @param extraJson is handed to the app's own scripts
   */
  authenticateAdvanced: Call<[authenticationType: string, ids: AuthenticationIds, forceCreate: boolean, extraJson: object | null | undefined], LoginResult>;
  /** The logins under the vendor's own path. */
  readonly authentication: Authentication;
  /** This object itself, under the path by which a page reaches the vendor's client. */
  readonly brainCloudClient: BrainCloudClient;
  /** This object itself, under the path by which a page reaches the vendor's client. */
  readonly brainCloudManager: BrainCloudClient;

  /**
   * Logs the player out, as `playerState.logout` does.
   * @param forgetUser whether the stored profile id is forgotten too; false if it is left out
   * @returns as {@link PlayerState.logout}
   * @throws TypeError if an argument is of the wrong kind: the promise is rejected with it
   */
  logout: Call<[forgetUser?: boolean | null | undefined], LogoutResult>;

  /**
   * Logs the player out with a request that outlives the page, such as before a navigation. For a
   * tab that is closed the tag's `data-logout-on-close`, or {@link ClientOptions.logoutOnClose}, is
   * there: Firefox may end the program before `pagehide` is told, and this does nothing then.
   * @param forgetUser as in {@link logout}
   * @throws TypeError if it is no boolean
   */
  logoutOnApplicationClose(forgetUser?: boolean | null): void;

  /**
   * Calls a Cloud Code script and logs the player out, in one request that outlives the page.
   * For `pagehide`. If the call of the script, and the calls that wait, are longer than 31 KiB, or
   * as many as one packet takes, the logout goes alone: such a request has no room for more.
   * @param forgetUser as in {@link logout}
   * @param scriptName not empty
   * @param scriptData anything that JSON can write
   * @throws TypeError if an argument is of the wrong kind
   */
  runScriptAndLogoutOnApplicationClose(forgetUser: boolean, scriptName: string, scriptData: object | string | number | boolean | null): void;

  /**
   * Sends any message, such as `{service: "playerState", operation: "READ"}`. Messages of
   * one turn of the event loop share a packet, except a login's.
   * @typeParam T what the answer's `data` is taken to be; nothing checks it
   * @returns what the server says; 403 with 40304 if nobody is logged in, and then nothing
   * is sent; 900 if no answer to it came
   * @throws TypeError if an argument is of the wrong kind: the promise is rejected with it
   */
  sendRequest: CallFor<[request: ServerRequest]>;

  /**
   * Listens to what happens to the player's session, whichever call or tab brings it about.
   * It begins the load: an earlier page's logout may be delivered by this one.
   */
  addEventListener<K extends keyof ClientEventMap>(type: K, listener: ClientEventListener<K> | null, options?: boolean | AddEventListenerOptions): void;
  /** Listens no more. */
  removeEventListener<K extends keyof ClientEventMap>(type: K, listener: ClientEventListener<K> | null, options?: boolean | EventListenerOptions): void;
}

/** Who logs in, for {@link BrainCloudClient.authenticateAdvanced}. */
export interface AuthenticationIds {
  readonly externalId: string;
  /** The password or another proof, "" for none. */
  readonly authenticationToken: string;
  /** The `externalAuthName` of the type "External". */
  readonly authenticationSubType?: string | null | undefined;
}

/** The logins as the vendor's client has them: of the same name and arguments, except one. */
export interface Authentication extends Omit<Pick<BrainCloudClient, Extract<keyof BrainCloudClient, `authenticate${string}`>>, "authenticateAnonymous"> {
  /** As {@link BrainCloudClient.authenticateAnonymous}, but nobody is created unless `forceCreate` is true. */
  authenticateAnonymous: Call<[forceCreate: boolean], LoginResult>;
}

/** A session that something else has opened. */
export interface AttachedSession {
  /** Not empty. */
  readonly sessionId: string;
  /** The number of the next packet: a whole one, 0 or more. */
  readonly packetId: number;
  /** The player's. */
  readonly profileId?: string | null | undefined;
  /** Seconds above 0 that the session outlives its last packet, as the login's `playerSessionExpiry` says. */
  readonly expiresInSeconds?: number | null | undefined;
}

/** A message to the server. */
export interface ServerRequest {
  /** Such as "playerState". Not empty. */
  readonly service: string;
  /** Such as "LOGOUT". Not empty. */
  readonly operation: string;
  /** Anything that JSON can write. Left out, the message has no `data` at all. */
  readonly data?: object | string | number | boolean | null | undefined;
}

/** The events of a client, by type. */
export interface ClientEventMap {
  /** A player has logged in, or a session was attached. */
  login: CustomEvent<LoginDetail>;
  /** The player is logged out, as far as this page is concerned. */
  logout: CustomEvent<LogoutDetail>;
  /** The server says that the session is over. */
  sessionexpired: CustomEvent<SessionExpiredDetail>;
  /** The server has not confirmed a logout. It is kept and delivered later. */
  unconfirmed: CustomEvent<UnconfirmedDetail>;
  /** Such a logout is confirmed. */
  delivered: CustomEvent<DeliveredDetail>;
  /**
   * The server refuses the stored ids of the anonymous player: it knows the player no more, or
   * the two do not belong together. `logout(true)` forgets the profile id, and the next anonymous
   * login makes a new player.
   */
  identityconflict: CustomEvent<IdentityConflictDetail>;
  /** A call has failed, whoever made it. */
  error: CustomEvent<ErrorDetail>;
}

export interface LoginDetail {
  readonly profileId: string;
}

export interface LogoutDetail {
  /** Whose session it was. */
  readonly profileId: string;
  /** Whether it was done in another tab. */
  readonly elsewhere: boolean;
}

export interface SessionExpiredDetail {
  /** Whose session it was. */
  readonly profileId: string;
  /** 40303, 40304 or 40356, see {@link reasonCodes}. */
  readonly reasonCode: number;
}

export interface UnconfirmedDetail {
  /** As in {@link Failure}. */
  readonly reasonCode: number;
  /** As in {@link Failure}. */
  readonly statusMessage: string;
}

export interface DeliveredDetail {}

export interface IdentityConflictDetail {
  /** 40206 or 40207, see {@link reasonCodes}. */
  readonly reasonCode: number;
}

export interface ErrorDetail {
  /** Of the call, such as "playerState". */
  readonly service: string;
  /** Of the call, such as "LOGOUT". */
  readonly operation: string;
  /** The caller's own. */
  readonly result: Failure;
}

/** A function, or an object with `handleEvent`. */
export type ClientEventListener<K extends keyof ClientEventMap> =
  | ((event: ClientEventMap[K]) => void)
  | { handleEvent(event: ClientEventMap[K]): void };

/** What {@link createClient} takes. */
export interface ClientOptions {
  /** The app's id, such as "20001". */
  readonly appId: string;
  /** The app's secret. */
  readonly secret: string;
  /** The game's version, such as "1.0.0". */
  readonly appVersion: string;
  /** The dispatcher's http or https URL; the vendor's own if it is left out. */
  readonly serverUrl?: string | null | undefined;
  /**
   * The program, if something else has it. A function is called when the program is loaded,
   * and again if that fails in a way that may pass: `() => fetch("…/playerstate.wasm")`. A
   * value of another kind within a promise, or given by a function, fails the load.
   */
  readonly wasm?: WasmProgram | PromiseLike<WasmProgram> | (() => WasmProgram | PromiseLike<WasmProgram>) | null | undefined;
  /** Where playerstate.wasm is, unless `wasm` is given; beside the module if it is left out. A relative one is relative to the page. */
  readonly wasmUrl?: string | URL | null | undefined;
  /** What the program must hash to, as in a script's `integrity`, such as "sha384-…". */
  readonly wasmIntegrity?: string | null | undefined;
  /** As for {@link BrainCloudClient.setWrapperName}. */
  readonly wrapperName?: string | null | undefined;
  /** Whether the player is logged out when the page is closed or left; false if it is left out. */
  readonly logoutOnClose?: boolean | null | undefined;
}

/**
 * What playerstate.wasm may be given as: its bytes, compiled, or as it comes. To TypeScript
 * anything is a WebAssembly.Module, as that has no members: here a text, a URL, a function
 * and a promise are none.
 */
export type WasmProgram = BufferSource | (WebAssembly.Module & { readonly length?: never; readonly href?: never; readonly then?: never }) | Response | Blob;

/**
 * Makes a client of its own, and sets it up as `initialize` does.
 * @throws TypeError for options of the wrong kind, and for both of `wasm` and `wasmUrl`
 */
export function createClient(options: ClientOptions): BrainCloudClient;

/**
 * A ready-made client, not yet set up: see `initialize`. It loads its program at the first
 * call, or if somebody listens to it or asks for `ready`; the getters, such as
 * `isAuthenticated`, load nothing.
 */
export const _bc: BrainCloudClient;

/** `_bc.playerState`. */
export const playerState: PlayerState;

/** The vendor's reason codes that a game is likely to meet, for {@link Failure.reason_code}. */
export const reasonCodes: ReasonCodes;

/** This package's version, such as "1.0.0". */
export const version: string;

declare global {
  /**
   * The client that the script tag makes. If `data-code-prefix` gives it another name:
   * `declare const myName: import("playerstate").BrainCloudClient`.
   */
  const _bc: BrainCloudClient;
  /** `_bc.playerState`. */
  const playerState: PlayerState;
  interface Window {
    readonly _bc: BrainCloudClient;
    readonly playerState: PlayerState;
  }
}

// Nothing else above is exported.
export {};
