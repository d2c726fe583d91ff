// Right uses: every line compiles in strict mode.
import * as module from "playerstate";
import { createClient, playerState as ready, reasonCodes, version } from "playerstate";
import type {
  Attributes, BrainCloudClient, CallOptions, ClientEventMap, Failure, LoginData, LoginResult, LogoutResult, PlayerState, ReasonCode, Result,
  ServerHandler, Success, UserState, UserStatus, UserStatuses,
} from "playerstate";

/** Compiles only if the two types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <_A, _B>(_yes: Same<_A, _B>): void => {};

// The module.
const client: BrainCloudClient = createClient({ appId: "20001", secret: "s", appVersion: "1.0.0" });
createClient({
  appId: "20001", secret: "s", appVersion: "1.0.0", serverUrl: "http://127.0.0.1:8080/dispatcherv2",
  wasmUrl: new URL("./playerstate.wasm", "https://cdn.example.test/"), wasmIntegrity: "sha384-0", logoutOnClose: true,
});
createClient({ appId: "20001", secret: "s", appVersion: "1.0.0", wasmUrl: "/assets/playerstate.wasm" });
for (const wasm of [
  new Uint8Array(8), new ArrayBuffer(8), new DataView(new ArrayBuffer(8)), new Response(), new Blob(), new WebAssembly.Module(new Uint8Array(8)),
  fetch("/playerstate.wasm"), () => fetch("/playerstate.wasm"), async () => new Uint8Array(8), () => WebAssembly.compileStreaming(fetch("/")), null, undefined,
]) createClient({ appId: "20001", secret: "s", appVersion: "1.0.0", wasm });
const own: BrainCloudClient = module._bc;
const player: PlayerState = ready;
const text: string = version + client.version;
console.log(own, player, text);

// What returns at once.
client.initialize("20001", "s", "1.0.0");
client.initialize("20001", "s", "1.0.0", "https://example.test");
client.setServerUrl("https://example.test/dispatcherv2");
client.setPacketTimeouts([15, 20, 35, 50]);
client.setPacketTimeouts([0.5] as const);
client.enableLogging(true);
client.attachSession({ sessionId: "S1", packetId: 3 });
client.attachSession({ sessionId: "S1", packetId: 3, profileId: "P1", expiresInSeconds: 1200 });
client.logoutOnApplicationClose();
client.logoutOnApplicationClose(true);
const state: [boolean, boolean, string, string] = [
  client.isInitialized(), client.isAuthenticated(), client.getSessionId(), client.getProfileId(),
];
console.log(state);

// The result.
const logout: LogoutResult = await client.playerState.logout();
if (logout.status === 200) {
  same<typeof logout, Success<null>>(true);
  const data: null = logout.data;
  console.log(data);
} else {
  same<typeof logout, Failure>(true);
  const reason: number = logout.reason_code;
  const message: string = logout.status_message + logout.severity;
  console.log(reason, message, logout.status === 403, logout.status === 900);
}
const { status } = logout;
if (status !== 200) console.log(logout.reason_code); // a discriminant that was taken out
switch (logout.status) {
  case 200:
    same<typeof logout.data, null>(true);
    break;
  case 202:
    same<typeof logout, Failure>(true);
    break;
  case 403:
    if (logout.reason_code === reasonCodes.NO_SESSION) console.log("nobody was logged in");
    break;
  default:
    console.log(logout.status_message);
}
const fields: Readonly<Record<string, unknown>> = logout; // what the server adds is reached so
console.log(fields["additional_info"]);

const login: LoginResult = await client.authenticateAnonymous();
if (login.status === 200) {
  const data: LoginData = login.data;
  const seconds: number | undefined = data.playerSessionExpiry;
  const id: string = data.sessionId + data.profileId;
  const more: unknown = data["playerName"];
  console.log(seconds, id, more);
} else if (login.status === 202) {
  same<typeof login, Failure>(true);
  console.log(login.reason_code === reasonCodes.MISSING_PROFILE_ERROR, login.status_message);
} else {
  same<typeof login.upgradeAppId, string | undefined>(true);
  same<typeof login.disabledReason, unknown>(true);
}

const read: Result<UserState> = await client.playerState.readUserState();
if (read.status === 200) {
  same<typeof read, Success<UserState>>(true);
  const name: unknown = read.data["playerName"];
  console.log(name);
}

// The player's state, in whole.
const { playerState } = client;
const nulls: Result<null>[] = [
  await playerState.deleteUser(),
  await playerState.resetUser(),
  await playerState.updateSummaryFriendData({ level: 7, friends: ["ben"] }),
  await playerState.updateAttributes({ team: "red" }, false),
  await playerState.removeAttributes(["team"]),
  await playerState.removeAttributes(["team"] as const),
  await playerState.clearUserStatus("shield"),
];
console.log(nulls);
const named = await playerState.updateUserName("Ann");
if (named.status === 200) same<typeof named.data.playerName, string>(true);
const picture = await playerState.updateUserPictureUrl("https://example.test/ann.png");
if (picture.status === 200) same<typeof picture.data.playerPictureUrl, string>(true);
const email = await playerState.updateContactEmail("ann@example.test");
if (email.status === 200) same<typeof email.data.contactEmail, string>(true);
const language = await playerState.updateLanguageCode("fr");
if (language.status === 200) same<typeof language.data.languageCode, string>(true);
const zone = await playerState.updateTimeZoneOffset(-3.5);
if (zone.status === 200) same<typeof zone.data.timeZoneOffset, number>(true);
const held = await playerState.getAttributes();
if (held.status === 200) {
  same<typeof held.data.attributes, Attributes>(true);
  playerState.updateAttributes(held.data.attributes, true); // what was read can be written
}
interface Details {
  strength: number;
}
const details: Details = { strength: 2 };
const set = await playerState.setUserStatus("shield", 60, details);
if (set.status === 200) {
  same<typeof set.data, UserStatuses>(true);
  const until: number | undefined = set.data["shield"]?.activeUntil;
  console.log(until);
}
const got: Result<UserStatuses> = await playerState.getUserStatus("");
const extended: Result<UserStatus> = await playerState.extendUserStatus("shield", 60, {});
const most: Result<UserStatus> = await playerState.extendUserStatusWithMax("shield", 60, 3600, details);
await playerState.extendUserStatusWithMax("shield", 60, null, details);
if (most.status === 200) {
  const times: number = most.data.activeUntil - most.data.activeStart;
  const strength: unknown = most.data.details["strength"];
  console.log(got, extended, times, strength, most.data.statusName.length);
}
playerState.updateUserName("Ann", result => same<typeof result, Result<{ readonly playerName: string }>>(true));
playerState.removeAttributes(["team"], result => same<typeof result, Result<null>>(true), { timeoutMs: 5000 });
playerState.setUserStatus("shield", 60, {}, json => console.log(json.length), (status, reasonCode) => console.log(status + reasonCode));
playerState.updateSummaryFriendData({}, { serverCallback(_service, _operation, json) { same<typeof json, string>(true); } });
playerState.getUserStatus("", { timeoutMs: 5000 });

// Reason codes.
const none: 40304 = reasonCodes.NO_SESSION;
const code: ReasonCode = client.reasonCodes.CLIENT_DISABLED;
console.log(none, code);

// The way of JavaScript.
const options: CallOptions = { signal: new AbortController().signal, timeoutMs: 5000 };
client.playerState.logout(result => same<typeof result, LogoutResult>(true));
client.playerState.logout(result => console.log(result.status), { timeoutMs: 5000 });
client.playerState.logout(async result => console.log(result), options);
client.playerState.logout(undefined, { signal: AbortSignal.timeout(5000) });
client.playerState.logout(null);
client.playerState.logout(result => console.log(result), undefined);
client.playerState.logout(() => {});
client.playerState.readUserState(result => same<typeof result, Result<UserState>>(true), options);
client.logout();
client.logout(true);
client.logout(undefined, result => same<typeof result, LogoutResult>(true));
client.logout(false, result => console.log(result), { timeoutMs: 5000 });
client.authenticateAnonymous(result => same<typeof result, LoginResult>(true));
client.authenticateUniversal("ann", "password", true, result => same<typeof result, LoginResult>(true));
client.authenticateEmailPassword("ann@example.test", "password", false, result => same<typeof result, LoginResult>(true), options);

// The way of C# and Objective-C.
class Game {
  over = false;
}
const game = new Game();
client.playerState.logout(json => console.log(json.length), (status, reasonCode, json) => console.log(status + reasonCode, json.length));
client.playerState.logout((json, object) => {
  same<typeof json, string>(true);
  same<typeof object, Game>(true);
}, (status, reasonCode, json, object) => {
  same<[typeof status, typeof reasonCode, typeof json, typeof object], [number, number, string, Game]>(true);
}, game);
client.playerState.logout((_json, object) => { object.over = true; }, null, game);
client.playerState.logout(null, (_status, _reasonCode, _json, object) => { object.over = true; }, game, { timeoutMs: 5000 });
client.playerState.logout((_json: string, object: Game) => { object.over = true; }, () => {}, game, options);
client.playerState.logout(() => {}, () => {}, undefined, options);
client.playerState.logout((_json, object) => same<typeof object, undefined>(true), () => {});
client.playerState.readUserState((_json, object) => { object.over = true; }, () => {}, game);
client.logout(true, (_json, object) => { object.over = true; }, () => {}, game);
client.authenticateAnonymous((_json, object) => { object.over = true; }, () => {}, game);
client.authenticateUniversal("ann", "password", true, (_json, object) => { object.over = true; }, () => {}, game);
client.authenticateEmailPassword("ann@example.test", "password", true, (_json, object) => { object.over = true; }, () => {}, game);
client.sendRequest({ service: "time", operation: "READ" }, (_json, object) => { object.over = true; }, () => {}, game);

// The way of Java and C++.
class Handler implements ServerHandler {
  serverCallback(serviceName: string, serviceOperation: string, json: string): void {
    console.log(serviceName, serviceOperation, json);
  }
  serverError(serviceName: string, serviceOperation: string, statusCode: number, reasonCode: number, errorJson: string): void {
    console.log(serviceName, serviceOperation, statusCode + reasonCode, errorJson);
  }
}
client.playerState.logout(new Handler());
client.playerState.logout({ serverCallback() {} });
client.playerState.logout({ serverCallback(_service, _operation, json) { same<typeof json, string>(true); } }, { timeoutMs: 5000 });
client.playerState.readUserState(new Handler());
client.logout(true, new Handler());
client.authenticateAnonymous(new Handler(), options);
client.authenticateUniversal("ann", "password", true, new Handler());
client.authenticateEmailPassword("ann@example.test", "password", true, new Handler());
client.sendRequest({ service: "time", operation: "READ" }, new Handler());

// Options alone.
client.playerState.logout({ timeoutMs: 5000 });
client.playerState.logout({ signal: AbortSignal.abort() });
client.playerState.readUserState({ timeoutMs: 5000 });
client.logout(true, { timeoutMs: 5000 });
client.authenticateAnonymous({ timeoutMs: 5000 });
client.authenticateUniversal("ann", "password", true, { timeoutMs: 5000 });
client.authenticateEmailPassword("ann@example.test", "password", true, { timeoutMs: 5000 });
client.sendRequest({ service: "time", operation: "READ" }, { timeoutMs: 5000 });

// Any message.
interface Time {
  server_time: number;
}
const answer: Result = await client.sendRequest({ service: "playerState", operation: "LOGOUT" });
if (answer.status === 200) same<typeof answer.data, unknown>(true);
const time = await client.sendRequest<Time>({ service: "time", operation: "READ" });
if (time.status === 200) console.log(time.data.server_time);
client.sendRequest<Time>({ service: "time", operation: "READ", data: { list: [1, "two", null] } }, result => {
  same<typeof result, Result<Time>>(true);
});
const attributes: Time = { server_time: 1 };
client.sendRequest({ service: "playerState", operation: "UPDATE_ATTRIBUTES", data: attributes });

// Readiness.
client.ready.then(() => {}, (error: Error) => console.log(error.message));
const nothing: void = await client.ready;
console.log(nothing);

// Events.
client.addEventListener("login", event => same<typeof event.detail.profileId, string>(true));
client.addEventListener("logout", ({ detail }) => same<typeof detail.elsewhere, boolean>(true), { once: true });
client.addEventListener("sessionexpired", ({ detail }) => console.log(detail.profileId, detail.reasonCode === reasonCodes.USER_SESSION_EXPIRED));
client.addEventListener("unconfirmed", ({ detail }) => console.log(detail.reasonCode + 1, detail.statusMessage.length), { signal: AbortSignal.abort() });
client.addEventListener("delivered", { handleEvent(event) { same<typeof event, ClientEventMap["delivered"]>(true); } });
const listener = (event: Event): void => console.log(event.type);
client.addEventListener("login", listener, true);
client.removeEventListener("login", listener, true);

export {};
